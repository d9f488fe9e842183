/** The totals and remarks that people put below their tables: these are no records. */
import { digits, fold } from '../../text.ts'
import type { ImportRow } from './options.ts'

const totalWords: ReadonlySet<string> = new Set(
  [
    ...['total', 'totals', 'grand total', 'sum'],
    ...['รวม', 'ยอดรวม', 'รวมยอด', 'รวมทั้งหมด', 'รวมทั้งสิ้น', 'รวมเป็นเงิน'],
    ...['ລວມ', 'ຍອດລວມ', 'ລວມທັງໝົດ', 'ລວມທັງສິ້ນ'],
  ].map(fold),
)

/** What people write below their tables is no record either. */
const remark = /^(?:\*|(?:note|notes|remark|remarks|หมายเหตุ|ໝາຍເຫດ|ຫມາຍເຫດ)\s*[:：])/iu

/** The rows without the remarks at their end, each alone in its row, and what to tell people of them. */
export function withoutRemarks<R extends ImportRow>(
  all: readonly R[],
): { readonly rows: readonly R[]; readonly notes: readonly ((unit: string) => string)[] } {
  let end = all.length
  while (end > 1 && remarkIn(all[end - 1]) !== undefined) end--
  const notes = all
    .slice(end)
    .map((row) => (unit: string) => `left out: the remark in ${unit} ${row.line} ("${remarkIn(row)}")`)
  return { rows: all.slice(0, end), notes }
}

function remarkIn(row: ImportRow | undefined): string | undefined {
  const [text, ...others] = row?.cells.map((cell) => cell.trim()).filter((cell) => cell !== '') ?? []
  return others.length === 0 && text !== undefined && remark.test(text) && row?.cells.length !== 1
    ? text
    : undefined
}

/**
 * The rows without the last one, where that says "total" and otherwise numbers only, one of which is the sum of its
 * column or the number of rows; and what to tell people of it, in the words for a line of the file.
 */
export function withoutTotals<R extends ImportRow>(
  all: readonly R[],
): { readonly rows: readonly R[]; readonly notes: readonly ((unit: string) => string)[] } {
  const last = all.at(-1)
  const label = last === undefined ? undefined : totalLabel(last)
  const rows = all.slice(0, -1)
  if (last === undefined || label === undefined || rows.length === 0) return { rows: all, notes: [] }
  if (!last.cells.some((cell, index) => isTotalOf(cell, index, rows))) return { rows: all, notes: [] }
  return { rows, notes: [(unit) => `left out: the totals in ${unit} ${last.line} ("${label}")`] }
}

/** The words of a row that has a total word, and besides only numbers. */
function totalLabel({ cells }: ImportRow): string | undefined {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const [label, ...others] = filled.filter((cell) => numberIn(cell) === undefined)
  if (label === undefined || others.length > 0 || filled.length < 2) return undefined
  return totalWords.has(fold(label.replace(/[:：\s]+$/u, ''))) ? label : undefined
}

function isTotalOf(cell: string, index: number, rows: readonly ImportRow[]): boolean {
  const total = numberIn(cell)
  if (total === undefined) return false
  if (total === rows.length) return true
  const sum = rows.reduce((before, { cells }) => before + (numberIn(cells[index] ?? '') ?? 0), 0)
  return Math.abs(sum - total) < 0.005
}

function numberIn(text: string): number | undefined {
  const bare = digits(text).replace(/[\s฿$€₭]/g, '')
  const plain = /^[+-]?[\d.]+,\d{1,2}$/.test(bare)
    ? bare.replaceAll('.', '').replace(',', '.')
    : bare.replaceAll(',', '')
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}
