/** The parts of a vCard as cells: names, addresses and numbers, days, accounts in networks. */
import type { EntityName } from '../entities/index.ts'
import { isFax } from '../schema/fax.ts'
import type { Address, Labelled } from '../schema/field.ts'
import type { Property, PropertyValue } from './ical.ts'
import { plainText } from './plain.ts'

/** Sets a cell, unless there is nothing to set or it is set already. */
export type Put = (field: string, text: string) => void

/** The properties of a name, in lower case. */
export function named(properties: readonly Property[], name: string): readonly Property[] {
  return properties.filter((property) => property.name === name)
}

/** A value as one text; the parts of a structured one are joined by commas. */
export function textOf(value: PropertyValue): string {
  return typeof value === 'string'
    ? value
    : value
        .flat()
        .filter((part) => part !== '')
        .join(', ')
}

/** The texts of all properties of a name, without empty ones. */
export function texts(properties: readonly Property[], name: string): readonly string[] {
  return named(properties, name)
    .map(({ values }) => values.map(textOf).join(', '))
    .filter((text) => text.trim() !== '')
}

function partsOf(value: PropertyValue | undefined): readonly string[] {
  if (value === undefined) return []
  return typeof value === 'string'
    ? [value]
    : value.map((part) => (typeof part === 'string' ? part : part.join(', ')))
}

/** The field that an organization goes into. */
const organizationField: { readonly [K in EntityName]?: string } = { lead: 'company', account: 'name' }

/** N is family, given, middle, prefix, suffix; where it says nothing, the formatted name is taken apart. */
export function putNames(properties: readonly Property[], kind: EntityName, put: Put): void {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = partsOf(
    named(properties, 'n')[0]?.values[0],
  )
  const [whole = ''] = texts(properties, 'fn')
  const [organization = '', ...units] = partsOf(named(properties, 'org')[0]?.values[0])
  put(organizationField[kind] ?? 'account', kind === 'account' ? organization || whole : organization)
  put('department', units.filter((unit) => unit !== '').join(', '))
  if (kind === 'account') return
  const isPerson = whole !== organization && !whole.includes('@')
  const [first = '', ...rest] = isPerson ? whole.trim().split(/\s+/) : [whole.includes('@') ? '' : whole]
  const hasName = `${family}${given}`.trim() !== ''
  put('firstName', hasName ? given : first)
  put('lastName', hasName ? family : rest.join(' '))
  put('middleName', middle)
  put('salutation', prefix)
  put('nameSuffix', suffix)
  put('nickname', texts(properties, 'nickname').join(', '))
  const isOther = hasName && isPerson && ![family, given].some((part) => part !== '' && whole.includes(part))
  if (isOther) put('otherName', whole)
}

/** The preferred one is the main one, which no fax is; the others keep their labels. */
export function putLabelled(
  properties: readonly Property[],
  name: 'email' | 'tel',
  others: string,
  type: 'emails' | 'phones',
  put: Put,
): void {
  const all = byPreference(named(properties, name)).flatMap((property): Labelled[] => {
    const value = textOf(property.values[0] ?? '')
      .replace(/^(?:tel|mailto):/i, '')
      .trim()
    const label = labelOf(property, properties)
    return value === '' ? [] : [label === '' ? { value } : { value, label }]
  })
  const main = all.find(({ label = '' }) => name !== 'tel' || !isFax(label))
  const more = all.filter((one) => one !== main)
  put(name === 'tel' ? 'phone' : name, main?.value ?? '')
  put(others, more.length === 0 ? '' : plainText(type, more))
}

function byPreference(properties: readonly Property[]): readonly Property[] {
  return [...properties].sort((a, b) => preferenceOf(a) - preferenceOf(b))
}

function preferenceOf({ params }: Property): number {
  const [given] = params.pref ?? []
  if (given !== undefined && /^\d+$/.test(given)) return Number(given)
  return typesOf(params).includes('pref') ? 1 : 101
}

function typesOf(params: Property['params']): readonly string[] {
  return (params.type ?? []).flatMap((type) => type.toLowerCase().split(','))
}

const meaningless = new Set([
  'pref',
  'internet',
  'voice',
  'x400',
  'other',
  'main',
  'text',
  'msg',
  'dom',
  'intl',
  'postal',
  'parcel',
])

