/** A web address, with https:// where it was left out. */
import { InputError } from '../../errors.ts'
import { compareText, nfc } from '../../text.ts'
import { hostKeys, normalDomain } from '../domains.ts'
import { defineType, type TakeKey } from '../type.ts'

const form = /^(?:(https?):\/\/)?([^\s/?#@:\\]+)(:\d{1,5})?(?:\/|([/?#]\S*))?$/i

function parseUrl(typed: string): string {
  const [, scheme = 'https', host = '', port = '', rest = ''] = form.exec(nfc(typed.trim())) ?? []
  const domain = normalDomain(host.replace(/\.$/, ''))
  if (domain !== undefined) return `${scheme.toLowerCase()}://${domain}${port}${rest}`
  throw new InputError(
    `"${typed}" is not a web address.`,
    'Type it like acme.co.th or https://acme.co.th/contact',
  )
}

function urlKeys(url: string, take: TakeKey): void {
  const [, , host] = form.exec(url) ?? []
  if (host !== undefined) hostKeys(host, take)
}

export const url = defineType<string>({
  placeholder: 'URL',
  is: (value) => typeof value === 'string',
  parse: parseUrl,
  format: (value) => value,
  plain: (value) => value,
  compare: compareText,
  search: (value) => value,
  keys: urlKeys,
})
