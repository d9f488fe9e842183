/** Scales and lines of the charts: the only import of d3-scale. */
import { scaleBand, scaleLinear } from 'd3-scale'

/** From values to pixels, from 0 or the smallest to the largest. */
export function linear(domain: readonly [number, number], range: readonly [number, number]) {
  const scale = scaleLinear([...domain], [...range])
  return { at: (value: number): number => round(scale(value)), ticks: (count: number) => scale.ticks(count) }
}

/** The same, with ends at round numbers. */
export function roundLinear(domain: readonly [number, number], range: readonly [number, number]) {
  const scale = scaleLinear([...domain], [...range]).nice(4)
  return { at: (value: number): number => round(scale(value)), ticks: (count: number) => scale.ticks(count) }
}

/** Bands of equal width, one for each place in a list. */
export function bands(count: number, range: readonly [number, number]) {
  const scale = scaleBand([...Array(count).keys()], [...range]).padding(count > 1 ? 0.25 : 0.6)
  return { at: (place: number): number => round(scale(place) ?? 0), width: round(scale.bandwidth()) }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
