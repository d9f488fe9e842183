/** Contacts, leads and accounts as vCards, 4.0 (RFC 6350) or 3.0 (RFC 2426). */
import { isDayOfYear } from '../dates.ts'
import { InputError } from '../errors.ts'
import { isAddress } from '../schema/addresses.ts'
import { isFax } from '../schema/fax.ts'
import type { Address, AnyRecord, Labelled, Value } from '../schema/field.ts'
import { componentsOf } from './contentLines.ts'
import { extraNotes, missingExtras } from './extras.ts'
import { type Dialect, type NewProperty, writeProperty } from './ical.ts'
import { readCard } from './vcard.ts'
import { cellsByField, type Export, type Written } from './writing.ts'

/**
 * One card for each record. What cards have no place for goes into X-LUKKHA-… properties, so that reading them gives
 * every field again.
 * @throws InputError for kinds that are no people and no companies
 */
export function writeVcards(given: Export): Written {
  const { kind } = given
  if (kind !== 'contact' && kind !== 'lead' && kind !== 'account') {
    throw new InputError(`A vCard cannot hold a ${kind}.`, 'Write it as csv, xlsx, json or xml')
  }
  const extra = new Set<string>()
  const cards = given.records.map((record, index) => card(record, index, given, extra))
  return { content: cards.join(''), notes: extraNotes(extra, 'vCards') }
}

function card(record: AnyRecord, index: number, given: Export, extra: Set<string>): string {
  const dialect: Dialect = given.version === '3.0' ? 'vcard3' : 'vcard'
  const wanted = cellsByField(given, index)
  const shown = Object.fromEntries(Object.entries(record).filter(([name]) => wanted.has(name)))
  const all = [...propertiesOf({ ...shown, id: record.id }, given, dialect)]
  const own = all.filter(({ name }) => name !== 'x-lukkha-id' || wanted.has('id'))
  const text = own.map((property) => writeProperty(property, dialect)).join('')
  const [component] = componentsOf(`BEGIN:VCARD\n${text}END:VCARD\n`)
  const read = component === undefined ? '' : readCard(component, given.kind)
  const missing = missingExtras(wanted, typeof read === 'string' ? new Map() : read.cells)
  for (const { name } of missing) extra.add(name)
  const more = missing.map((property) => writeProperty({ type: 'text', ...property }, dialect)).join('')
  return `BEGIN:VCARD\r\n${text}${more}END:VCARD\r\n`
}

function* propertiesOf(
  record: AnyRecord,
  { kind, nameOf }: Export,
  dialect: Dialect,
): Generator<NewProperty> {
  const text = (name: string): string => textIn(record, name)
  yield { name: 'version', values: [dialect === 'vcard' ? '4.0' : '3.0'] }
  yield { name: 'uid', values: [text('externalId') || record.id] }
  yield { name: 'x-lukkha-id', values: [record.id] }
  const account = text('account')
  const organization = kind === 'account' ? text('name') : text('company') || (nameOf?.(account) ?? '')
  const person = [text('firstName'), text('lastName')].filter((part) => part !== '').join(' ')
  yield {
    name: 'fn',
    values: [person || text('nickname') || organization || text('email') || text('phone') || record.id],
  }
  if (kind === 'account' && dialect === 'vcard') yield { name: 'kind', values: ['org'] }
  if (kind !== 'account') yield { name: 'n', values: [[text('lastName'), text('firstName'), '', '', '']] }
  if (organization !== '') yield { name: 'org', values: [[organization]] }
  for (const name of ['title', 'nickname']) if (text(name) !== '') yield { name, values: [text(name)] }
  yield* reachable(record, mainParam(dialect))
  yield* addressed(record, mainParam(dialect))
  for (const [name, field] of [
    ['bday', 'birthday'],
    ['anniversary', 'anniversary'],
  ] as const) {
    if (text(field) !== '' && (name === 'bday' || dialect === 'vcard'))
      yield { name, ...dayIn(dialect, text(field)) }
  }
  if (text('description') !== '') yield { name: 'note', values: [text('description')] }
  const tags = listIn(record, 'tags').filter((tag) => typeof tag === 'string')
  if (tags.length > 0) yield { name: 'categories', values: tags }
  yield* linked(record)
}

