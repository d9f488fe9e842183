/** Labelled values one below the other, the values aligned. */
import { pad, width } from '../text.ts'
import type { Palette } from './colour.ts'
import { cleanLines, oneLine, wrap } from './lines.ts'

/** Less than this is no room for a value; it then runs over the edge. */
const narrowestValue = 10

/** A line for each field that holds something, more for values of several lines or too wide for the terminal. */
export function labelled(
  fields: readonly (readonly [label: string, value: string])[],
  look: { readonly palette: Palette; readonly width: number | undefined },
): string[] {
  const filled = fields
    .map(([label, value]) => [oneLine(label), value.trim()] as const)
    .filter(([, value]) => value !== '')
  const indent = filled.reduce((most, [label]) => Math.max(most, width(label)), 0) + 2
  const room =
    look.width === undefined ? Number.POSITIVE_INFINITY : Math.max(narrowestValue, look.width - indent)
  return filled.flatMap(([label, value]) => {
    const [first = '', ...rest] = cleanLines(value).flatMap((line) => wrap(line, room))
    const labelSpace = ' '.repeat(indent - width(label))
    return [look.palette.head(label) + labelSpace + first, ...rest.map((line) => pad('', indent) + line)]
  })
}
