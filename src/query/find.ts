/** Finds words in every kind of record, the best matches first; slips of the finger in Latin words are forgiven. */
import { type EntityName, entityNames } from '../entities/index.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import { type Entity, titleOf } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import { isSlip } from '../spelling.ts'
import { fold } from '../text.ts'
import { isSearchable } from './anywhere.ts'
import { containsTest } from './words.ts'

export interface Hit {
  readonly kind: EntityName
  readonly record: AnyRecord
  /** Points: the higher, the better. */
  readonly score: number
  /** Fields in which words were found; `name` for the title. */
  readonly fields: readonly string[]
}

export interface FindOptions {
  readonly kinds?: readonly EntityName[]
}

/**
 * Records that hold all the words, in any order and anywhere. Where none does, Latin words of four letters and more may
 * have a slip in them, in names.
 */
export function findWords(
  data: Data,
  text: string,
  { kinds = entityNames }: FindOptions = {},
): readonly Hit[] {
  const words = wordsIn(text)
  if (words.length === 0) return []
  const exact = kinds.flatMap((kind) => hitsIn(data, kind, words))
  const hits = exact.length > 0 ? exact : kinds.flatMap((kind) => slipsIn(data, kind, words))
  return hits.sort((a, b) => b.score - a.score || compareStamps(b.record, a.record))
}

/** The words; a phone number written in several is one. */
function wordsIn(text: string): readonly string[] {
  const whole = text.trim()
  if (/^[+(]?[\d๐-๙໐-໙][\d๐-๙໐-໙\s().-]{5,}$/u.test(whole)) return [whole]
  return fold(whole)
    .split(/\s+/)
    .filter((word) => word !== '')
}

function compareStamps(a: AnyRecord, b: AnyRecord): number {
  const [one, other] = [String(a['updatedAt'] ?? ''), String(b['updatedAt'] ?? '')]
  return one < other ? -1 : one > other ? 1 : 0
}

interface Word {
  readonly text: string
  /** Whether a text, as it stands in the record, has the word in it. */
  readonly test: (text: string) => boolean
}

/** Letters; digits may stand in the record as 0 to 9. */
const thaiOrLao = /[\u0e01-\u0e4e\u0e81-\u0ecd]/

/** Folding costs the most: a word in Thai or Lao is not looked for in text that has none. */
function wordOf(text: string): Word {
  const holds = containsTest(text)
  const test = (plain: string) => holds(fold(plain))
  return { text, test: thaiOrLao.test(text) ? (plain) => thaiOrLao.test(plain) && test(plain) : test }
}

function hitsIn(data: Data, kind: EntityName, texts: readonly string[]): readonly Hit[] {
  const entity = entityIn(data.settings, kind)
  const words = texts.map(wordOf)
  const hits: Hit[] = []
  for (const record of data.all(kind)) {
    const hit = hitOf(data, kind, entity, record, words)
    if (hit !== undefined) hits.push(hit)
  }
  return hits
}

function hitOf(
  data: Data,
  kind: EntityName,
  entity: Entity,
  record: AnyRecord,
  words: readonly Word[],
): Hit | undefined {
  let title: string | undefined
  let score = 0
  const fields = new Set<string>()
  for (const word of words) {
    title ??= titleOf(entity, record)
    if (word.test(title)) {
      score += titlePoints(fold(title), word.text)
      fields.add('name')
      continue
    }
    const field = fieldWith(data, entity, record, word.test)
    if (field === undefined) return undefined
    score += fieldPoints(entity, field)
    fields.add(field)
  }
  return { kind, record, score, fields: [...fields] }
}

/** The whole title, then the beginning of one of its words, then any part. */
function titlePoints(title: string, word: string): number {
  if (title === word) return 20
  const at = title.indexOf(word)
  if (at === 0 || title.charAt(at - 1) === ' ') return title.charAt(at + word.length).trim() === '' ? 14 : 12
  return 9
}

function fieldPoints(entity: Entity, field: string): number {
  const type = entity.fields[field]?.type
  if (type === 'email' || type === 'phone' || field === 'externalId') return 8
  if (type === 'longText') return 2
  return type === 'link' || type === 'links' ? 3 : 5
}

/** The first field that passes, long texts last; links by the title behind them. */
function fieldWith(
  data: Data,
  entity: Entity,
  record: AnyRecord,
  test: (text: string) => boolean,
): string | undefined {
  let late: string | undefined
  for (const name in record) {
    const value = record[name]
    const field = entity.fields[name]
    if (field === undefined || value === undefined) continue
    if (isSearchable(field.type)) {
      if (!test(types[field.type].search(value))) continue
      if (field.type !== 'longText') return name
      late ??= name
    } else if (field.to !== undefined && field.derived !== true && late === undefined) {
      const isBehind = types[field.type].links(value).some((id) => test(titleBehind(data, id)))
      if (isBehind) late = name
    }
  }
  return late
}

function titleBehind(data: Data, id: string): string {
  const found = data.find(id)
  return found === undefined ? '' : titleOf(entityIn(data.settings, found.kind), found.record)
}

const latin = /^[a-z]{4,}$/

/** Records whose names have each word with a slip at most. */
function slipsIn(data: Data, kind: EntityName, words: readonly string[]): readonly Hit[] {
  if (!words.some((word) => latin.test(word))) return []
  const entity = entityIn(data.settings, kind)
  const hits: Hit[] = []
  const all: readonly AnyRecord[] = data.all(kind)
  for (const record of all) {
    const company = record['company']
    const named = fold(`${titleOf(entity, record)} ${typeof company === 'string' ? company : ''}`).split(
      /[^\p{L}\p{M}\p{N}]+/u,
    )
    const isHit = words.every((word) =>
      named.some((one) => one.startsWith(word) || (latin.test(word) && isSlip(word, one))),
    )
    if (isHit) hits.push({ kind, record, score: 4, fields: ['name'] })
  }
  return hits
}