/** Before 4.0 a day needed a year: Apple's programs say which one is none. */
function dayIn(dialect: Dialect, day: string): Omit<NewProperty, 'name'> {
  if (dialect === 'vcard') return { type: 'date-and-or-time', values: [day] }
  return isDayOfYear(day)
    ? { type: 'date', params: { 'x-apple-omit-year': '1604' }, values: [`1604${day.slice(1)}`] }
    : { type: 'date', values: [day] }
}

type Params = NonNullable<NewProperty['params']>

/** Which of several is the main one. */
function mainParam(dialect: Dialect): Params {
  return dialect === 'vcard' ? { pref: '1' } : { type: 'pref' }
}

function* reachable(record: AnyRecord, params: Params): Generator<NewProperty> {
  for (const [name, main, others] of [
    ['email', 'email', 'otherEmails'],
    ['tel', 'phone', 'otherPhones'],
  ] as const) {
    const first = textIn(record, main)
    if (first !== '') yield { name, params, values: [first] }
    for (const { value, label } of listIn(record, others).filter(isLabelled)) {
      yield { name, ...typeParam(label), values: [value] }
    }
  }
}

const knownTypes = new Set(['home', 'work', 'mobile', 'fax', 'pager', 'car', 'video', 'assistant'])

/** The words of a label that cards know: `work fax` is of both types, and `โทรสาร` is a fax. */
function typeParam(label = ''): Pick<NewProperty, 'params'> {
  const words = label.toLowerCase().split(' ')
  const types = words.every((word) => knownTypes.has(word)) ? words : []
  const all =
    types.length === 0 && isFax(label) ? [...words.filter((word) => knownTypes.has(word)), 'fax'] : types
  if (all.length === 0) return {}
  const named = [...new Set(all)].map((type) => (type === 'mobile' ? 'cell' : type))
  return { params: { type: named.length === 1 ? (named[0] ?? '') : named } }
}

function* addressed(record: AnyRecord, params: Params): Generator<NewProperty> {
  const { address } = record
  if (isAddress(address)) yield { name: 'adr', params, values: [addressParts(address)] }
  for (const other of listIn(record, 'otherAddresses')) {
    if (isAddress(other)) yield { name: 'adr', ...typeParam(other.label), values: [addressParts(other)] }
  }
}

function addressParts({
  street,
  subdistrict,
  district,
  city = '',
  province = '',
  postalCode = '',
  country = '',
}: Address): readonly string[] {
  const road = [street, subdistrict, district].filter((part) => part !== undefined).join(', ')
  return ['', '', road, city, province, postalCode, country]
}

const schemeForm = /^[a-z][a-z\d+.-]*$/

function* linked(record: AnyRecord): Generator<NewProperty> {
  const website = textIn(record, 'website')
  if (website !== '') yield { name: 'url', type: 'uri', values: [website] }
  for (const { label = '', value } of listIn(record, 'handles').filter(isLabelled)) {
    if (!/^[\w!#-+/:=?@~.-]+$/.test(value)) continue
    if (label === 'website') yield { name: 'url', type: 'uri', values: [value] }
    else if (schemeForm.test(label)) yield { name: 'impp', type: 'uri', values: [`${label}:${value}`] }
  }
}

function textIn(record: AnyRecord, name: string): string {
  const value = record[name]
  return typeof value === 'string' ? value : ''
}

function listIn(record: AnyRecord, name: string): readonly Value[] {
  const value = record[name]
  return Array.isArray(value) ? value : []
}

function isLabelled(value: Value): value is Labelled {
  return typeof value === 'object' && 'value' in value && typeof value.value === 'string'
}
