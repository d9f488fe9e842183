/** Rows to values: one reader per column, made once, so that a row is only a walk through its cells. */
import { InputError } from '../../errors.ts'
import { isAddress } from '../../schema/addresses.ts'
import type { Address, Field, Value } from '../../schema/field.ts'
import { escaped } from '../../schema/lists.ts'
import type { TypeContext } from '../../schema/type.ts'
import { types } from '../../schema/types/index.ts'
import { fold } from '../../text.ts'
import { type Column, type Columns, namedTarget } from './columns.ts'
import type { Links } from './links.ts'
import type { ImportOptions, ImportRow, Problem } from './options.ts'
import { splitName } from './people.ts'
import { type Words, wordsOf } from './words.ts'

export type Values = { id: string; [field: string]: Value | undefined }

/** What a row says. */
export interface Draft {
  readonly row: ImportRow
  /** By field; the id is empty unless the file is an export of ours. */
  readonly values: Values
  /** Links to records of the imported kind that are not in the store: they may be in the file. */
  later: readonly LaterLink[]
  problems: readonly Problem[]
  /** Parts of the address that have columns of their own. */
  parts?: { -readonly [P in keyof Address]: string }
}

interface LaterLink {
  readonly field: string
  readonly text: string
}

type CellReader = (text: string, draft: Draft) => void

/** How many different cells of a column are remembered: enough for stages, owners, products, days. */
const remembered = 1000

/** Reads rows into drafts. */
export function rowReader(found: Columns, links: Links, options: ImportOptions): (row: ImportRow) => Draft {
  const words = wordsOf(options.values, found.entity, found.columns)
  const ordered = [...found.columns].sort((a, b) => rank(a) - rank(b))
  const readers = ordered.map((column) => ({
    index: column.index,
    read: cellReader(column, found, links, options, words),
  }))
  const width = found.uses.length
  return (row) => {
    const draft = emptyDraft(row)
    if (row.cells.length !== width) {
      refuse(draft, { field: '', code: 'ragged', message: raggedMessage(row, width) })
      return draft
    }
    for (const { index, read } of readers) {
      const text = row.cells[index]?.trim()
      if (text !== undefined && text !== '') read(text, draft)
    }
    if (draft.parts !== undefined) draft.values.address = mergedAddress(draft.values.address, draft.parts)
    return draft
  }
}

const none: readonly never[] = []

function emptyDraft(row: ImportRow): Draft {
  return { row, values: { id: '' }, later: none, problems: none }
}

function refuse(draft: Draft, problem: Problem): void {
  draft.problems = [...draft.problems, problem]
}

function raggedMessage({ cells }: ImportRow, width: number): string {
  return `The row has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, the header ${width}.`
}

/** Amounts are read in the row's currency, which comes first; parts of an address are laid over the whole of it. */
function rank({ target }: Column): number {
  if (target.type === 'part') return 2
  return target.type === 'field' && target.name === 'currency' ? 0 : 1
}

function cellReader(
  column: Column,
  { entity, settings }: Columns,
  links: Links,
  options: ImportOptions,
  words: Words,
): CellReader {
  const { target } = column
  if (target.type === 'id') return idReader
  if (target.type === 'wholeName') return nameReader(entity.fields.salutation !== undefined)
  const name = target.type === 'part' ? 'address' : target.name
  const field = entity.fields[name]
  if (field === undefined) throw new InputError(`A ${entity.name} has no field ${name}.`)
  const context: TypeContext = { settings, now: options.now, name, field }
  if (target.type === 'part') return partReader(target.part, context)
  const read = refusing(name, fieldReader(context, links, options))
  return translated(read, words.get(name))
}

function idReader(text: string, { values }: Draft): void {
  values.id = text
}

