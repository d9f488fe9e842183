/** One condition, `field:value`, turned into a test by what the field holds. */
import { type EntityName, entityNames, isEntityName } from '../entities/index.ts'
import { entityIn } from '../schema/custom.ts'
import { titleOf } from '../schema/entity.ts'
import type { AnyRecord, Field, Value } from '../schema/field.ts'
import { optionsOf } from '../schema/options.ts'
import type { TypeContext } from '../schema/type.ts'
import { types } from '../schema/types/index.ts'
import { taxIdDigits } from '../schema/types/taxId.ts'
import { isBlank, isList } from '../schema/value.ts'
import { compareText, digits, fold } from '../text.ts'
import { titled } from './anywhere.ts'
import type { ComputedName } from './computed.ts'
import { type Target, targetOf } from './fields.ts'
import { type Lookup, lookupTest } from './lookups.ts'
import type { MatchContext, Test } from './match.ts'
import { comparison } from './order.ts'
import { computedReader } from './reading.ts'
import { exactly, isOrdered, orderTest, spanTest } from './span.ts'
import type { Operator, Term } from './tree.ts'
import { containsTest, phoneDigits, wildcardTest } from './words.ts'

/**
 * The test for a condition. Text holds what was typed, `=` asks for all of it; `*` stands for anything; no value asks
 * for an empty field.
 * @throws InputError where the field cannot have that value
 */
export function conditionTest(target: Target, term: Term, context: MatchContext): Test {
  switch (target.type) {
    case 'id':
      return idTest(term)
    case 'flag':
      return flagTest(target.test, yesNo(term.value ?? 'no', context))
    case 'title':
      return textTest((record) => titleOf(context.entity, record), term)
    case 'part':
      return textTest((record) => partOf(record[target.name], target.part), term)
    case 'field':
      return fieldTest(target.name, target.field, term, context)
    case 'computed':
      return computedTest(target.name, target.field, term, context)
    case 'presence':
      return presenceTest(term, target.isWanted, context)
    case 'lookup':
      return lookupCondition(target.lookup, term, context)
  }
}

function computedTest(name: ComputedName, field: Field, term: Term, context: MatchContext): Test {
  const kind = context.entity.name
  const read = isEntityName(kind) ? computedReader(context.data, kind, name, context.now) : () => undefined
  const test = fieldTest(name, field, term, context)
  return (record) => {
    const value = read(record)
    return test(value === undefined ? { id: record.id } : { id: record.id, [name]: value })
  }
}

function presenceTest({ value = '' }: Term, isWanted: boolean, context: MatchContext): Test {
  const target = targetOf(context.entity, context.settings, value)
  const isBlankIn: Test = (record) =>
    target.type === 'field'
      ? isBlank(record[target.name])
      : target.type === 'part' && partOf(record[target.name], target.part) === ''
  return (record) => isBlankIn(record) !== isWanted
}

function lookupCondition(lookup: Lookup, term: Term, context: MatchContext): Test {
  const entity = entityIn(context.settings, lookup.kind)
  const target = targetOf(entity, context.settings, lookup.rest)
  let test: Test | undefined
  const inner = conditionTest(target, term, { ...context, entity })
  return (record) => {
    test ??= lookupTest(context.data, context.entity, lookup, inner)
    return test(record)
  }
}

function idTest({ value = '' }: Term): Test {
  const prefix = value.toLowerCase()
  return (record) => record.id.startsWith(prefix)
}

function flagTest(test: Test, isWanted: boolean): Test {
  return (record) => test(record) === isWanted
}

function yesNo(text: string, { settings, now }: MatchContext): boolean {
  const field: Field = { type: 'yesNo', help: '' }
  return types.yesNo.parse(text, { settings, now, name: '', field }) === true
}

function fieldTest(name: string, field: Field, term: Term, context: MatchContext): Test {
  const { value: typed, operator } = term
  if (typed === undefined || typed === '') return (record) => isBlank(record[name])
  if (typed === '*' && !term.quoted) return (record) => !isBlank(record[name])
  const read: TypeContext = { settings: context.settings, now: context.now, name, field }
  if (isOrdered(field)) return valueTest(name, orderTest(operator, typed, read))
  if (field.type === 'yesNo') {
    const wanted = yesNo(typed, context)
    return (record) => (record[name] === true) === wanted
  }
  if (field.type === 'choice' && !isPattern(term)) return valueTest(name, choiceTest(operator, typed, read))
  if (field.type === 'link' || field.type === 'links') return valueTest(name, linkTest(field, term, context))
  if (field.type === 'phone' || field.type === 'phones') return valueTest(name, phoneTest(field, term))
  if (field.type === 'taxId') return valueTest(name, taxIdTest(term))
  if (field.type === 'tags') return valueTest(name, tagTest(term))
  const { search } = types[field.type]
  return textTest(
    (record) => search(record[name] ?? ''),
    operator === ':' && isListed(typed, read) ? { ...term, operator: '=' } : term,
  )
}

