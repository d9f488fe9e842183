/** Reports on small data, as plain text rows, for the tests beside this file. */
import { toDecimal } from '../../../src/money.ts'
import { reports } from '../../../src/reports/index.ts'
import type { ReportOptions } from '../../../src/reports/report.ts'
import { type Cell, isAmount, type Row, type Table } from '../../../src/reports/table.ts'
import type { Data } from '../../../src/schema/data.ts'

/** In Bangkok it is 22 November 2026, 9 in the morning. */
const now = new Date('2026-11-22T02:00:00Z')

export function run(name: string, data: Data, options: ReportOptions = {}): Table {
  const report = reports[name]
  if (report === undefined) throw new Error(`No report ${name}`)
  return report.run(data, options, now)
}

/** The rows, then the totals: cells separated by spaces, amounts as decimals, `-` for nothing. */
export function lines(table: Table): readonly string[] {
  const all: Row[] = table.totals === undefined ? [...table.rows] : [...table.rows, table.totals]
  return all.map((row) => table.columns.map(({ key }) => shown(row[key])).join(' '))
}

function shown(cell: Cell | undefined): string {
  if (cell === undefined || cell === null) return '-'
  return isAmount(cell) ? toDecimal(cell) : String(cell)
}
