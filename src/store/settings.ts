/** crm.json: reads and checks the settings of a store, and writes them back with what it does not know untouched. */
import { defaultSettings, FORMAT_VERSION, type Settings } from '../config.ts'
import { StoreError } from '../errors.ts'
import { sameValue } from '../schema/value.ts'
import { customFields } from './custom.ts'
import {
  type Expect,
  isObject,
  type JsonObject,
  listOf,
  mapOf,
  object,
  oneOf,
  optional,
  setOf,
  text,
  textLike,
  trueOrFalse,
  wholeFrom,
} from './expect.ts'
import { checkQuality, duplicates, notDuplicates, scoring, validation, views } from './quality.ts'
import { conflictLine, mistakeIn } from './scan.ts'
import { dateRule, mail, touchRule } from './settings/agenda.ts'
import { assignment, kinds, leadStatus, ownReport, qualification, stage, user } from './settings/business.ts'
import { currency, locale, rates, timezone } from './settings/locality.ts'

export const settingsName = 'crm.json'

const words = setOf(text)
const country = textLike(/^[A-Z]{2}$/, 'an ISO 3166 code such as TH')

/** What each key of the settings should hold. */
const keys: {
  readonly [K in keyof Omit<
    Settings,
    'backups' | 'countries' | 'dateOrder' | 'locale' | 'safeFormulas' | 'unknownOwners'
  >]: Expect<Settings[K]>
} = {
  format: wholeFrom(0),
  currency,
  timezone,
  country,
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
  convertAfterDays: wholeFrom(1),
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
    convertAfterDays: known('convertAfterDays'),
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
    ...optional(document, 'countries', settingsName, setOf(country)),
    ...optional(document, 'dateOrder', settingsName, oneOf<'dmy' | 'mdy'>(['dmy', 'mdy'])),
    ...optional(document, 'backups', settingsName, backups),
    ...optional(document, 'locale', settingsName, locale),
    ...optional(document, 'unknownOwners', settingsName, oneOf<'refuse' | 'tell'>(['refuse', 'tell'])),
    ...optional(document, 'safeFormulas', settingsName, trueOrFalse),
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
