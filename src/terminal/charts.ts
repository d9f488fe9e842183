/** Charts on a terminal: bars, funnels, and sparklines for what goes by time. */
import { cellText } from '../formats/cell.ts'
import { toDecimal } from '../money.ts'
import { chartedRows } from '../reports/charted.ts'
import { type Chart, type Column, isAmount, type Row, type Table } from '../reports/table.ts'
import { pad, truncate, width } from '../text.ts'
import type { Palette } from './colour.ts'
import { oneLine } from './lines.ts'
import type { Look } from './look.ts'

/** Where there is no terminal to ask. */
const ordinary = 80
const widestBar = 40
const widestLabel = 24
const mostRows = 20

/** The charts of a table as lines, or an empty string where there is nothing to draw. */
export function renderCharts(table: Table, look: Look): string {
  const drawn = (table.charts ?? []).map((chart) => lines(chart, table, look)).filter((one) => one.length > 0)
  return drawn.map((one) => `${one.join('\n')}\n`).join('\n')
}

/** Whether a chart helps on this terminal: there is one, it is wide enough, and there is something to compare. */
export function chartHelps(table: Table, look: Look): boolean {
  return look.width !== undefined && look.width >= 50 && table.rows.length > 1
}

function lines(chart: Chart, table: Table, look: Look): string[] {
  const columns = chart.values.flatMap((key) => table.columns.filter((column) => column.key === key))
  const isOverTime = chart.kind === 'columns' || chart.kind === 'line'
  const most = isOverTime ? Math.max(10, (look.width ?? ordinary) - 50) : mostRows
  const { rows, some } = chartedRows(chart, table, {
    steps: chart.kind === 'funnel' ? table.rows.length : most,
    bars: mostRows,
  })
  const values = columns.map((column) => rows.map((row) => heightOf(row, column)))
  if (values.every((some) => some.every((value) => value === 0))) return []
  const body =
    chart.kind === 'funnel'
      ? funnel(chart, columns, table, look)
      : chart.kind === 'bars'
        ? bars(chart, columns, rows, look)
        : sparklines(chart, columns, rows, look)
  const more = some === undefined ? [] : [look.palette.faint(`Drawn: ${some}.`)]
  return [look.palette.strong(oneLine(chart.title)), ...body, ...more]
}

function heightOf(row: Row, { key }: Column): number {
  const cell = row[key]
  if (isAmount(cell)) return Number(toDecimal(cell))
  return typeof cell === 'number' ? cell : 0
}

/** What a full bar stands for: the largest value, of shares the whole. */
function largest(columns: readonly Column[], rows: readonly Row[]): number {
  const least = columns[0]?.type === 'percent' ? 100 : 0
  return Math.max(least, ...columns.flatMap((column) => rows.map((row) => heightOf(row, column))))
}

const blocks = ['█', '▒', '░']

function paints({ good, mark, warn }: Palette) {
  return [good, mark, warn] as const
}

function bars(chart: Chart, columns: readonly Column[], rows: readonly Row[], look: Look): string[] {
  const names = rows.map((row) => truncate(oneLine(String(row[chart.label] ?? '')), widestLabel))
  const label = Math.max(...names.map(width))
  const texts = columns.map((column) => rows.map((row) => oneLine(cellText(row[column.key], column, look))))
  const room = (look.width ?? ordinary) - label - Math.max(0, ...texts.flat().map(width)) - 4
  const most = largest(columns, rows)
  const size = Math.max(4, Math.min(widestBar, room))
  const drawn = rows.flatMap((row, place) =>
    columns.map((column, index) => {
      const count = most <= 0 ? 0 : Math.round((Math.max(0, heightOf(row, column)) * size) / most)
      const bar = (blocks[index] ?? '█').repeat(count)
      const paint = paints(look.palette)[index] ?? look.palette.good
      return `${pad(index === 0 ? (names[place] ?? '') : '', label)}  ${paint(bar)}${count === 0 ? '' : ' '}${texts[index]?.[place] ?? ''}`
    }),
  )
  return [...drawn.map((line) => line.trimEnd()), ...legend(columns, look)]
}

function legend(columns: readonly Column[], { palette }: Look): string[] {
  if (columns.length < 2) return []
  const parts = columns.map(
    ({ label }, index) =>
      `${(paints(palette)[index] ?? palette.good)(blocks[index] ?? '█')} ${oneLine(label)}`,
  )
  return [parts.join('   ')]
}

function funnel(chart: Chart, columns: readonly Column[], table: Table, look: Look): string[] {
  const [column] = columns
  if (column === undefined) return []
  const values = table.rows.map((row) => heightOf(row, column))
  const most = Math.max(...values)
  const first = values[0] ?? 0
  const names = table.rows.map((row) => truncate(oneLine(String(row[chart.label] ?? '')), widestLabel))
  const label = Math.max(...names.map(width))
  const size = Math.max(4, Math.min(widestBar, (look.width ?? ordinary) - label - 22))
  return table.rows.map((row, place) => {
    const value = values[place] ?? 0
    const count = Math.round((value * size) / most)
    const left = Math.floor((size - count) / 2)
    const bar = ' '.repeat(left) + look.palette.good('█'.repeat(count)) + ' '.repeat(size - count - left)
    const share = first === 0 ? '' : `  ${Math.round((value * 1000) / first) / 10}%`
    return `${pad(names[place] ?? '', label)}  ${bar}  ${cellText(row[column.key], column, look)}${share}`
  })
}

const ticks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']

/** One line for each series, all of one scale: its heights from the first period to the last, and the highest. */
function sparklines(chart: Chart, columns: readonly Column[], rows: readonly Row[], look: Look): string[] {
  const label = Math.max(...columns.map((column) => width(oneLine(column.label))))
  const [from, to] = [rows[0], rows.at(-1)].map((row) => oneLine(String(row?.[chart.label] ?? '')))
  const full = largest(columns, rows)
  const drawn = columns.map((column) => {
    const values = rows.map((row) => heightOf(row, column))
    const line = values.map((value) =>
      full <= 0 || value <= 0 ? ' ' : (ticks[Math.min(7, Math.floor((value * 8) / full))] ?? ' '),
    )
    const best = rows[values.indexOf(Math.max(...values))]
    const highest = `highest ${cellText(best?.[column.key], column, look)}`
    return `${pad(oneLine(column.label), label)}  ${look.palette.good(line.join(''))}  ${look.palette.faint(oneLine(highest))}`
  })
  return [...drawn, look.palette.faint(`${' '.repeat(label)}  ${from} to ${to}`)]
}
