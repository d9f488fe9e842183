/** vCards (RFC 6350, and 2.1 and 3.0 before it) to rows of contacts, leads or accounts. */
import type { EntityName } from '../entities/index.ts'
import { InputError } from '../errors.ts'
import type { Address, Labelled } from '../schema/field.ts'
import { type Component, componentsOf, propertyAt } from './contentLines.ts'
import { applyExtras, isExtra } from './extras.ts'
import type { Property, PropertyValue } from './ical.ts'
import { plainText } from './plain.ts'
import { type BrokenRow, type FileRecord, type Rows, rowsOfRecords } from './rows.ts'

/** The field that an organization goes into. */
const organizationField: { readonly [K in EntityName]?: string } = { lead: 'company', account: 'name' }

/**
 * Reads every card; one that is broken is told of by its number.
 * @param kind what the cards are to become; it decides what their fields are called
 * @throws InputError where there is no card
 */
export function readVcards(text: string, kind: EntityName = 'contact'): Rows {
  const cards = componentsOf(text).filter(({ name }) => name === 'VCARD')
  if (cards.length === 0)
    throw new InputError('There is no vCard in the file.', 'A card begins with BEGIN:VCARD')
  const records: FileRecord[] = []
  const broken: BrokenRow[] = []
  const left = new Map<string, number>()
  for (const [index, card] of cards.entries()) {
    const read = readCard(card, kind)
    if (typeof read === 'string') broken.push({ line: index + 1, message: read, cells: [sourceOf(card)] })
    else records.push({ line: index + 1, cells: read.cells })
    if (typeof read !== 'string') for (const name of read.left) left.set(name, (left.get(name) ?? 0) + 1)
  }
  const leftOut = [...left].map(([name, count]) => `${name} (${count})`).join(', ')
  return rowsOfRecords(records, {
    unit: 'card',
    notes: leftOut === '' ? [] : [`left out: ${leftOut}`],
    broken,
  })
}

function sourceOf({ lines }: Component): string {
  return lines.map((line) => line.text).join('\n')
}

interface CardRead {
  readonly cells: Map<string, string>
  /** Pictures and other things that are no text. */
  readonly left: readonly string[]
}

/** What a card says, or what is wrong with it. */
export function readCard(card: Component, kind: EntityName): CardRead | string {
  if (!card.isWhole) return `The card that begins on line ${card.line} has no END:VCARD.`
  const version = card.lines
    .map(({ text }) => /^VERSION:\s*([\d.]+)/i.exec(text)?.[1])
    .find((found) => found !== undefined)
  const properties: Property[] = []
  for (const line of card.lines) {
    const property = propertyAt(line, version === '4.0' ? 'vcard' : 'vcard3')
    if (property === undefined) return `Line ${line.line} is no property of a card: ${line.text.slice(0, 60)}`
    properties.push(property)
  }
  const texts = properties.filter(({ type }) => type !== 'binary')
  const cells = cellsOf(texts, kind)
  if (cells.size === 0) return `The card that begins on line ${card.line} has nothing in it.`
  return { cells, left: properties.filter(({ type }) => type === 'binary').map(({ name }) => name) }
}

function cellsOf(properties: readonly Property[], kind: EntityName): Map<string, string> {
  const cells = new Map<string, string>()
  const put = (field: string, text: string): void => {
    if (text.trim() !== '' && !cells.has(field)) cells.set(field, text)
  }
  putNames(properties, kind, put)
  put('title', texts(properties, 'title').join(', ') || texts(properties, 'role').join(', '))
  if (texts(properties, 'title').length > 0) put('jobRole', texts(properties, 'role').join(', '))
  putLabelled(properties, 'email', 'otherEmails', 'emails', put)
  putLabelled(properties, 'tel', 'otherPhones', 'phones', put)
  putAddresses(properties, put)
  putDay(properties, ['bday'], 'birthday', put)
  putDay(properties, ['anniversary', 'x-anniversary'], 'anniversary', put)
  put('description', texts(properties, 'note').join('\n'))
  const tags = named(properties, 'categories')
    .flatMap(({ values }) => values.map(textOf))
    .filter((tag) => tag !== '')
  put('tags', tags.length === 0 ? '' : plainText('tags', tags))
  put('externalId', texts(properties, 'uid').join(' '))
  putAccounts(properties, kind, put)
  putOthers(properties, put)
  if (properties.some(({ name, values }) => name === 'x-lukkha-id' && values[0] === cells.get('externalId')))
    cells.delete('externalId')
  applyExtras(cells, properties)
  return cells
}

