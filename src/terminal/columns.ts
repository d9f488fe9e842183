/** A table's cells as text in columns: what each shows, how wide it is, and which give way on a narrow terminal. */
import { type CellLook, cellText, decimalsOf, isNumeric } from '../formats/cell.ts'
import { type Cell, type Column, isAmount, type Table } from '../reports/table.ts'
import { pad, width } from '../text.ts'
import { oneLine, wrap } from './lines.ts'

/** A column ready to be drawn: every text is on one line and safe to print. */
export interface TextColumn {
  readonly label: string
  /** The label on several lines, where the table had to be made narrower. */
  readonly heading?: readonly string[]
  readonly type: Column['type']
  readonly align: 'left' | 'right'
  /** One for each row. */
  readonly texts: readonly string[]
  /** The texts on several lines, where they are not to be cut. */
  readonly lines?: readonly (readonly string[])[]
  readonly total: string
  readonly width: number
  /** Left out first where there is no room for all. */
  readonly minor: boolean
  readonly key: string
  /** Key of the column under whose text it goes where there is no room beside it. */
  readonly under: string | undefined
}

/** Space between two columns. */
export const gap = 2

/** A column of text is not made narrower than this; below it the table is stacked. */
export const narrowest = 8

/** Rather than to make names narrower than this, minor columns are left out. */
export const readable = 16

/** The columns of a table, each as wide as its widest cell. */
export function textColumns(table: Table, look: CellLook): TextColumn[] {
  return table.columns.map((column, index) => {
    const cells: (Cell | undefined)[] = table.rows.map((row) => row[column.key])
    if (table.totals !== undefined) cells.push(table.totals[column.key])
    const texts = shown(cells, column, look)
    const total = table.totals === undefined ? '' : (texts.pop() ?? '')
    return measured({
      label: oneLine(column.label),
      type: column.type,
      minor: column.minor === true,
      key: column.key,
      under: column.under,
      align: isNumeric(column) ? 'right' : 'left',
      texts,
      total: index === 0 && total === '' && table.totals !== undefined ? 'Total' : total,
    })
  })
}

const withCurrency = /^-?\d[^A-Z]* ([A-Z]{3})\s*$/

/**
 * The columns made narrower without losing anything: headings of numbers on several lines, and the currency said once
 * where all amounts are in the same.
 */
export function compacted(columns: readonly TextColumn[]): {
  readonly columns: readonly TextColumn[]
  readonly currency: string | undefined
} {
  const texts = columns
    .filter(({ type }) => type === 'money')
    .flatMap((column) => [...column.texts, column.total])
  const currencies = new Set(texts.filter((text) => text !== '').map((text) => withCurrency.exec(text)?.[1]))
  const [only] = currencies
  const currency = currencies.size === 1 ? only : undefined
  const plain = (text: string) => (currency === undefined ? text : text.replace(` ${currency}`, '').trimEnd())
  return {
    currency,
    columns: columns.map((column) => {
      if (column.align === 'left') return column
      const cells =
        column.type === 'money' ? { texts: column.texts.map(plain), total: plain(column.total) } : column
      const longest = Math.max(...column.label.split(' ').map(width))
      const room = [...cells.texts, cells.total].reduce((most, text) => Math.max(most, width(text)), longest)
      return {
        ...column,
        texts: cells.texts,
        total: cells.total,
        heading: wrap(column.label, room),
        width: room,
      }
    }),
  }
}

/** The columns with those of text narrowed until the whole fits, or undefined where it cannot. */
export function fitted(
  columns: readonly TextColumn[],
  room: number,
  least = narrowest,
): readonly TextColumn[] | undefined {
  const widths = columns.map((column) =>
    column.type === 'text' ? Math.min(column.width, room) : column.width,
  )
  let excess = widths.reduce((sum, each) => sum + each + gap, -gap) - room
  for (; excess > 0; excess--) {
    const widest = widestText(columns, widths, least)
    if (widest === undefined) return undefined
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return columns.map((column, index) => ({ ...column, width: widths[index] ?? column.width }))
}

/** Where there is no room for all, columns with nothing in them give theirs to the others; a report says which go. */
export function withoutEmpty(columns: readonly TextColumn[], room: number): readonly TextColumn[] {
  const whole = columns.reduce((sum, column) => sum + column.width + gap, -gap)
  if (whole <= room || columns.some(({ minor }) => minor)) return columns
  const filled = columns.filter(({ texts, total }) => total !== '' || texts.some((text) => text !== ''))
  return filled.length === 0 ? columns : filled
}

interface Fitted {
  readonly columns: readonly TextColumn[]
  /** What the columns left out are called. */
  readonly left: readonly string[]
}

/** The columns that fit once minor ones are left out, the last first; undefined where nothing helps. */
export function withoutMinor(columns: readonly TextColumn[], room: number): Fitted | undefined {
  return withoutSome(columns, room, readable) ?? withoutSome(columns, room, narrowest)
}

function withoutSome(columns: readonly TextColumn[], room: number, least: number): Fitted | undefined {
  const left: string[] = []
  let kept = columns
  for (const column of columns.toReversed()) {
    if (!column.minor) continue
    kept = kept.filter((one) => one !== column)
    left.unshift(column.label)
    const narrow = fitted(kept, room, least)
    if (narrow !== undefined) return { columns: narrow, left }
  }
  return undefined
}

function widestText(
  columns: readonly TextColumn[],
  widths: readonly number[],
  least: number,
): number | undefined {
  let best: number | undefined
  let most = least
  for (const [index, each] of widths.entries()) {
    if (columns[index]?.type === 'text' && each > most) {
      best = index
      most = each
    }
  }
  return best
}

function measured(column: Omit<TextColumn, 'width'>): TextColumn {
  let most = Math.max(1, width(column.label), width(column.total))
  for (const text of column.texts) most = Math.max(most, width(text))
  return { ...column, width: most }
}

function shown(cells: readonly (Cell | undefined)[], column: Column, look: CellLook): string[] {
  const decimals = cells.reduce<number>((most, cell) => Math.max(most, decimalsOf(cell, column)), 0)
  const texts = cells.map((cell) => oneLine(cellText(cell, column, look, decimals)))
  return cells.some(isAmount) ? alignedByPoint(texts, look.separators?.point ?? '.') : texts
}

/** Amounts with their decimal points under each other, whatever the decimals of their currencies. */
function alignedByPoint(texts: readonly string[], point: string): string[] {
  const form = new RegExp(`^(.*?)((?:\\${point}\\d+)?)( \\S+)$`)
  const parts = texts.map((text) => form.exec(text) ?? [])
  const longest = (part: number) => parts.reduce((most, each) => Math.max(most, each[part]?.length ?? 0), 0)
  const [fraction, unit] = [longest(2), longest(3)]
  return texts.map((text, index) => {
    const [, whole = text, decimals = '', currency = ''] = parts[index] ?? []
    return text === '' ? '' : whole + pad(decimals, fraction) + pad(currency, unit)
  })
}
