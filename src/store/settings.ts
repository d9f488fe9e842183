/** crm.json: reads and checks the settings of a store, and writes them back with what it does not know untouched. */
import {
  defaultSettings,
  FORMAT_VERSION,
  type LeadStatus,
  type OwnReport,
  type Settings,
  type Stage,
  type User,
} from '../config.ts'
import { StoreError } from '../errors.ts'
import { sameValue } from '../schema/value.ts'
import { customFields } from './custom.ts'
import {
  type Expect,
  isObject,
  type JsonObject,
  listOf,
  mapOf,
  numberFrom,
  object,
  oneOf,
  optional,
  refuse,
  setOf,
  text,
  textLike,
  wholeFrom,
} from './expect.ts'
import { checkQuality, duplicates, notDuplicates, scoring, validation, views } from './quality.ts'
import { conflictLine, mistakeIn } from './scan.ts'
import { dateRule, mail, touchRule } from './settings/agenda.ts'

export const settingsName = 'crm.json'

const stage: Expect<Stage> = (value, at) => {
  const raw = object(value, at)
  return {
    ...raw,
    name: text(raw['name'], `${at}.name`),
    probability: numberFrom(0, 100, 'a number from 0 to 100')(raw['probability'], `${at}.probability`),
    kind: oneOf(['open', 'won', 'lost'])(raw['kind'], `${at}.kind`),
    ...optional(raw, 'requires', at, setOf(text)),
  }
}

const leadStatus: Expect<LeadStatus> = (value, at) => {
  const raw = object(value, at)
  const kind = oneOf(['open', 'qualified', 'converted', 'closed'])(raw['kind'], `${at}.kind`)
  return { ...raw, name: text(raw['name'], `${at}.name`), kind }
}

const user: Expect<User> = (value, at) => {
  const raw = object(value, at)
  return { ...raw, name: text(raw['name'], `${at}.name`), ...optional(raw, 'email', at, text) }
}

const ownReport: Expect<OwnReport> = (value, at) => {
  const raw = object(value, at)
  return {
    ...raw,
    entity: oneOf(['lead', 'account', 'contact', 'deal', 'activity', 'reminder'])(
      raw['entity'],
      `${at}.entity`,
    ),
    ...optional(raw, 'title', at, text),
    ...optional(raw, 'where', at, text),
    ...optional(raw, 'group', at, setOf(text)),
    ...optional(raw, 'sum', at, setOf(text)),
    ...optional(raw, 'columns', at, setOf(text)),
    ...optional(raw, 'sort', at, text),
  }
}

const qualification: Expect<Settings['qualification']> = (value, at) => {
  const raw = { ...defaultSettings.qualification, ...object(value, at) }
  const checklist = setOf(text)(raw.checklist, `${at}.checklist`)
  const minimum = wholeFrom(0)(raw.minimum, `${at}.minimum`)
  if (minimum > checklist.length)
    refuse(`${at}.minimum`, `at most ${checklist.length}, the length of the checklist`, minimum)
  return { ...raw, requires: setOf(text)(raw.requires, `${at}.requires`), checklist, minimum }
}

const timezone: Expect<string> = (value, at) =>
  value === defaultSettings.timezone || isTimezone(value)
    ? String(value)
    : refuse(at, 'an IANA time zone such as Asia/Bangkok', value)

function isTimezone(value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).format(0) !== ''
  } catch {
    return false
  }
}

/** Only said where numbers are to be written otherwise than 1,234.50. */
const locale: Expect<string> = (value, at) =>
  typeof value === 'string' && isLocale(value)
    ? value
    : refuse(at, 'a language and country such as lo or de-CH', value)

function isLocale(value: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(value).length === 1
  } catch {
    return false
  }
}

const rates: Expect<Settings['rates']> = (value, at) => {
  for (const code of Object.keys(object(value, at))) currency(code, `${at}.${code}`)
  return mapOf(
    textLike(/^(?=.*[1-9])\d{1,15}(\.\d{1,15})?$/, 'a decimal number above 0 in quotes, such as "36.50"'),
  )(value, at)
}

const currency = textLike(/^[A-Z]{3}$/, 'an ISO 4217 code such as THB')

/** A list of things with names and kinds: no name twice, every kind there at least once. */
function kinds<T extends { readonly name: string; readonly kind: string }>(
  item: Expect<T>,
  needed: readonly string[],
): Expect<readonly T[]> {
  return (value, at) => {
    const list = listOf(item)(value, at)
    setOf(text)(
      list.map(({ name }) => name),
      at,
    )
    for (const kind of needed)
      if (!list.some((one) => one.kind === kind)) refuse(at, `at least one of kind ${kind}`, undefined)
    return list
  }
}

const assignment: Expect<Settings['assignment'][number]> = (value, at) => {
  const raw = object(value, at)
  return { ...raw, owner: text(raw.owner, `${at}.owner`), ...optional(raw, 'where', at, text) }
}

const words = setOf(text)

/** What each key of the settings should hold. */
const keys: {
  readonly [K in keyof Omit<Settings, 'backups' | 'dateOrder' | 'locale'>]: Expect<Settings[K]>
} = {
  format: wholeFrom(0),
  currency,
  timezone,
  country: textLike(/^[A-Z]{2}$/, 'an ISO 3166 code such as TH'),
  rates,
  leadStatuses: kinds(leadStatus, ['open', 'qualified', 'converted', 'closed']),
  stages: kinds(stage, ['open', 'won', 'lost']),
  sources: words,
  ratings: words,
  industries: words,
  businessTypes: words,
  territories: words,
  lostReasons: words,
  unqualifiedReasons: words,
  qualification,
  stuckAfterDays: wholeFrom(1),
  users: listOf(user),
  reports: mapOf(ownReport),
  duplicates,
  notDuplicates,
  views,
  validation,
  scoring,
  ownAddresses: words,
  dates: listOf(dateRule),
  keepInTouch: listOf(touchRule),
  mail,
  assignment: listOf(assignment),
  customFields,
}

