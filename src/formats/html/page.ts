/** One self-contained page: no network, no script; charts as SVG, a table beside each. */
import type { Chart, Column, Row, Table } from '../../reports/table.ts'
import type { Board, Figure, Sheet, SheetPart } from '../../reports/views.ts'
import { type CellLook, cellText, type Decimals, decimalsByColumn, isNumeric } from '../cell.ts'
import { barsSvg, funnelSvg } from './bars.ts'
import { type Drawing, drawingOf } from './chart.ts'
import { timeSvg } from './columns.ts'
import { escapeHtml } from './escape.ts'
import { landscape, style } from './style.ts'

/** Pixels of a picture as it is drawn; it is shown as wide as its column. */
const widths = { narrow: 320, half: 560, wide: 960 }

/** Tables of more columns are printed across the page, of many more in small type. */
const manyColumns = 7
const tooManyColumns = 12

/** The sheet as an HTML document. */
export function htmlPage(sheet: Sheet, look: CellLook): string {
  const { title, subtitle, figures, parts, about, board, links } = sheet
  const own = parts.length === 1 && parts[0]?.table.title === title
  const body = [
    figures.length === 0 ? '' : figureList(figures),
    ...parts.map((part) => section(part, look, !own)),
    board === undefined ? '' : boardHtml(board),
    about === undefined ? '' : `<section>${aboutHtml(about)}</section>`,
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}${isWide(sheet) ? landscape : ''}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
${subtitle.map((line) => `<p class="dim">${escapeHtml(line)}</p>`).join('\n')}
</header>
${links === undefined ? '' : navigation(links)}<main>
${body.filter((part) => part !== '').join('\n')}
</main>
</body>
</html>
`
}

/** A page of one table. */
export function tablePage(table: Table, look: CellLook): string {
  return htmlPage({ title: table.title ?? 'Table', subtitle: [], figures: [], parts: [{ table }] }, look)
}

function navigation(links: readonly (readonly [string, string])[]): string {
  const items = links.map(
    ([label, file]) => `<li><a href="${escapeHtml(encodeURI(file))}">${escapeHtml(label)}</a></li>`,
  )
  return `<nav aria-label="Reports"><ul>${items.join('')}</ul></nav>\n`
}

function figureList(figures: readonly Figure[]): string {
  const items = figures.map(({ label, value, hint }) => {
    const small = hint === undefined ? '' : `<small>${escapeHtml(hint)}</small>`
    return `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}${small}</dd></div>`
  })
  return `<dl class="figures">${items.join('')}</dl>`
}

function section({ table, about }: SheetPart, look: CellLook, hasHeading: boolean): string {
  const [heading, ...rest] = [table, ...(table.parts ?? [])]
  const tables = [heading, ...rest].filter((one) => one !== undefined)
  return `<section>${hasHeading ? `<h2>${escapeHtml(table.title ?? '')}</h2>` : ''}