/** A word that the settings suggest for the field is meant whole: `source:web` is not `webinar`. */
function isListed(typed: string, { field, settings }: TypeContext): boolean {
  const wanted = fold(typed)
  return optionsOf(field, settings).some((option) => fold(option) === wanted)
}

function isPattern(term: Term): boolean {
  return !term.quoted && term.value !== undefined && term.value.includes('*')
}

function valueTest(name: string, test: (value: Value) => boolean): Test {
  return (record) => {
    const value = record[name]
    return value !== undefined && test(value)
  }
}

function textTest(read: (record: AnyRecord) => string, term: Term): Test {
  const test = wordTest(term)
  return (record) => test(fold(read(record)))
}

/** A test of folded text. */
function wordTest(term: Term): (text: string) => boolean {
  const typed = term.value ?? ''
  const wanted = fold(typed)
  if (typed === '') return (text) => text === ''
  if (isPattern(term)) return typed === '*' ? (text) => text !== '' : wildcardTest(typed)
  switch (term.operator) {
    case ':':
      return containsTest(typed)
    case '=':
      return (text) => text === wanted
    case '>':
      return (text) => compareText(text, wanted) > 0
    case '>=':
      return (text) => compareText(text, wanted) >= 0
    case '<':
      return (text) => text !== '' && compareText(text, wanted) < 0
    case '<=':
      return (text) => text !== '' && compareText(text, wanted) <= 0
  }
}

/** A configured word, compared by its place in the configuration. */
function choiceTest(operator: Operator, typed: string, context: TypeContext): (value: Value) => boolean {
  const wanted = types.choice.parse(typed, context)
  return spanTest(operator, exactly(wanted), comparison(context.field, context.settings))
}

/** A tag is matched whole; with `*` in part. */
function tagTest(term: Term): (value: Value) => boolean {
  const wanted = fold(term.value ?? '')
  const test = isPattern(term) ? wildcardTest(wanted) : (tag: string) => tag === wanted
  return (value) => isList(value) && value.some((tag) => test(fold(String(tag))))
}

/** A phone number in any format, or part of one. */
function phoneTest(field: Field, term: Term): (value: Value) => boolean {
  const { search } = types[field.type]
  const number = phoneDigits(digits(term.value ?? ''))
  if (number !== undefined && !isPattern(term)) return (value) => search(value).includes(number)
  const test = wordTest(term)
  return (value) => test(fold(search(value)))
}

/** A tax number in any grouping, or part of one; `=` asks for all of it. */
function taxIdTest(term: Term): (value: Value) => boolean {
  const number = taxIdDigits(term.value ?? '')
  const isNumber =
    number !== undefined && !isPattern(term) && (term.operator === ':' || term.operator === '=')
  const test = wordTest(term)
  if (!isNumber) return (value) => test(fold(String(value)))
  return (value) => {
    const held = taxIdDigits(String(value))
    return term.operator === '='
      ? held === number
      : held?.includes(number) === true || test(fold(String(value)))
  }
}

/** A link is matched by the title or the id of the record it points at. */
function linkTest(field: Field, term: Term, { data }: MatchContext): (value: Value) => boolean {
  const kinds: readonly EntityName[] =
    field.to !== undefined && isEntityName(field.to) ? [field.to] : entityNames
  const test = wordTest(term)
  const ids = new Set(kinds.flatMap((kind) => [...titled(data, kind, test)]))
  const prefix = (term.value ?? '').toLowerCase()
  return (value) => types[field.type].links(value).some((id) => ids.has(id) || id.startsWith(prefix))
}

function partOf(value: Value | undefined, part: string): string {
  if (typeof value !== 'object') return ''
  return isList(value) ? value.map((one) => partOf(one, part)).join(' ') : String(value[part] ?? '')
}
