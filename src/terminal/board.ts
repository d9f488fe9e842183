/** Deals by stage side by side, or one stage below the other where the terminal is narrow. */
import type { Board, BoardColumn } from '../reports/views.ts'
import { truncate, width } from '../text.ts'
import type { Paint, Palette } from './colour.ts'
import { oneLine, wrap } from './lines.ts'

/** One line of a column, painted after it has been padded. */
interface Line {
  readonly text: string
  readonly paint: Paint
}

const gap = 2
/** A column narrower than this tells too little: the columns are stacked instead. */
const narrowest = 18
/** The width where there is no terminal to ask. */
const ordinary = 100
/** A wider column would only put the stages further apart. */
const widest = 36

/** The board as lines, or an empty string where it has no columns. */
export function renderBoard(
  board: Board,
  look: { readonly palette: Palette; readonly width: number | undefined },
): string {
  if (board.columns.length === 0) return ''
  const room = look.width ?? ordinary
  const rows = inRows(board.columns, Math.floor((room + gap) / (narrowest + gap)))
  const most = Math.max(...rows.map((columns) => columns.length))
  const share = Math.floor((room + gap) / most) - gap
  const body =
    rows.length === board.columns.length && most < board.columns.length
      ? stacked(board.columns, Math.min(room, ordinary), look.palette)
      : rows.flatMap((columns, index) => [
          ...(index === 0 ? [] : ['']),
          ...besideEachOther(columns, Math.min(share, widest), look.palette),
        ])
  const notes = board.notes.map((note) => look.palette.faint(oneLine(note)))
  return [...body, ...(notes.length > 0 ? ['', ...notes] : [])].map((line) => `${line}\n`).join('')
}

/** The columns in as few rows as they fit in, evenly; each in its own where not even three fit side by side. */
function inRows(columns: readonly BoardColumn[], fitting: number): (readonly BoardColumn[])[] {
  if (fitting >= columns.length) return [columns]
  const count = fitting < 3 ? columns.length : Math.ceil(columns.length / fitting)
  const each = Math.ceil(columns.length / count)
  return Array.from({ length: count }, (_, row) => columns.slice(row * each, (row + 1) * each)).filter(
    (row) => row.length > 0,
  )
}

function besideEachOther(columns: readonly BoardColumn[], each: number, palette: Palette): string[] {
  const figures = columns.reduce((most, column) => Math.max(most, figureLines(column, each).length), 0)
  const blocks = columns.map((column) => columnLines(column, each, palette, figures))
  const height = blocks.reduce((most, lines) => Math.max(most, lines.length), 0)
  return Array.from({ length: height }, (_, row) =>
    blocks
      .map((lines) => padded(lines[row], each))
      .join(' '.repeat(gap))
      .trimEnd(),
  )
}

function stacked(columns: readonly BoardColumn[], room: number, palette: Palette): string[] {
  return columns.flatMap((column, index) => {
    const lines = columnLines(column, room, palette).map((line) => line.paint(line.text))
    return index === 0 ? lines : ['', ...lines]
  })
}

function padded(line: Line | undefined, columns: number): string {
  if (line === undefined) return ' '.repeat(columns)
  return line.paint(line.text) + ' '.repeat(Math.max(0, columns - width(line.text)))
}

/** @param figures lines to leave for figures, so that the cards of all columns begin at the same height */
function columnLines(column: BoardColumn, columns: number, palette: Palette, figures = 0): Line[] {
  const line = (text: string, paint: Paint = plain): Line => ({
    text: truncate(oneLine(text), columns),
    paint,
  })
  const own = figureLines(column, columns)
  const blank = Array.from({ length: Math.max(0, figures - own.length) }, () => line(''))
  return [
    line(column.title, palette.strong),
    ...own.map((figure) => line(figure, palette.faint)),
    ...blank,
    line('─'.repeat(columns), palette.faint),
    ...column.cards.flatMap((card, index) => [
      ...(index === 0 ? [] : [line('')]),
      ...nameLines(card.lines[0] ?? '', columns).map((text) => line(text)),
      ...card.lines.slice(1).map((text) => line(text)),
      ...card.marks.map((mark) => line(`! ${mark}`, paintOf(mark, palette))),
    ]),
    ...(column.more === undefined ? [] : [line(''), line(`… and ${column.more} more`, palette.faint)]),
  ]
}

/** Figures are never cut: a number without its end is another number. */
function figureLines({ figures }: BoardColumn, columns: number): string[] {
  return figures.flatMap((figure) => wrap(oneLine(figure), columns))
}

/** A name on two lines at most; the second is cut where a third would be needed. */
function nameLines(name: string, columns: number): string[] {
  const [first = '', ...rest] = wrap(oneLine(name), columns)
  return rest.length === 0 ? [first] : [first, truncate(rest.join(' '), columns)]
}

function plain(text: string): string {
  return text
}

function paintOf(mark: string, palette: Palette): Paint {
  if (mark.includes('overdue')) return palette.bad
  return mark.includes('stuck') ? palette.warn : palette.mark
}
