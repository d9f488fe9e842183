/** Chance that can be repeated: the same seed makes the same choices. */

export interface Chance {
  /** At least 0 and below `end`. */
  below(end: number): number
  /** A whole number, at least 0 and below `end`. */
  whole(end: number): number
  /** One of a list that is not empty. */
  oneOf<T>(list: readonly T[]): T
}

/** Marsaglia's xorshift with 32 bits ("Xorshift RNGs", 2003). @param seed any whole number */
export function chanceFrom(seed: number): Chance {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 2 ** 32
  }
  for (let round = 0; round < 8; round++) next()
  const whole = (end: number): number => Math.floor(next() * end)
  return {
    below: (end) => next() * end,
    whole,
    oneOf: (list) => {
      const one = list[whole(list.length)]
      if (one === undefined) throw new Error('There is nothing to choose from.')
      return one
    },
  }
}