const backups: Expect<{ readonly keep: number }> = (value, at) => {
  const raw = object(value, at)
  return { ...raw, keep: wholeFrom(1)(raw['keep'], `${at}.keep`) }
}

/**
 * The settings that a parsed crm.json holds, with rules, views and scores that fit the fields there are; missing keys
 * take their defaults, unknown ones are kept.
 * @throws StoreError naming the key and what it should hold
 */
export function checkedSettings(document: unknown): Settings {
  return sound(document, (known) => {
    const settings = settingsIn(known)
    checkQuality(settings)
    return settings
  })
}

/** @throws StoreError, which for a newer version's document says only that it is one */
function sound(document: unknown, read: (known: JsonObject) => Settings): Settings {
  if (!isObject(document))
    throw new StoreError('crm.json should hold one object in braces.', 'Correct crm.json.')
  const format = document['format']
  if (typeof format !== 'number' || format <= FORMAT_VERSION) return read(document)
  try {
    return read(document)
  } catch (error) {
    throw error instanceof StoreError ? newer(format) : error
  }
}

function settingsIn(document: JsonObject): Settings {
  const known = <K extends keyof typeof keys>(key: K): Settings[K] =>
    document[key] === undefined ? defaultSettings[key] : keys[key](document[key], key)
  const settings: Settings = {
    ...document,
    format: known('format'),
    currency: known('currency'),
    timezone: known('timezone'),
    country: known('country'),
    rates: known('rates'),
    leadStatuses: known('leadStatuses'),
    stages: known('stages'),
    sources: known('sources'),
    ratings: known('ratings'),
    industries: known('industries'),
    businessTypes: known('businessTypes'),
    territories: known('territories'),
    lostReasons: known('lostReasons'),
    unqualifiedReasons: known('unqualifiedReasons'),
    qualification: known('qualification'),
    stuckAfterDays: known('stuckAfterDays'),
    users: known('users'),
    reports: known('reports'),
    duplicates: known('duplicates'),
    notDuplicates: known('notDuplicates'),
    views: known('views'),
    validation: known('validation'),
    scoring: known('scoring'),
    ownAddresses: known('ownAddresses'),
    dates: known('dates'),
    keepInTouch: known('keepInTouch'),
    mail: known('mail'),
    assignment: known('assignment'),
    customFields: known('customFields'),
    ...optional(document, 'dateOrder', settingsName, oneOf<'dmy' | 'mdy'>(['dmy', 'mdy'])),
    ...optional(document, 'backups', settingsName, backups),
    ...optional(document, 'locale', settingsName, locale),
  }
  return settings
}

function newer(format: number): StoreError {
  return new StoreError(
    `The store was written by a newer version (format ${format}; this program knows ${FORMAT_VERSION}).`,
    'Install the newest lukkha: npm install --global lukkha',
  )
}

/** A newer version's store can be read where it is like ours, and is never written. @throws StoreError */
export function refuseNewer({ format }: Settings): void {
  if (format > FORMAT_VERSION) throw newer(format)
}

/** The settings in the text of crm.json. @throws StoreError */
export function parseSettings(json: string): Settings {
  return checkedSettings(parseDocument(json))
}

/** The same, without looking whether rules, views and scores fit: that is done once after each change of the file. */
export function readSettings(json: string): Settings {
  return sound(parseDocument(json), settingsIn)
}

function parseDocument(json: string): unknown {
  const plain = json.startsWith('\ufeff') ? json.slice(1) : json
  try {
    return JSON.parse(plain)
  } catch {
    const conflict = conflictLine(plain)
    const { line, problem } =
      conflict === undefined ? mistakeIn(plain) : { line: conflict, problem: 'the file is half-merged' }
    throw new StoreError(`crm.json, line ${line}: ${problem}.`, 'Correct that line of crm.json.')
  }
}

/** A document that keeps its keys' order. */
export function settingsText(settings: JsonObject | Settings): string {
  return `${JSON.stringify(settings, null, 2)}\n`
}

/** The top-level keys in which two settings differ. */
export function changedKeys(before: Settings, after: Settings): string[] {
  const from = new Map(Object.entries(before))
  const to = new Map(Object.entries(after))
  return [...new Set([...from.keys(), ...to.keys()])].filter((key) => !sameValue(from.get(key), to.get(key)))
}

/** crm.json before and after a change of some of its keys. */
export interface RevisedSettings {
  readonly before: JsonObject
  readonly after: JsonObject
  readonly text: string
}

/**
 * crm.json with some keys changed; everything else stays as it stands there. A key without value is removed.
 * @throws StoreError where the new settings would not be valid
 */
export function revisedSettings(
  json: string,
  settings: Settings,
  changed: readonly string[],
): RevisedSettings {
  const before = object(parseDocument(json), settingsName)
  const wanted = new Map<string, unknown>(Object.entries(settings))
  const document = new Map(Object.entries(before))
  for (const key of changed) {
    const value = wanted.get(key)
    if (value === undefined) document.delete(key)
    else document.set(key, value)
  }
  const after = Object.fromEntries(document)
  checkedSettings(after)
  return { before, after, text: settingsText(after) }
}