function fieldReader(context: TypeContext, links: Links, options: ImportOptions): CellReader {
  const { field, name } = context
  if (field.type === 'link') return linkReader(name, field, links, options)
  if (field.type === 'links') return linksReader(name, field, links)
  const { parse, unite, many } = types[field.type]
  if (field.type === 'money') {
    return (text, { values }) => {
      values[name] = parse(text, { ...context, record: values })
    }
  }
  const valueIn = remembering((text) => parse(text, context))
  if (many) {
    return (text, { values }) => {
      const before = values[name]
      values[name] = before === undefined ? valueIn(text) : unite(before, valueIn(text))
    }
  }
  return (text, { values }) => {
    values[name] = valueIn(text)
  }
}

/** The function with its results remembered, as long as there are few: a column of names or emails has too many. */
function remembering<V>(read: (text: string) => V): (text: string) => V {
  let known: Map<string, V> | undefined = new Map()
  return (text) => {
    const found = known?.get(text)
    if (found !== undefined) return found
    const value = read(text)
    known?.set(text, value)
    if (known !== undefined && known.size > remembered) known = undefined
    return value
  }
}

/** Turns what a type refuses into a problem of the row. */
function refusing(field: string, read: CellReader): CellReader {
  return (text, draft) => {
    try {
      read(text, draft)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      refuse(draft, { field, code: 'invalid', message: error.message })
    }
  }
}

function translated(read: CellReader, words: ReadonlyMap<string, string> | undefined): CellReader {
  if (words === undefined) return read
  return (text, draft) => {
    const meant = words.get(fold(text)) ?? text
    if (meant !== '') read(meant, draft)
  }
}

function partReader(part: keyof Address, context: TypeContext): CellReader {
  const textIn = remembering((text) => {
    const address = types.address.parse(`${part}=${escaped(text, ';')}`, context)
    return (isAddress(address) ? address[part] : undefined) ?? text
  })
  return refusing(`address.${part}`, (text, draft) => {
    draft.parts ??= {}
    draft.parts[part] = textIn(text)
  })
}

/** An address with parts laid over it. */
export function mergedAddress(before: Value | undefined, parts: Address): Address {
  return isAddress(before) ? { ...before, ...parts } : parts
}

function nameReader(keepsSalutation: boolean): CellReader {
  return (text, { values }) => {
    const { firstName, lastName, salutation } = splitName(text)
    values.firstName = firstName
    if (lastName !== undefined) values.lastName = lastName
    if (salutation !== undefined && keepsSalutation) values.salutation = salutation
  }
}

function linkReader(name: string, field: Field, links: Links, { kind }: ImportOptions): CellReader {
  return (text, draft) => {
    const found = field.to === kind ? links.find(field.to, text) : links.resolve(field.to, text)
    if ('id' in found) draft.values[name] = found.id
    else if (field.to === kind && !found.isAmbiguous) draft.later = [...draft.later, { field: name, text }]
    else refuse(draft, { field: name, code: 'unknown-link', message: found.missing })
  }
}

function linksReader(name: string, field: Field, links: Links): CellReader {
  return (text, draft) => {
    const ids: string[] = []
    for (const found of links.resolveMany(field, text)) {
      if ('id' in found) ids.push(found.id)
      else refuse(draft, { field: name, code: 'unknown-link', message: found.missing })
    }
    const before = draft.values[name]
    if (ids.length > 0) draft.values[name] = before === undefined ? ids : types.links.unite(before, ids)
  }
}

/**
 * The values of --default, by field.
 * @throws InputError for an unknown field or a value it cannot have
 */
export function defaultValues(found: Columns, links: Links, options: ImportOptions): Omit<Values, 'id'> {
  const draft = emptyDraft({ line: 0, cells: [] })
  for (const [typed, text] of Object.entries(options.defaults)) {
    const target = namedTarget(typed, found.entity)
    cellReader(
      { index: 0, heading: typed, how: 'map', target },
      found,
      links,
      options,
      new Map(),
    )(text, draft)
    const [problem] = draft.problems
    if (problem !== undefined) throw new InputError(`--default ${typed}: ${problem.message}`)
  }
  if (draft.parts !== undefined) draft.values.address = mergedAddress(draft.values.address, draft.parts)
  const { id: _, ...values } = draft.values
  return values
}
