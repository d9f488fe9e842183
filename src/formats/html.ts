/** Tables as one web page that needs nothing else, to read, print or send. */
import type { Column, Row, Table } from '../reports/table.ts'
import { clean } from '../text.ts'
import { type CellLook, cellText, isNumeric } from './cell.ts'

/** Fonts that most systems have and that draw Thai and Lao, before those that may not. */
const style = `
:root { color-scheme: light dark }
body { font: 15px/1.6 "Noto Sans Thai", "Noto Sans Lao", "Leelawadee UI", Thonburi, "Lao Sangam MN", "Phetsarath OT", system-ui, sans-serif; margin: 2rem auto; max-width: 100rem; padding: 0 1rem; color: CanvasText; background: Canvas }
h1 { font-size: 1.4rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid color-mix(in srgb, CanvasText 20%, Canvas); overflow-wrap: break-word; white-space: pre-line }
thead th { position: sticky; top: 0; background: Canvas; border-bottom-width: 2px }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
tfoot td { font-weight: bold; border-top: 2px solid }
@media print { th, td { overflow-wrap: anywhere } body { margin: 0; max-width: none; font-size: 9pt; color: #000; background: #fff } thead { display: table-header-group } tr { break-inside: avoid } thead th { position: static; background: #fff } }
`

/** A table with its title, totals and notes. */
export function html(table: Table, look: CellLook): string {
  const { columns, rows, totals, notes = [] } = table
  const title = escaped(table.title ?? 'Table')
  const head = columns.map((column) => cell('th scope="col"', column, column.label)).join('')
  const foot = totals === undefined ? '' : `<tfoot>\n${rowHtml(totals, columns, look)}</tfoot>\n`
  return [
    '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n',
    `<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${title}</title>\n`,
    `<style>${style}</style>\n</head>\n<body>\n<h1>${title}</h1>\n<table>\n<thead>\n<tr>${head}</tr>\n</thead>\n`,
    `<tbody>\n${rows.map((row) => rowHtml(row, columns, look)).join('')}</tbody>\n${foot}</table>\n`,
    ...notes.map((note) => `<p>${escaped(note)}</p>\n`),
    '</body>\n</html>\n',
  ].join('')
}

function rowHtml(row: Row, columns: readonly Column[], look: CellLook): string {
  const cells = columns.map((column) => cell('td', column, cellText(row[column.key], column, look)))
  return `<tr>${cells.join('')}</tr>\n`
}

function cell(tag: string, column: Column, text: string): string {
  const [name = ''] = tag.split(' ')
  return `<${tag}${isNumeric(column) ? ' class="number"' : ''}>${escaped(text)}</${name}>`
}

const entities: { readonly [character: string]: string | undefined } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return clean(text).replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
