/** Rows to drafts. */
import { InputError } from '../../errors.ts'
import { addressParts } from '../../schema/addresses.ts'
import { type CellReader, cellReader, type Findings, type Reading } from './cells.ts'
import type { Column, Columns } from './columns.ts'
import { type Draft, emptyDraft, type RowValues, refuse } from './draft.ts'
import type { Links } from './links.ts'
import type { ImportOptions, ImportRow } from './options.ts'
import { namedTarget } from './targets.ts'
import { wordsOf } from './words.ts'

export class RowReader {
  /** The values of --default, by field. */
  readonly defaults: Omit<RowValues, 'id'>
  readonly #reading: Reading
  readonly #width: number
  readonly #cells: readonly { readonly index: number; readonly read: CellReader }[]

  /** @throws InputError for a --value or --default that names no field, or a default its field cannot have */
  constructor(found: Columns, links: Links, options: ImportOptions) {
    const words = wordsOf(options.values, found)
    this.#reading = {
      found,
      links,
      options,
      words,
      unknownWords: new Map(),
      overlaid: new Map(),
      dropped: new Map(),
      lostLinks: new Map(),
      strangers: new Map(),
      rounded: new Map(),
    }
    this.#width = found.uses.length
    const inOrder = found.columns.toSorted((a, b) => rank(a) - rank(b))
    this.#cells = inOrder.map((column) => ({ index: column.index, read: cellReader(column, this.#reading) }))
    this.defaults = defaultValues(this.#reading)
  }

  /** What was met that a person should know of. */
  get findings(): Findings {
    return this.#reading
  }

  /** What a row says; its problems are in the draft. */
  read(row: ImportRow): Draft {
    if (row.cells.length !== this.#width) return raggedDraft(row, this.#width)
    const draft = emptyDraft(row)
    for (const { index, read } of this.#cells) {
      const text = row.cells[index]?.trim()
      if (text !== undefined && text !== '') read(text, draft)
    }
    return draft
  }
}

/** A row that is refused for having too few or too many cells; its cells stand for no fields. */
export function raggedDraft(row: ImportRow, width: number): Draft {
  const draft = emptyDraft(row)
  const { length } = row.cells
  const message = `The row has ${length} ${length === 1 ? 'cell' : 'cells'}, the header ${width}.`
  refuse(draft, { field: '', code: 'ragged', message })
  return draft
}

/** Amounts are read in the row's currency, which comes first; parts are laid over the whole address, in their order. */
function rank({ target }: Column): number {
  if (target.type === 'part') return 2 + addressParts.indexOf(target.part)
  return target.type === 'field' && target.name === 'currency' ? 0 : 1
}

function defaultValues(reading: Reading): Omit<RowValues, 'id'> {
  const { found, options } = reading
  const draft = emptyDraft({ line: 0, cells: [] })
  for (const [typed, text] of Object.entries(options.defaults)) {
    const target = namedTarget(typed, found.entity)
    cellReader({ target }, { ...reading, words: new Map() })(text, draft)
    const [problem] = draft.problems
    if (problem !== undefined) throw new InputError(`--default ${typed}: ${problem.message}`)
  }
  const { id: _, ...values } = draft.values
  return values
}