${tables.map((one, index) => `${index === 0 ? '' : `<h3>${escapeHtml(one.title ?? '')}</h3>`}${charts(one, look)}${tableHtml(one, look)}${notes(one)}`).join('\n')}
${about === undefined ? '' : aboutHtml(about)}</section>`
}

function aboutHtml(about: string): string {
  return `<div class="about"><strong>How it is counted</strong>\n${escapeHtml(about)}</div>`
}

function charts(table: Table, look: CellLook): string {
  const drawn = (table.charts ?? []).flatMap((chart) => {
    const drawing = drawingOf(chart, table, look)
    return drawing === undefined ? [] : [{ chart, drawing }]
  })
  const widest = drawn.length === 1 ? 'wide' : 'half'
  const figures = drawn.map(({ chart, drawing }) => figure(chart, drawing, table, widest))
  return drawn.length === 0 ? '' : `<div class="charts ${widest}">${figures.join('')}</div>`
}

/** A picture for narrow windows, and one for others. */
function figure(chart: Chart, drawing: Drawing, table: Table, widest: 'half' | 'wide'): string {
  const draw = { bars: barsSvg, funnel: funnelSvg, columns: timeSvg, line: timeSvg }[chart.kind]
  const pictures = (['narrow', widest] as const).map((name) =>
    draw(chart, drawing, widths[name]).replace(
      '<svg ',
      `<svg class="${name === 'narrow' ? name : 'broad'}" `,
    ),
  )
  const items = drawing.series.map(({ label }, index) => `<li>${keyOf(index)}${escapeHtml(label)}</li>`)
  const legend = drawing.series.length > 1 ? `<ul class="legend">${items.join('')}</ul>` : ''
  const caption = chart.title + (drawing.some === undefined ? '' : ` (${drawing.some})`)
  // Under a heading that says the same it would be read twice.
  const head = caption === table.title ? '' : `<figcaption>${escapeHtml(caption)}</figcaption>`
  return `<figure>${head}${legend}${pictures.join('')}</figure>`
}

/** The colour of a series as a picture: backgrounds are not printed. */
function keyOf(index: number): string {
  return `<svg class="key" viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="2" class="s${index}"/></svg>`
}

function isWide({ parts, board }: Sheet): boolean {
  const tables = parts.flatMap(({ table }) => [table, ...(table.parts ?? [])])
  return board !== undefined || tables.some(({ columns }) => columns.length > manyColumns)
}

/** How a table is printed. */
function paperOf({ columns }: Table): string {
  if (columns.length <= manyColumns) return ''
  return columns.length <= tooManyColumns ? ' across' : ' across small'
}

function tableHtml(table: Table, look: CellLook): string {
  if (table.rows.length === 0) return '<p class="dim">Nothing to show.</p>'
  const caption = escapeHtml(table.title ?? 'Figures')
  const head = table.columns.map(
    (column) => `<th scope="col"${classOf(column)}>${escapeHtml(column.label)}</th>`,
  )
  const decimals = decimalsByColumn(table)
  const rows = table.rows.map((row) => rowHtml(row, table.columns, look, decimals))
  const foot =
    table.totals === undefined ? '' : `<tfoot>${rowHtml(table.totals, table.columns, look, decimals)}</tfoot>`
  return `<div class="scroll${paperOf(table)}" tabindex="0" role="region" aria-label="${caption}"><table><caption class="unseen">${caption}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody>${foot}</table></div>`
}

function rowHtml(row: Row, columns: readonly Column[], look: CellLook, decimals: Decimals): string {
  const cells = columns.map((column, index) => {
    const text = escapeHtml(cellText(row[column.key], column, look, decimals.get(column.key))).replace(
      /\r\n?|\n/g,
      '<br>',
    )
    return index === 0
      ? `<th scope="row"${classOf(column)}>${text}</th>`
      : `<td${classOf(column)}>${text}</td>`
  })
  return `<tr>${cells.join('')}</tr>`
}

/** Dates, ids and the like are not broken at their hyphens. */
const kept: ReadonlySet<Column['type']> = new Set(['date', 'instant', 'when', 'phone', 'id'])

function classOf(column: Column): string {
  if (isNumeric(column)) return ' class="n"'
  return kept.has(column.type) ? ' class="k"' : ''
}

function notes({ notes: said }: Pick<Table, 'notes'>): string {
  if (said === undefined || said.length === 0) return ''
  return `<ul class="notes">${said.map((note) => `<li>${escapeHtml(note)}</li>`).join('')}</ul>`
}

function boardHtml(board: Board): string {
  const columns = board.columns.map(({ title, figures, cards, more }) => {
    const items = cards.map(({ lines: [name = '', ...lines], marks }) => {
      const flags = marks.map(
        (mark) =>
          `<span class="mark${mark.startsWith('overdue') ? ' overdue' : ''}">! ${escapeHtml(mark)}</span>`,
      )
      return `<li><p class="name">${escapeHtml(name)}</p>${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}${flags.join('')}</li>`
    })
    return `<section><h2>${escapeHtml(title)}</h2>${figures.map((one) => `<p class="dim">${escapeHtml(one)}</p>`).join('')}<ul>${items.join('')}</ul>${more === undefined ? '' : `<p class="dim">and ${more} more</p>`}</section>`
  })
  return `<div class="board">${columns.join('')}</div>${notes(board)}`
}
