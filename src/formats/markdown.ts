/** Tables as Markdown, to paste into a page or an issue. */
import type { Column, Row, Table } from '../reports/table.ts'
import { clean } from '../text.ts'
import { type CellLook, cellText, type Decimals, decimalsByColumn, isNumeric } from './cell.ts'

/** A table with its title, its totals in bold and its notes. */
export function markdown(table: Table, look: CellLook): string {
  const head = table.columns.map((column) => escapeMarkdown(column.label))
  const rule = table.columns.map((column) => (isNumeric(column) ? '---:' : '---'))
  const decimals = decimalsByColumn(table)
  const lines = [head, rule, ...table.rows.map((row) => cells(row, table.columns, look, decimals))]
  if (table.totals !== undefined) lines.push(totals(table.totals, table.columns, look, decimals))
  const parts = [lines.map((line) => `| ${line.join(' | ')} |`).join('\n')]
  if (table.title !== undefined) parts.unshift(`## ${escapeMarkdown(table.title)}`)
  parts.push(...(table.notes ?? []).map(escapeMarkdown))
  return `${parts.join('\n\n')}\n`
}

/** Text in which nothing is taken for markup; its line breaks stay breaks. */
export function escapeMarkdown(text: string): string {
  return clean(text.trim().replace(/\r\n?/g, '\n'))
    .replace(/[\\|`*[\]<]|(?<!\w)_|_(?!\w)/g, (character) => `\\${character}`)
    .replace(/\n/g, '<br>')
}

function cells(row: Row, columns: readonly Column[], look: CellLook, decimals: Decimals): string[] {
  return columns.map((column) =>
    escapeMarkdown(cellText(row[column.key], column, look, decimals.get(column.key))),
  )
}

function totals(row: Row, columns: readonly Column[], look: CellLook, decimals: Decimals): string[] {
  const [first = '', ...rest] = cells(row, columns, look, decimals)
  return [first === '' ? 'Total' : first, ...rest].map((cell) => (cell === '' ? '' : `**${cell}**`))
}
