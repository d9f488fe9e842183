/** A trend as the path of a line: the only import of d3-shape. */
import { line } from 'd3-shape'

/** The path through the points; where one is missing the line is interrupted. */
export function linePath(points: readonly (readonly [x: number, y: number] | undefined)[]): string {
  const path = line<readonly [number, number] | undefined>()
    .defined((point) => point !== undefined)
    .x((point) => point?.[0] ?? 0)
    .y((point) => point?.[1] ?? 0)
  return path([...points]) ?? ''
}