/** What Apple's address book writes beside a property of the same group, else its types; of a fax it says so. */
function labelOf({ params }: Property, properties: readonly Property[]): string {
  const group = params.group?.[0]
  const label =
    group === undefined
      ? undefined
      : named(properties, 'x-ablabel').find((one) => one.params.group?.[0] === group)
  const given = label === undefined ? '' : textOf(label.values[0] ?? '').replace(/^_\$!<(.*)>!\$_$/, '$1')
  const all = typesOf(params).filter((type) => type !== '' && !meaningless.has(type))
  const fax = all.includes('fax') ? ['fax'] : []
  if (given !== '') return isFax(given) ? given : [given, ...fax].join(' ')
  const types = [...all.filter((type) => type !== 'fax'), ...fax]
  return types.map((type) => (type === 'cell' ? 'mobile' : type)).join(' ')
}

/** The preferred one is the main one; the others keep their labels. */
export function putAddresses(properties: readonly Property[], put: Put): void {
  const all = byPreference(named(properties, 'adr')).flatMap((property) => {
    const address = addressOf(partsOf(property.values[0]))
    return Object.keys(address).length === 0 ? [] : [{ address, label: labelOf(property, properties) }]
  })
  const [main, ...more] = all
  if (main !== undefined) put('address', plainText('address', main.address))
  const others = more.map(({ address, label }) => (label === '' ? address : { label, ...address }))
  if (others.length > 0) put('otherAddresses', plainText('addresses', others))
}

/** Post box, extended address, street, locality, region, postal code, country. */
function addressOf(parts: readonly string[]): Address {
  const [box = '', extended = '', road = '', city = '', province = '', postalCode = '', country = ''] =
    parts.map((part) => part.trim())
  const street = [box, extended, road].filter((part) => part !== '').join('\n')
  const given = { street, city, province, postalCode, country }
  return Object.fromEntries(Object.entries(given).filter(([, text]) => text !== ''))
}

/** A day, with its year or without (Apple writes 1604 for none); anything else, a year or a month alone, is text of its own. */
export function putDay(
  properties: readonly Property[],
  names: readonly string[],
  field: string,
  put: Put,
): void {
  const found = properties.find(({ name }) => names.includes(name))
  const text = found === undefined ? '' : textOf(found.values[0] ?? '')
  const [, year = '', month, day] = /^(\d{4}|-)-?(\d{2})-?(\d{2})(?!\d)/.exec(text) ?? []
  const isYearKnown = !['-', '1604', '0000', found?.params['x-apple-omit-year']?.[0]].includes(year)
  if (month === undefined) put(`${field}AsGiven`, text)
  else put(field, `${isYearKnown ? year : '-'}-${month}-${day}`)
}

/** Web pages, and accounts in networks: IMPP, and what came before and after it. */
export function putAccounts(properties: readonly Property[], kind: EntityName, put: Put): void {
  const pages = texts(properties, 'url')
  const [page = '', ...more] = kind === 'contact' ? ['', ...pages] : pages
  put('website', page)
  const handles: Labelled[] = more.filter((url) => url !== '').map((value) => ({ label: 'website', value }))
  for (const property of properties) {
    const value = textOf(property.values[0] ?? '').trim()
    const [, scheme = '', rest = ''] = /^([a-z][a-z\d+.-]*):(.+)$/is.exec(value) ?? []
    const service = property.params['service-type']?.[0] ?? property.params['x-service-type']?.[0]
    if (value === '') continue
    if (property.name === 'impp')
      handles.push({ label: (service ?? scheme).toLowerCase() || 'chat', value: rest || value })
    else if (property.name === 'x-socialprofile' || property.name === 'socialprofile')
      handles.push({ label: (service ?? typesOf(property.params)[0] ?? 'social').toLowerCase(), value })
    else if (networks.has(property.name)) handles.push({ label: property.name.slice(2), value })
  }
  if (handles.length > 0) put('handles', plainText('handles', handles))
}

/** Properties that programs made up for accounts before there was one. */
export const networks = new Set([
  'x-aim',
  'x-icq',
  'x-jabber',
  'x-msn',
  'x-yahoo',
  'x-skype',
  'x-skype-username',
  'x-gtalk',
  'x-qq',
  'x-twitter',
  'x-facebook',
  'x-line',
  'x-whatsapp',
  'x-wechat',
  'x-telegram',
])
