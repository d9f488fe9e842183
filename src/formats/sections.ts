/** Titled tables as plain text and as HTML, for mail: no terminal, no width, nothing to obey. */
import type { Column, Row, Table } from '../reports/table.ts'
import { clean } from '../text.ts'
import { type CellLook, cellText, type Decimals, decimalsByColumn, isNumeric, plainCell } from './cell.ts'
import { escapeHtml } from './html/escape.ts'

interface Section {
  readonly title: string
  readonly table: Table
}

/** One line an entry, its cells between two spaces; empty ones left out. */
export function sectionsText(sections: readonly Section[]): string {
  return sections
    .map(({ title, table }) =>
      [title, ...lines(table), ...(table.notes ?? []).map((note) => `  ${note}`)].join('\n'),
    )
    .join('\n\n')
    .concat('\n')
}

function lines(table: Table): readonly string[] {
  return table.rows.map((row) => {
    const cells = table.columns
      .filter(({ type }) => type !== 'id')
      .map(({ key }) => oneLine(plainCell(row[key])))
    return `  ${cells.filter((cell) => cell !== '').join('  ')}`
  })
}

function oneLine(text: string): string {
  return clean(text.replace(/\s+/g, ' ').trim())
}

/** A whole page that mail programs show too: plain tables, no drawings. Everything from records is escaped. */
export function sectionsHtml(title: string, sections: readonly Section[], look: CellLook): string {
  const body = sections
    .map(
      ({ title: heading, table }) =>
        `<h2>${escapeHtml(heading)}</h2>\n${tableHtml(table, look)}${notesHtml(table)}`,
    )
    .join('\n')
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>body{font-family:sans-serif;margin:1.5em;max-width:60em}h1{font-size:1.3em}h2{font-size:1.05em;margin:1.2em 0 .3em}table{border-collapse:collapse}td,th{padding:.2em .8em .2em 0;text-align:left;vertical-align:top}th{color:#666;font-weight:normal;font-size:.85em}td.n,th.n{text-align:right}td.n,th.n,td.s{white-space:nowrap}tr.total td{font-weight:bold;border-top:1px solid #999}p{color:#666}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${body}
</body>
</html>
`
}

function tableHtml(table: Table, look: CellLook): string {
  const { columns, rows, totals } = table
  const head = columns.map((column) => `<th${classOf(column)}>${escapeHtml(column.label)}</th>`).join('')
  const decimals = decimalsByColumn(table)
  const lines = rows.map((row) => `<tr>${cellsHtml(row, columns, look, decimals)}</tr>`)
  const last =
    totals === undefined ? [] : [`<tr class="total">${cellsHtml(totals, columns, look, decimals)}</tr>`]
  return `<table>\n<tr>${head}</tr>\n${[...lines, ...last].join('\n')}\n</table>\n`
}

function cellsHtml(row: Row, columns: readonly Column[], look: CellLook, decimals: Decimals): string {
  const textOf = (column: Column) => cellText(row[column.key], column, look, decimals.get(column.key))
  return columns
    .map((column) => {
      const text = textOf(column)
      return `<td${classOf(column) || (text.length > short ? '' : ' class="s"')}>${escapeHtml(text)}</td>`
    })
    .join('')
}

/** Letters that stay on one line: a month broken at its hyphen is hard to read. */
const short = 16

function classOf(column: Column): string {
  return isNumeric(column) ? ' class="n"' : ''
}

function notesHtml({ notes = [] }: Table): string {
  return notes.map((note) => `<p>${escapeHtml(note)}</p>\n`).join('')
}
