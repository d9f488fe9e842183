/** Orders that several types of field share, as for Array.sort. */

/** Order of codes and dates, which have no accents and one spelling. */
export function compareCodes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Order of numbers. */
export function compareNumbers(a: number, b: number): number {
  return a - b
}
