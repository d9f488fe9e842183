/** Values that their fields cannot have, kept beside them: "call reception" in a column of phone numbers. */
import type { Settings } from '../../config.ts'
import { InputError } from '../../errors.ts'
import type { Field, TypeName } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import { columnsOf } from './columns.ts'
import type { ImportOptions, ImportRow, ImportTable } from './options.ts'

const reachable: readonly TypeName[] = ['email', 'emails', 'phone', 'phones', 'url']

/**
 * The table with each email, phone or web address that is not valid moved to a column of its own, `Phone as given`.
 * Await `prepareImport` first.
 */
export function invalidAside(table: ImportTable, options: ImportOptions, settings: Settings): ImportTable {
  const { columns, entity } = columnsOf(table, options, settings)
  const checks = columns.flatMap(({ index, heading, target }) => {
    const name = target.type === 'field' ? target.name : undefined
    const field = name === undefined ? undefined : entity.fields[name]
    if (name === undefined || field === undefined || !reachable.includes(field.type)) return []
    const isValid = validator(name, field, options, settings)
    const isBad = (text: string | undefined): text is string =>
      text !== undefined && text.trim() !== '' && !isValid(text)
    return table.rows.some(({ cells }) => isBad(cells[index])) ? [{ index, heading, isBad }] : []
  })
  if (checks.length === 0) return table
  const row = ({ line, cells }: ImportRow): ImportRow => {
    const aside = checks.map(({ index, isBad }) => (isBad(cells[index]) ? (cells[index] ?? '') : ''))
    const bad = new Set(checks.filter((_, i) => aside[i] !== '').map(({ index }) => index))
    return { line, cells: [...cells.map((cell, i) => (bad.has(i) ? '' : cell)), ...aside] }
  }
  return {
    ...table,
    header: [...table.header, ...checks.map(({ heading }) => `${heading} as given`)],
    rows: table.rows.map(row),
  }
}

function validator(
  name: string,
  field: Field,
  options: ImportOptions,
  settings: Settings,
): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const isValid = reads(() =>
      types[field.type].parse(text.trim(), { settings, now: options.now, name, field }),
    )
    known.set(text, isValid)
    return isValid
  }
}

function reads(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}
