/** What all charts of a page share: the values of a table, what they are called, and how much room their text takes. */
import { toDecimal } from '../../money.ts'
import { chartedRows } from '../../reports/charted.ts'
import { type Chart, type Column, isAmount, type Row, type Table } from '../../reports/table.ts'
import { width } from '../../text.ts'
import { type CellLook, cellText } from '../cell.ts'
import { escapeHtml } from './escape.ts'

/** More than these no chart can show; the table beside it has all. */
const most = { steps: 30, bars: 12 }

/** One thing drawn for each row. */
interface Series {
  readonly label: string
  readonly values: readonly (number | null)[]
  readonly texts: readonly string[]
  readonly column: Column
}

export interface Drawing {
  /** Which of how many rows are drawn, where these are not all. */
  readonly some?: string
  readonly names: readonly string[]
  readonly series: readonly Series[]
}

/** The values that a chart draws; undefined where the table has none of them. */
export function drawingOf(chart: Chart, table: Table, look: CellLook): Drawing | undefined {
  const { rows, some } = chartedRows(chart, table, most)
  const series = chart.values.flatMap((key): Series[] => {
    const column = table.columns.find((one) => one.key === key)
    return column === undefined ? [] : [seriesOf(column, rows, look)]
  })
  const hasValues = series.some(({ values }) => values.some((value) => value !== null && value !== 0))
  if (!hasValues) return undefined
  const names = rows.map((row) => nameOnAxis(String(row[chart.label] ?? '')))
  return { names, series, ...(some === undefined ? {} : { some }) }
}

const monthName = new Intl.DateTimeFormat('en', { month: 'short', year: 'numeric', timeZone: 'UTC' })

/** A month as people call it, `Nov 2026`; anything else as it is. */
function nameOnAxis(name: string): string {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(name) ? monthName.format(new Date(`${name}-01`)) : name
}

function seriesOf(column: Column, rows: readonly Row[], look: CellLook): Series {
  const values = rows.map((row) => {
    const cell = row[column.key]
    if (isAmount(cell)) return Number(toDecimal(cell))
    return typeof cell === 'number' ? cell : null
  })
  return {
    column,
    label: column.label,
    values,
    texts: rows.map((row) => cellText(row[column.key], column, look)),
  }
}

/** The largest value of all series; at least 0, and of shares the whole. */
export function largest({ series }: Drawing): number {
  const least = series[0]?.column.type === 'percent' ? 100 : 0
  return Math.max(least, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)))
}

/** The smallest value of all series; at most 0. */
export function smallest({ series }: Drawing): number {
  return Math.min(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)))
}

/** Letters half as wide again as others. */
const wideLetters = /[MWmw%@]/g

/** Pixels that a text takes at most, at the size of a chart's text, in the widest fonts that browsers fall back to. */
export function textWidth(text: string): number {
  return Math.ceil(width(text) * 9.6 + (text.match(wideLetters)?.length ?? 0) * 3.4) + 2
}

let byWord: Intl.Segmenter | undefined

/** A label on as many lines as it needs, each at most so many pixels wide, broken between words, of Thai and Lao too. */
export function labelLines(label: string, room: number): readonly string[] {
  byWord ??= new Intl.Segmenter('th', { granularity: 'word' })
  const lines: string[] = []
  let line = ''
  for (const { segment } of byWord.segment(label)) {
    if (line !== '' && textWidth(line + segment) > room) {
      lines.push(line.trim())
      line = ''
    }
    line += segment
  }
  return [...lines, line.trim()].filter((one) => one !== '')
}

/** A picture with a name for those who cannot see it. */
export function svg(
  title: string,
  size: { readonly width: number; readonly height: number },
  body: string,
): string {
  const box = `viewBox="0 0 ${size.width} ${Math.ceil(size.height)}"`
  const name = escapeHtml(`${title}. The table has the figures.`)
  return `<svg ${box} width="${size.width}" height="${Math.ceil(size.height)}" role="img" aria-label="${name}"><title>${escapeHtml(title)}</title>${body}</svg>`
}

/** Text at a place; its lines go down from there. */
export function svgText(
  lines: readonly string[],
  at: { readonly x: number; readonly y: number },
  className: string,
): string {
  return lines
    .map(
      (line, index) =>
        `<text x="${at.x}" y="${at.y + index * 20}" class="${className}">${escapeHtml(line)}</text>`,
    )
    .join('')
}

/** A large number in few characters: 1.2M, 950k. */
export function shortNumber(value: number): string {
  for (const [size, letter] of [
    [1e12, 'T'],
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    if (Math.abs(value) >= size) return `${Number((value / size).toFixed(1))}${letter}`
  }
  return String(Number(value.toFixed(2)))
}
