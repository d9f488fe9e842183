/** Tables for people: a line of headings, a thin rule, a line for each record. The only user of cli-table3. */
import CliTable from 'cli-table3'
import { cellText } from '../formats/cell.ts'
import type { Row, Table } from '../reports/table.ts'
import { truncate, width } from '../text.ts'
import type { Paint, Palette } from './colour.ts'
import {
  compacted,
  fitted,
  gap,
  narrowest,
  readable,
  type TextColumn,
  textColumns,
  withoutEmpty,
  withoutMinor,
} from './columns.ts'
import { labelled } from './fields.ts'
import { folded, isFolding } from './folding.ts'
import { oneLine, wrap } from './lines.ts'
import type { Look } from './look.ts'

/**
 * The table as lines, or an empty string where it has no rows. On a terminal too narrow for it columns of text are
 * cut and minor ones left out; where even that does not help each record becomes a block of labelled lines.
 */
export function renderTable(table: Table, look: Look): string {
  if (table.rows.length === 0) return ''
  const columns = textColumns(table, look)
  const { body, said } = bodyOf(columns, table, look)
  const title = table.title === undefined ? [] : [look.palette.strong(oneLine(table.title))]
  const notes = [...said, ...(table.notes ?? [])]
    .flatMap((note) => wrap(oneLine(note), look.width ?? Number.POSITIVE_INFINITY))
    .map((line) => look.palette.faint(line))
  return `${[...title, body, ...notes].join('\n')}\n`
}

/** As it is where it fits, else made narrower, else without minor columns, else as blocks of labelled lines. */
function bodyOf(
  columns: readonly TextColumn[],
  table: Table,
  look: Look,
): { readonly body: string; readonly said: readonly string[] } {
  const { width: room, palette } = look
  if (room !== undefined && isFolding(columns)) {
    const kept = folded(columns, room)
    return { body: kept === undefined ? stacked(table, look) : drawn(kept, table, palette), said: [] }
  }
  const least = columns.some(({ minor }) => minor) ? readable : narrowest
  const plain = room === undefined ? columns : fitted(withoutEmpty(columns, room), room, least)
  if (room === undefined || plain !== undefined)
    return { body: drawn(plain ?? columns, table, palette), said: [] }
  const compact = compacted(columns)
  const said = compact.currency === undefined ? [] : [`Amounts in ${compact.currency}.`]
  const narrow = fitted(compact.columns, room, least)
  if (narrow !== undefined) return { body: drawn(narrow, table, palette), said }
  const some = withoutMinor(compact.columns, room)
  if (some === undefined) return { body: stacked(table, look), said: [] }
  const missing = `No room for ${some.left.join(', ')}: a wider terminal has them, and every other format.`
  return { body: drawn(some.columns, table, palette), said: [...said, missing] }
}

function stacked(table: Table, look: Look): string {
  const fields = (row: Row) =>
    table.columns.map((column) => [column.label, cellText(row[column.key], column, look)] as const)
  const blocks = table.rows.map((row) => labelled(fields(row), look))
  if (table.totals !== undefined) {
    blocks.push([look.palette.strong('Total'), ...labelled(fields(table.totals), look)])
  }
  return blocks.map((lines) => lines.join('\n')).join('\n\n')
}

function drawn(columns: readonly TextColumn[], table: Table, { head, faint, strong }: Palette): string {
  const rule = ruleOf(columns)
  const always = (paint: Paint) => () => paint
  const ofRow = (column: TextColumn): Paint => (column.type === 'id' ? faint : (text) => text)
  const deep = columns.reduce((most, { heading }) => Math.max(most, heading?.length ?? 1), 1)
  const headings = Array.from({ length: deep }, (_, place) =>
    fill(columns, (column) => headingAt(column, place - deep), always(head)),
  )
  const lines = [...headings, faint(rule)]
  for (const row of table.rows.keys()) {
    const height = columns.reduce((most, column) => Math.max(most, column.lines?.[row]?.length ?? 1), 1)
    for (let place = 0; place < height; place++) {
      lines.push(fill(columns, (column) => lineAt(column, row, place), ofRow))
    }
  }
  if (table.totals !== undefined) {
    lines.push(
      faint(rule),
      fill(columns, (column) => column.total, always(strong)),
    )
  }
  return lines.join('\n')
}

function lineAt({ lines, texts }: TextColumn, row: number, place: number): string {
  return (lines?.[row] ?? [texts[row] ?? ''])[place] ?? ''
}

/** A line of a heading, counted from the last, -1: headings stand on the rule. */
function headingAt({ label, heading = [label] }: TextColumn, place: number): string {
  return heading.at(place) ?? ''
}

/** A private character, one column wide by anybody's measure. */
const standIn = '\ue000'

/** What stands before, between and after the cells of a line, by the number of cells; and what rules are made of. */
const frames = new Map<number, { readonly between: readonly string[]; readonly dash: string }>()

/**
 * The frame of a table of so many columns. cli-table3 draws no more than one line with stand-ins for the cells, because
 * it measures Thai and Lao wrongly and takes time in proportion to the square of the rows.
 */
function frameOf(count: number): { readonly between: readonly string[]; readonly dash: string } {
  const known = frames.get(count)
  if (known !== undefined) return known
  const layout = new CliTable({
    chars: lineCharacters,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  })
  layout.push(Array.from({ length: count }, () => standIn))
  const [rule = '', line = ''] = layout.toString().split('\n')
  const frame = { between: line.split(standIn), dash: rule.charAt(0) }
  frames.set(count, frame)
  return frame
}

function ruleOf(columns: readonly TextColumn[]): string {
  const { between, dash } = frameOf(columns.length)
  return dash.repeat(between.join('').length + columns.reduce((sum, column) => sum + column.width, 0))
}

/** A line with the text of each column in its place, only the text being painted. */
function fill(
  columns: readonly TextColumn[],
  textOf: (column: TextColumn) => string,
  paintOf: (column: TextColumn) => Paint,
): string {
  const { between } = frameOf(columns.length)
  let line = between[0] ?? ''
  for (const [place, column] of columns.entries()) {
    const text = truncate(textOf(column), column.width)
    const painted = text === '' ? '' : paintOf(column)(text)
    const space = ' '.repeat(Math.max(0, column.width - width(text)))
    line += (column.align === 'left' ? painted + space : space + painted) + (between[place + 1] ?? '')
  }
  return line.trimEnd()
}

const lineCharacters = {
  top: '─',
  'top-mid': '─'.repeat(gap),
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(gap),
}
