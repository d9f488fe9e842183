/** How alike two words are spelt. */

/**
 * Likeness of two words from 0 to 1: Jaro's measure, with Winkler's bonus for a common beginning of up to four letters.
 * (M. A. Jaro 1989; W. E. Winkler 1990.)
 */
export function spelling(a: string, b: string): number {
  if (a === b) return 1
  const common = matching(a, b)
  if (common.count === 0) return 0
  const { count, swapped } = common
  const jaro = (count / a.length + count / b.length + (count - swapped) / count) / 3
  let begin = 0
  while (begin < 4 && begin < a.length && a[begin] === b[begin]) begin++
  return jaro + begin * 0.1 * (1 - jaro)
}

function matching(a: string, b: string): { count: number; swapped: number } {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken = new Uint8Array(b.length)
  let inA = ''
  for (let i = 0; i < a.length; i++) {
    const end = Math.min(b.length, i + reach + 1)
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (taken[j] === 1 || a[i] !== b[j]) continue
      taken[j] = 1
      inA += a[i]
      break
    }
  }
  let at = 0
  let moved = 0
  for (let j = 0; j < b.length; j++) if (taken[j] === 1 && b[j] !== inA[at++]) moved++
  return { count: inA.length, swapped: moved / 2 }
}

const rows = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)] as const

/**
 * The least number of insertions, deletions, substitutions and swaps of neighbours between two words, up to `most` + 1.
 * Of words longer than 60 letters only the beginning counts.
 */
export function edits(one: string, other: string, most: number): number {
  const a = one.slice(0, 60)
  const b = other.slice(0, 60)
  if (Math.abs(a.length - b.length) > most) return most + 1
  let [before, last, row]: [Uint8Array, Uint8Array, Uint8Array] = [...rows]
  for (let j = 0; j <= b.length; j++) last[j] = j
  for (let i = 1; i <= a.length; i++) {
    const letter = a.charCodeAt(i - 1)
    row[0] = i
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = letter === b.charCodeAt(j - 1)
      let cost = (last[j - 1] ?? 0) + (same ? 0 : 1)
      if ((last[j] ?? 0) + 1 < cost) cost = (last[j] ?? 0) + 1
      if ((row[j - 1] ?? 0) + 1 < cost) cost = (row[j - 1] ?? 0) + 1
      const isSwap =
        !same &&
        i > 1 &&
        j > 1 &&
        letter === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      if (isSwap && (before[j - 2] ?? 0) + 1 < cost) cost = (before[j - 2] ?? 0) + 1
      row[j] = cost
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    ;[before, last, row] = [last, row, before]
  }
  return last[b.length] ?? most + 1
}

/** Whether two words may be one with a slip of the finger: one slip in a short word, up to three in a long one. */
export function isSlip(a: string, b: string): boolean {
  const length = Math.max(a.length, b.length)
  if (length < 3 || Math.abs(a.length - b.length) > 3) return false
  const most = length < 5 ? 1 : length < 9 ? 2 : 3
  if (lettersApart(a, b) > most * 2 || hasDigit(a) !== hasDigit(b)) return false
  return edits(a, b, most) <= most && (length < 9 || spelling(a, b) > 0.8)
}

/** How many letters only one of the words has: a quick way to tell that they are far apart. */
function lettersApart(a: string, b: string): number {
  let apart = lettersOf(a) ^ lettersOf(b)
  let count = 0
  for (; apart !== 0; apart &= apart - 1) count++
  return count
}

function lettersOf(word: string): number {
  let letters = 0
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31)
  return letters
}

function hasDigit(word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i)
    if (code >= 48 && code <= 57) return true
  }
  return false
}
