/** Values that their fields cannot have, kept beside them: "ask reception" in a column of emails. */
import type { Settings } from '../../config.ts'
import type { Field, TypeName } from '../../schema/field.ts'
import { splitList } from '../../schema/lists.ts'
import { types } from '../../schema/types/index.ts'
import { reads, severalIn } from './cells.ts'
import { columnsOf } from './columns.ts'
import type { ImportOptions, ImportRow, ImportTable } from './options.ts'

const reachable: readonly TypeName[] = ['email', 'emails', 'url']

/** Whether a field is for reaching people in writing: an email, a web address. */
export function isReachable(field: Field | undefined): boolean {
  return field !== undefined && reachable.includes(field.type)
}

/**
 * The table with each email or web address that is not valid moved to a column of its own, `Email as given`.
 * Await `prepareImport` first.
 */
export function invalidAside(table: ImportTable, options: ImportOptions, settings: Settings): ImportTable {
  const { columns, entity } = columnsOf(table, options, settings)
  const checks = columns.flatMap(({ index, heading, target }) => {
    const name = target.type === 'field' ? target.name : undefined
    const field = name === undefined ? undefined : entity.fields[name]
    if (name === undefined || field === undefined || !isReachable(field)) return []
    const read = (text: string) =>
      types[field.type].parse(text.trim(), { settings, now: options.now, name, field })
    const sorted = sorter(field, validator(read), read)
    return table.rows.some(({ cells }) => sorted(cells[index] ?? '').bad !== '')
      ? [{ index, heading, sorted }]
      : []
  })
  if (checks.length === 0) return table
  const row = ({ line, cells }: ImportRow): ImportRow => {
    const found = new Map(checks.map(({ index, sorted }) => [index, sorted(cells[index] ?? '')]))
    return {
      line,
      cells: [
        ...cells.map((cell, index) => found.get(index)?.good ?? cell),
        ...checks.map(({ index }) => found.get(index)?.bad ?? ''),
      ],
    }
  }
  return {
    ...table,
    header: [...table.header, ...checks.map(({ heading }) => `${heading} as given`)],
    rows: table.rows.map(row),
  }
}

interface Sorted {
  readonly good: string
  readonly bad: string
}

/** What of a cell is valid and what not; of several values each by itself. */
function sorter(
  field: Field,
  isValid: (text: string) => boolean,
  read: (text: string) => unknown,
): (text: string) => Sorted {
  const isList = types[field.type].many === true
  return (text) => {
    if (text.trim() === '' || isValid(text)) return { good: text, bad: '' }
    if (!isList && severalIn(text, read).length > 1) return { good: text, bad: '' }
    if (!isList) return { good: '', bad: text }
    const parts = splitList(text, ';\n')
    return {
      good: parts.filter(isValid).join('; '),
      bad: parts.filter((part) => !isValid(part)).join('; '),
    }
  }
}

function validator(read: (text: string) => unknown): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const isValid = reads(() => read(text))
    known.set(text, isValid)
    return isValid
  }
}
