/** Tables that are read through, like the page of a day: where there is no room, text goes on below and none is cut. */
import { width } from '../text.ts'
import { fitted, readable, type TextColumn, withoutEmpty } from './columns.ts'
import { wrap } from './lines.ts'

/** Between what stands below a text. */
const separator = ' · '

/** Whether a table is one of these. */
export function isFolding(columns: readonly TextColumn[]): boolean {
  return columns.some(({ under }) => under !== undefined)
}

/** The columns side by side where each stays readable, else with those that go under another below its text. */
export function folded(columns: readonly TextColumn[], room: number): readonly TextColumn[] | undefined {
  const filled = withoutEmpty(columns, room)
  const below = filled.filter(({ under }) => under === undefined).map((column) => withBelow(column, filled))
  return (fitted(filled, room, readable) ?? fitted(below, room, readable))?.map(inLines)
}

function withBelow(column: TextColumn, all: readonly TextColumn[]): TextColumn {
  const others = all.filter(({ under }) => under === column.key)
  if (others.length === 0) return column
  const texts = column.texts.map((text, row) => {
    // What the text says already need not be said again: the deal of "Roastery fit-out: proposal → won".
    const below = others.map(({ texts }) => texts[row] ?? '').filter((other) => !text.includes(other))
    return [text, below.join(separator)].filter((line) => line !== '').join('\n')
  })
  const most = texts
    .flatMap((text) => text.split('\n'))
    .reduce((sofar, line) => Math.max(sofar, width(line)), 0)
  return { ...column, texts, width: Math.max(width(column.label), most) }
}

function inLines(column: TextColumn): TextColumn {
  const lines = column.texts.map((text) => text.split('\n').flatMap((line) => wrap(line, column.width)))
  return { ...column, lines }
}
