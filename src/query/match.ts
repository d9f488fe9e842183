/** A query tree turned into a test of records, compiled once so that the test itself is quick. */
import { type Settings, viewNamed, viewNames } from '../config.ts'
import { InputError, unknownWord } from '../errors.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord, Field } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import { bareTest, type TextReader, textReader } from './anywhere.ts'
import { conditionTest } from './condition.ts'
import { targetOf } from './fields.ts'
import { refuseOperator } from './operators.ts'
import { parseQuery } from './parse.ts'
import { errorAt } from './place.ts'
import { isPeriod } from './span.ts'
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
  return testOf(query.root, { ...context, query, textsOf: textReader(context.entity), within: [] })
}

/** Loads what the types of the fields in a query need to read its values. */
export async function prepareQuery(
  query: Query,
  context: Pick<MatchContext, 'entity' | 'settings'>,
): Promise<void> {
  for (const term of termsOf(query.root)) {
    if (term.field === undefined || term.value === undefined) continue
    const field = atTerm(term, query, () => fieldBehind(context.entity, context.settings, term.field ?? ''))
    if (field !== undefined && !isPeriod(term.value)) await types[field.type].prepare([term.value])
  }
}

/** The field whose type reads the value of a condition, also where it is a field of another record. */
function fieldBehind(entity: Entity, settings: Settings, name: string): Field | undefined {
  const target = targetOf(entity, settings, name)
  if (target.type === 'lookup')
    return fieldBehind(entityIn(settings, target.lookup.kind), settings, target.lookup.rest)
  return target.type === 'field' || target.type === 'computed' ? target.field : undefined
}

interface Compilation extends MatchContext {
  readonly query: Query
  readonly textsOf: TextReader
  /** Names of the views around it. */
  readonly within: readonly string[]
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
  refuseOperator(term, (name) => isKnown(compilation, name))
  const view = viewOf(term)
  if (view !== undefined) return viewTest(view, compilation)
  if (term.field === undefined) return bareTest(term, compilation, compilation.textsOf)
  return conditionTest(targetOf(compilation.entity, compilation.settings, term.field), term, compilation)
}

function isKnown({ entity, settings }: Compilation, name: string): boolean {
  try {
    targetOf(entity, settings, name)
    return true
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}

/** The name in `@hot-leads`; what has a full stop in it is part of an email address. */
function viewOf(term: Term): string | undefined {
  if (term.field !== undefined || term.quoted) return undefined
  return /^@([\p{L}][\p{L}\p{M}\p{N}_-]*)$/u.exec(term.value ?? '')?.[1]
}

function viewTest(name: string, compilation: Compilation): Test {
  const { settings, entity, within } = compilation
  const view = viewNamed(settings, name)
  if (view === undefined) throw unknownWord('view', name, viewNames(settings))
  if (view.of !== entity.name)
    throw new InputError(`The view ${name} is one of ${view.of} records, not of ${entity.name} records.`)
  if (within.includes(name))
    throw new InputError(`The view ${name} refers to itself: ${[...within, name].join(' → ')}.`)
  const query = parseQuery(view.query)
  return testOf(query.root, { ...compilation, query, within: [...within, name] })
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
