/** A query tree turned into a test of records, compiled once so that the test itself is quick. */
import type { Settings } from '../config.ts'
import { InputError } from '../errors.ts'
import type { Data } from '../schema/data.ts'
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import { bareTest, type TextReader, textReader } from './anywhere.ts'
import { conditionTest } from './condition.ts'
import { targetOf } from './fields.ts'
import { errorAt } from './place.ts'
import { type Node, type Query, type Term, termsOf } from './tree.ts'

/** What a query is asked of. */
export interface MatchContext {
  /** The kind of record, with its custom fields. */
  readonly entity: Entity
  readonly settings: Settings
  readonly now: Date
  /** Where links are looked up. */
  readonly data: Data
}

export type Test = (record: AnyRecord) => boolean

/**
 * A test that tells whether a record answers a query. Values are read by the type of the field they are compared with.
 * Await `prepareQuery` first where they may be dates in words.
 * @throws InputError pointing at an unknown field or a value its field cannot have
 */
export function matcher(query: Query, context: MatchContext): Test {
  return testOf(query.root, { ...context, query, textsOf: textReader(context.entity) })
}

/** Loads what the types of the fields in a query need to read its values. */
export async function prepareQuery(
  query: Query,
  context: Pick<MatchContext, 'entity' | 'settings'>,
): Promise<void> {
  for (const term of termsOf(query.root)) {
    if (term.field === undefined || term.value === undefined) continue
    const target = atTerm(term, query, () => targetOf(context.entity, context.settings, term.field ?? ''))
    if (target.type === 'field') await types[target.field.type].prepare([term.value])
  }
}

interface Compilation extends MatchContext {
  readonly query: Query
  readonly textsOf: TextReader
}

function testOf(node: Node, compilation: Compilation): Test {
  switch (node.type) {
    case 'all':
      return () => true
    case 'not':
      return negated(testOf(node.part, compilation))
    case 'and':
      return every(cheapFirst(node.parts).map((part) => testOf(part, compilation)))
    case 'or':
      return some(node.parts.map((part) => testOf(part, compilation)))
    case 'term':
      return atTerm(node, compilation.query, () => termTest(node, compilation))
  }
}

function termTest(term: Term, compilation: Compilation): Test {
  if (term.field === undefined) return bareTest(term, compilation, compilation.textsOf)
  return conditionTest(targetOf(compilation.entity, compilation.settings, term.field), term, compilation)
}

/** Says where in the query an error is. */
function atTerm<T>(term: Term, query: Query, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof InputError) throw errorAt(error.message, query.text, term.at, error.hint)
    throw error
  }
}

function negated(test: Test): Test {
  return (record) => !test(record)
}

function every(tests: readonly Test[]): Test {
  return (record) => tests.every((test) => test(record))
}

function some(tests: readonly Test[]): Test {
  return (record) => tests.some((test) => test(record))
}

/** Conditions on one field before words that are looked for everywhere. */
function cheapFirst(parts: readonly Node[]): readonly Node[] {
  const isCostly = (part: Node) => termsOf(part).some((term) => term.field === undefined)
  return [...parts.filter((part) => !isCostly(part)), ...parts.filter(isCostly)]
}
