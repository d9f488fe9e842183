/** Titled tables as plain text and as HTML, for mail: no terminal, no width, nothing to obey. */
import type { Table } from '../reports/table.ts'
import { clean } from '../text.ts'
import { plainCell } from './cell.ts'

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

/** A whole page; everything from records is escaped. */
export function sectionsHtml(title: string, sections: readonly Section[]): string {
  const body = sections
    .map(
      ({ title: heading, table }) => `<h2>${escaped(heading)}</h2>\n${tableHtml(table)}${notesHtml(table)}`,
    )
    .join('\n')
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>body{font-family:sans-serif;margin:1.5em;max-width:60em}h1{font-size:1.3em}h2{font-size:1.05em;margin:1.2em 0 .3em}table{border-collapse:collapse}td,th{padding:.2em .8em .2em 0;text-align:left;vertical-align:top}th{color:#666;font-weight:normal;font-size:.85em}p{color:#666}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${body}
</body>
</html>
`
}

function tableHtml({ columns, rows }: Table): string {
  const head = columns.map(({ label }) => `<th>${escaped(label)}</th>`).join('')
  const lines = rows.map(
    (row) => `<tr>${columns.map(({ key }) => `<td>${escaped(plainCell(row[key]))}</td>`).join('')}</tr>`,
  )
  return `<table>\n<tr>${head}</tr>\n${lines.join('\n')}\n</table>\n`
}

function notesHtml({ notes = [] }: Table): string {
  return notes.map((note) => `<p>${escaped(note)}</p>\n`).join('')
}

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return clean(text).replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
