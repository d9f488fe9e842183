/** A sheet on a terminal: its figures, its tables with their charts. */

import type { Table } from '../reports/table.ts'
import type { Figure, Sheet } from '../reports/views.ts'
import { pad, width } from '../text.ts'
import { renderBoard } from './board.ts'
import { chartHelps, renderCharts } from './charts.ts'
import { oneLine } from './lines.ts'
import type { Look } from './look.ts'
import { renderTable } from './table.ts'

/** @param wantsCharts what was asked for; where nothing was, charts are drawn where they help */
export function renderSheet(sheet: Sheet, look: Look, wantsCharts: boolean | undefined): string {
  const tables = sheet.parts.flatMap(({ table }) => [table, ...(table.parts ?? [])])
  const own = tables.some(({ title }) => title === sheet.title)
  const head =
    own || tables.length === 0
      ? ''
      : `${look.palette.strong(oneLine(sheet.title))}\n${sheet.subtitle.map((line) => `${look.palette.faint(oneLine(line))}\n`).join('')}`
  const blocks = [
    head + figures(sheet.figures, look),
    ...tables.map((table) => withCharts(table, look, wantsCharts)),
    sheet.board === undefined ? '' : renderBoard(sheet.board, look),
  ]
  return blocks.filter((block) => block !== '').join('\n')
}

function withCharts(table: Table, look: Look, wantsCharts: boolean | undefined): string {
  const text = renderTable(table, look)
  const charts = (wantsCharts ?? chartHelps(table, look)) ? renderCharts(table, look) : ''
  return charts === '' ? text : `${text}\n${charts}`
}

function figures(all: readonly Figure[], look: Look): string {
  const label = Math.max(0, ...all.map((one) => width(oneLine(one.label))))
  const value = Math.max(0, ...all.map((one) => width(oneLine(one.value))))
  return all
    .map((one) => {
      const hint = one.hint === undefined ? '' : `  ${look.palette.faint(oneLine(one.hint))}`
      return `${`${look.palette.head(pad(oneLine(one.label), label))}  ${pad(oneLine(one.value), value, 'right')}${hint}`.trimEnd()}\n`
    })
    .join('')
}
