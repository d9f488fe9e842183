/** A web address, with https:// where it was left out. */
import { InputError } from '../../errors.ts'
import { compareText, nfc } from '../../text.ts'
import { hostKeys, normalDomain } from '../domains.ts'
import { defineType } from '../type.ts'

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

function keysOf(url: string): readonly string[] {
  const [, , host] = form.exec(url) ?? []
  return host === undefined ? [] : hostKeys(host)
}

export const url = defineType<string>({
  placeholder: 'URL',
  is: (value) => typeof value === 'string',
  parse: parseUrl,
  format: (value) => value,
  plain: (value) => value,
  compare: compareText,
  search: (value) => value,
  keys: keysOf,
})
