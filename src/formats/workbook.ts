/** Tables as an XLSX workbook, a sheet for each. */
import { currencyDigits, toNumber } from '../money.ts'
import { type Cell, type Column, isAmount, type Table } from '../reports/table.ts'
import { width } from '../text.ts'
import { type CellLook, cellText, isNumeric, plainCell } from './cell.ts'
import { type CellObject, escaped, type SheetData, writeSheets } from './xlsxWriting.ts'

/** The table and its parts as the bytes of a workbook; amounts and numbers are numbers, days are dates. */
export async function workbook(table: Table, look: CellLook): Promise<Uint8Array> {
  const tables = [table, ...(table.parts ?? [])]
  const names = sheetNames(tables)
  const sheets = tables.map((one, index) => ({
    data: sheetData(one),
    sheet: names[index] ?? `Sheet ${index + 1}`,
    columns: one.columns.map((column) => ({ width: columnWidth(one, column, look) })),
  }))
  return writeSheets(sheets)
}

/** Excel allows 31 characters, none of []:*?/\\ and no name twice. */
function sheetNames(tables: readonly Table[]): readonly string[] {
  const taken = new Set<string>()
  return tables.map(({ title }, index) => {
    const plain = (title ?? `Sheet ${index + 1}`)
      .replace(/[[\]:*?/\\]/g, ' ')
      .slice(0, 31)
      .trim()
    const name =
      taken.has(plain.toLowerCase()) || plain === '' ? `${plain.slice(0, 27)} ${index + 1}`.trim() : plain
    taken.add(name.toLowerCase())
    return name
  })
}

function sheetData(table: Table): SheetData {
  const head = table.columns.map(
    (column): CellObject => ({
      value: escaped(column.label),
      fontWeight: 'bold',
      align: isNumeric(column) ? 'right' : 'left',
    }),
  )
  const rows = table.rows.map((row) => table.columns.map((column) => cellObject(row[column.key], column)))
  const { totals } = table
  if (totals === undefined) return [head, ...rows]
  const last = table.columns.map((column) => {
    const cell = cellObject(totals[column.key], column)
    return cell === null ? null : { ...cell, fontWeight: 'bold' as const }
  })
  return [head, ...rows, last]
}

function cellObject(cell: Cell | undefined, column: Column): CellObject | null {
  if (cell === undefined || cell === null) return null
  if (isAmount(cell)) {
    const digits = currencyDigits(cell.currency)
    return {
      value: toNumber(cell),
      type: Number,
      format: `#,##0${digits === 0 ? '' : `.${'0'.repeat(digits)}`} "${cell.currency}"`,
    }
  }
  if (typeof cell === 'boolean') return { value: cell, type: Boolean }
  if (typeof cell === 'number') return numberObject(cell, column)
  if (column.type === 'date' && cell.length === 10)
    return { value: new Date(`${cell}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' }
  return { value: escaped(plainCell(cell)), type: String }
}

function numberObject(value: number, { type }: Column): CellObject {
  if (type === 'percent') return { value: Number((value / 100).toFixed(6)), type: Number, format: '0.0%' }
  return { value, type: Number, format: Number.isInteger(value) ? '#,##0' : '#,##0.0' }
}

function columnWidth(table: Table, column: Column, look: CellLook): number {
  const texts = [table.totals, ...table.rows.slice(0, 200)].map((row) =>
    width(cellText(row?.[column.key], column, look)),
  )
  return Math.min(60, Math.max(width(column.label), ...texts) + 2)
}
