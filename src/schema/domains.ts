/** Names of hosts as people write them, also in Thai and Lao, and what they tell about a company. */
import { domainToUnicode } from 'node:url'
import { nfc } from '../text.ts'
import type { TakeKey } from './type.ts'

const asciiForm = /^[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/

/** The name in lower case, Punycode read back to letters; undefined where it is none or has no dot. */
export function normalDomain(typed: string): string | undefined {
  const domain = nfc(typed.toLowerCase())
  if (domain.length > 253) return undefined
  if (asciiForm.test(domain)) return domain.includes('xn--') ? domainToUnicode(domain) || undefined : domain
  return isInternational(domain) ? domain : undefined
}

/** Each part begins and ends with a letter or digit, a mark over a letter being part of it. */
function isInternational(domain: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*(?:(?<!-)\.[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*)+(?<!-)$/u.test(domain)
}

/** Domains where anybody has an address: they tell nothing about where somebody works. */
const freeMail = new Set(
  [
    'gmail.com googlemail.com hotmail.com hotmail.co.th hotmail.co.uk hotmail.fr outlook.com outlook.co.th live.com',
    'windowslive.com msn.com yahoo.com yahoo.co.th yahoo.co.uk yahoo.co.jp yahoo.fr ymail.com rocketmail.com',
    'icloud.com me.com mac.com aol.com proton.me protonmail.com pm.me gmx.com gmx.de gmx.net web.de mail.com',
    'mail.ru yandex.ru yandex.com zoho.com fastmail.com hey.com tutanota.com qq.com 163.com 126.com sina.com',
    'naver.com daum.net hanmail.net laopdr.com thaimail.com',
  ].flatMap((line) => line.split(' ')),
)

/** Hosts where anybody has a page: a page there is no sign of whose it is. */
const platforms = new Set(
  [
    'facebook.com fb.com fb.me m.facebook.com instagram.com line.me lin.ee page.line.me x.com twitter.com linkedin.com',
    'tiktok.com youtube.com youtu.be wa.me t.me shopee.co.th lazada.co.th lineshopping.com linktr.ee bit.ly',
    'sites.google.com maps.app.goo.gl goo.gl google.com wikipedia.org booking.com agoda.com tripadvisor.com',
  ].flatMap((line) => line.split(' ')),
)

/** The lookup key of a web address: its domain, unless anybody can have a page there. */
export function hostKeys(host: string, take: TakeKey): void {
  const domain = withoutWww(host)
  if (!platforms.has(domain)) take('domain:', domain)
}

function withoutWww(domain: string): string {
  return domain.startsWith('www.') ? domain.slice('www.'.length) : domain
}

/** The lookup keys of an email address: itself, and its domain unless anybody can have an address there. */
export function emailKeys(address: string, take: TakeKey): void {
  take('email:', address)
  const domain = address.slice(address.lastIndexOf('@') + 1)
  if (!freeMail.has(domain)) take('domain:', withoutWww(domain))
}
