/** Which words of two traits are the same, with a slip or run together, and what is left over. */
import { edits, isSlip } from '../../spelling.ts'
import type { Trait } from './profile.ts'

export interface Matched {
  /** Bits that the words in common tell. */
  readonly told: number
  /** Places of the words that the other has nothing like. */
  readonly leftA: readonly number[]
  readonly leftB: readonly number[]
  /** Every word is there on both sides, letter by letter. */
  readonly isSame: boolean
}

const nothing: readonly number[] = []

/** Compares the words of two traits. Millions of pairs are compared: equal words are known by their numbers. */
export function matchWords(a: Trait, b: Trait): Matched {
  let told = 0
  const leftA: number[] = []
  for (let i = 0; i < a.ids.length; i++) {
    if (b.ids.includes(a.ids[i] ?? -1)) told += a.weights[i] ?? 0
    else leftA.push(i)
  }
  if (leftA.length === 0 && a.ids.length === b.ids.length)
    return { told, leftA: nothing, leftB: nothing, isSame: true }
  const leftB: number[] = []
  for (let j = 0; j < b.ids.length; j++) if (!a.ids.includes(b.ids[j] ?? -1)) leftB.push(j)
  told += slipsIn(a, b, leftA, leftB)
  if (leftA.length === 0 || leftB.length === 0 || leftA.length + leftB.length < 3)
    return { told, leftA, leftB, isSame: false }
  const joined = runTogether(a, b, leftA, leftB)
  return joined === undefined
    ? { told, leftA, leftB, isSame: false }
    : { told: told + joined * 0.6, leftA: nothing, leftB: nothing, isSame: false }
}

/** Takes words that are one but for a slip, or one and its initial, out of what is left. @returns the bits they tell */
function slipsIn(a: Trait, b: Trait, leftA: number[], leftB: number[]): number {
  let told = 0
  for (let at = leftA.length - 1; at >= 0; at--) {
    const i = leftA[at] ?? 0
    const word = a.words[i] ?? ''
    for (let to = 0; to < leftB.length; to++) {
      const j = leftB[to] ?? 0
      const other = b.words[j] ?? ''
      const isNear = isNearly(word, other, a.how)
      if (!isNear && !isInitial(word, other, a.how)) continue
      const part = (word[0] === other[0] ? 0.75 : 0.6) * (isNear ? 1 : 0.4)
      told += Math.min(a.weights[i] ?? 0, b.weights[j] ?? 0) * part
      leftA.splice(at, 1)
      leftB.splice(to, 1)
      break
    }
  }
  return told
}

/** In a name another number is another thing; in an address one digit of a long number may be wrong: a post code's. */
function isNearly(a: string, b: string, how: string): boolean {
  if (!isSlip(a, b)) return false
  return !/\d/.test(a) || (how === 'address' && a.length > 3 && edits(a, b, 1) === 1)
}

function isInitial(a: string, b: string, how: string): boolean {
  return how === 'person' && (a.length === 1 || b.length === 1) && a[0] === b[0]
}

/** Whether what is left over is the same once spaces are taken out. @returns the bits of the side with fewer words */
function runTogether(
  a: Trait,
  b: Trait,
  leftA: readonly number[],
  leftB: readonly number[],
): number | undefined {
  const one = leftA.map((i) => a.words[i]).join('')
  const other = leftB.map((j) => b.words[j]).join('')
  if (one.length < 5 || other.length < 5) return undefined
  if (!isSlip(one, other) && one !== other && !one.includes(other) && !other.includes(one)) return undefined
  const [side, left] = leftA.length <= leftB.length ? [a, leftA] : [b, leftB]
  return left.reduce((sum, index) => sum + (side.weights[index] ?? 0), 0)
}