type Put = (field: string, text: string) => void

function named(properties: readonly Property[], name: string): readonly Property[] {
  return properties.filter((property) => property.name === name)
}

function textOf(value: PropertyValue): string {
  return typeof value === 'string'
    ? value
    : value
        .flat()
        .filter((part) => part !== '')
        .join(', ')
}

function texts(properties: readonly Property[], name: string): readonly string[] {
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

/** N is family, given, middle, prefix, suffix; where it says nothing, the formatted name is taken apart. */
function putNames(properties: readonly Property[], kind: EntityName, put: Put): void {
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

/** The preferred one is the main one; the others keep their labels. */
function putLabelled(
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
  const [main, ...more] = all
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

/** What Apple's address book writes beside a property of the same group, else its types. */
function labelOf({ params }: Property, properties: readonly Property[]): string {
  const group = params.group?.[0]
  const label =
    group === undefined
      ? undefined
      : named(properties, 'x-ablabel').find((one) => one.params.group?.[0] === group)
  const given = label === undefined ? '' : textOf(label.values[0] ?? '').replace(/^_\$!<(.*)>!\$_$/, '$1')
  if (given !== '') return given
  const types = typesOf(params).filter((type) => type !== '' && !meaningless.has(type))
  return types.map((type) => (type === 'cell' ? 'mobile' : type)).join(' ')
}

function putAddresses(properties: readonly Property[], put: Put): void {
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

function putDay(properties: readonly Property[], names: readonly string[], field: string, put: Put): void {
  const found = properties.find(({ name }) => names.includes(name))
  const text = found === undefined ? '' : textOf(found.values[0] ?? '')
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})(?!\d)/.exec(text) ?? []
  const isYearKnown = year !== undefined && found?.params['x-apple-omit-year']?.[0] !== year
  if (isYearKnown) put(field, `${year}-${month}-${day}`)
  else put(`${field}AsGiven`, year === undefined ? text : `--${month}-${day}`)
}

/** Web pages, and accounts in networks: IMPP, and what came before and after it. */
function putAccounts(properties: readonly Property[], kind: EntityName, put: Put): void {
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

const networks = new Set([
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

/** What has been read above, or says nothing about the person. */
const known = new Set([
  ...[
    'version',
    'prodid',
    'profile',
    'name',
    'mailer',
    'class',
    'source',
    'rev',
    'kind',
    'calscale',
    'label',
  ],
  ...[
    'n',
    'fn',
    'org',
    'title',
    'role',
    'email',
    'tel',
    'adr',
    'bday',
    'anniversary',
    'x-anniversary',
    'note',
  ],
  ...[
    'categories',
    'uid',
    'url',
    'impp',
    'nickname',
    'socialprofile',
    'x-socialprofile',
    'x-ablabel',
    'x-abadr',
  ],
  ...[
    'sort-string',
    'clientpidmap',
    'xml',
    'photo',
    'logo',
    'sound',
    'key',
    'agent',
    'x-abshowas',
    'x-abuid',
  ],
])

/** Everything else is kept, under the name of its property. */
function putOthers(properties: readonly Property[], put: Put): void {
  const others = properties.filter((one) => !known.has(one.name) && !networks.has(one.name) && !isExtra(one))
  for (const name of new Set(others.map((property) => property.name)))
    put(
      name.replace(/-+([a-z\d])/g, (_, letter: string) => letter.toUpperCase()),
      texts(others, name).join(', '),
    )
}
