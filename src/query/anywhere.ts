/** Bare words: looked for in every text of a record and in the titles of the records it links to. */
import { type EntityName, isEntityName } from '../entities/index.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import { type Entity, titleOf } from '../schema/entity.ts'
import type { AnyRecord, TypeName } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import { fold } from '../text.ts'
import type { MatchContext, Test } from './match.ts'
import type { Term } from './tree.ts'
import { containsTest, wildcardTest } from './words.ts'

const searchable: ReadonlySet<TypeName> = new Set([
  'text',
  'longText',
  'email',
  'emails',
  'phone',
  'phones',
  'handles',
  'url',
  'taxId',
  'tags',
  'address',
  'addresses',
])

/** Whether bare words are looked for in values of this type. */
export function isSearchable(type: TypeName): boolean {
  return searchable.has(type)
}

/** Whether a record holds the word somewhere. */
export function bareTest(term: Term, { entity, data }: MatchContext, textsOf: TextReader): Test {
  const word = term.value ?? ''
  const test = !term.quoted && word.includes('*') ? wildcardTest(word) : containsTest(word)
  const links = linkTests(entity, data, test)
  return (record) => textsOf(record).some(test) || links.some((isLinked) => isLinked(record))
}

/** The folded texts of a record. */
export type TextReader = (record: AnyRecord) => readonly string[]

/** Several words are looked for in one record after the other: the texts of the last one are kept. */
export function textReader(entity: Entity): TextReader {
  let last: AnyRecord | undefined
  let texts: string[] = []
  return (record) => {
    if (record === last) return texts
    last = record
    texts = []
    for (const name in record) {
      const field = entity.fields[name]
      const value = record[name]
      if (field === undefined || value === undefined || !searchable.has(field.type)) continue
      texts.push(fold(types[field.type].search(value)))
    }
    return texts
  }
}

/** For each link a person sets: whether it points at a record whose title holds the word. */
function linkTests(entity: Entity, data: Data, test: (text: string) => boolean): readonly Test[] {
  const tests: Test[] = []
  for (const [name, { type, to, derived }] of Object.entries(entity.fields)) {
    if (derived === true || to === undefined || !isEntityName(to)) continue
    const ids = titled(data, to, test)
    if (ids.size > 0) tests.push((record) => types[type].links(record[name] ?? '').some((id) => ids.has(id)))
  }
  return tests
}

/** Ids of the records of a kind whose folded title passes. */
export function titled(data: Data, kind: EntityName, test: (title: string) => boolean): ReadonlySet<string> {
  const entity = entityIn(data.settings, kind)
  const ids = new Set<string>()
  for (const record of data.all(kind)) if (test(fold(titleOf(entity, record)))) ids.add(record.id)
  return ids
}
