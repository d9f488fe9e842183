/** Records that may be the same as one at hand: by the lookup keys, without reading every record. */
import { type EntityName, isEntityName } from '../../entities/index.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data, Found } from '../../schema/data.ts'
import { nameKey, wordKey } from '../../schema/keys.ts'
import { type Identified, kindsAgainst } from './comparing.ts'
import { exactFields, fieldsFor, type Name } from './identity.ts'

/** What is written before and behind a Thai or Lao name without a space. */
const joinedTitles = ['นาย', 'นาง', 'นางสาว', 'คุณ', 'ທ້າວ', 'ທ່ານ', 'ນາງ', 'ນາງສາວ']
const joinedForms = ['บริษัท', 'บจก.', 'หจก.', 'ห้างหุ้นส่วนจำกัด', 'ບໍລິສັດ']
const joinedEnds = ['', 'จำกัด', 'ຈຳກັດ']
const thaiOrLao = /^[\u0e00-\u0eff]/

/** Every record worth comparing with this one, of the kinds that its rule names, each once. */
export function candidatesFor(
  data: Data,
  one: Identified,
  against: readonly EntityName[] = kindsAgainst(data.settings, one.kind).filter(isEntityName),
): readonly Found[] {
  const found = new Map<string, Found>()
  for (const kind of against) {
    for (const key of keysFor(one))
      for (const record of data.withKey(kind, key)) found.set(record.id, { kind, record })
    for (const match of scanned(data, kind, one)) found.set(match.record.id, match)
  }
  return [...found.values()]
}

function keysFor({ identity: { keys, name } }: Identified): readonly string[] {
  if (name === undefined) return keys
  const words = name.isPerson || thaiOrLao.test(name.plain) ? name.words : name.words.slice(0, 3)
  return [
    ...new Set([
      ...keys,
      nameKey(name.plain),
      ...longest(words),
      ...words.flatMap((word) => joined(word, name)),
    ]),
  ]
}

/** The word that tells most; short ones are too common to be looked up. */
function longest(words: readonly string[]): readonly string[] {
  const [word = ''] = [...words].sort((a, b) => b.length - a.length)
  return word.length < 3 ? [] : [wordKey(word)]
}

/** A Thai or Lao word as it stands where a title or legal form was written without a space, or was not. */
function joined(word: string, { isPerson }: Name): readonly string[] {
  if (!thaiOrLao.test(word)) return []
  if (isPerson) return ['', ...joinedTitles].map((title) => wordKey(`${title}${word}`))
  return ['', ...joinedForms].flatMap((form) => joinedEnds.map((end) => wordKey(`${form}${word}${end}`)))
}

/** What the lookup keys do not know: exact values, and names in fields that are no title. Reads every record. */
function scanned(data: Data, kind: EntityName, { kind: own, identity }: Identified): readonly Found[] {
  const { values, name } = identity
  const known = new Set(exactFields(data.settings, kind))
  const isAsked =
    values.some(({ field }) => known.has(field)) || (name !== undefined && !isTitled(data, own, kind))
  const all: readonly Found['record'][] = isAsked ? data.all(kind) : []
  return all.map((record) => ({ kind, record }))
}

/** Whether names are compared by fields that the lookup keys hold. */
function isTitled(data: Data, ...kinds: readonly EntityName[]): boolean {
  return kinds.every((kind) => {
    const entity = entityIn(data.settings, kind)
    const rule = data.settings.duplicates[kind]
    const titles = entity.title.flat()
    const names = (['person', 'company', 'text'] as const).flatMap((how) => fieldsFor(entity, rule, how))
    return names.every((name) => titles.includes(name) || entity.fields[name]?.to !== undefined)
  })
}
