/** Telephone numbers among the words after `add`: written in several words, several of them, with an extension. */

import { digits } from '../../text.ts'
import { looksLikePhone } from './text.ts'

const number = /^[+(*#]*\d[\d().*#/,;-]*(?:(?:ext\.?|x|ต่อ|กด|ຕໍ່|ກົດ)\d+)?$/iu
const between = /^(?:ext\.?|extension|x|ต่อ[.:]?|กด|ຕໍ່|ກົດ|or|หรือ|และ|ຫຼື|ແລະ|ถึง|[/,;&-])$/iu
const before = /^(?:tel|phone|โทร|โทรศัพท์|เบอร์|ໂທ|ເບີ)[.:]?$/iu

interface Found {
  /** The telephones as they were typed; empty where there are none. */
  readonly phone: string
  /** The other words. */
  readonly names: readonly string[]
}

/** A few digits are a short number at an end of the words alone: Studio 191 Cafe is a name. */
export function phoneIn(words: readonly string[]): Found {
  const isNumber = words.map((word) => number.test(digits(word)))
  const runs = runsOf(words, isNumber).filter(([from, to]) => {
    const isLong = words.slice(from, to).join('').replace(/\D/g, '').length >= 6
    if (isLong) return true
    return (from === 0 || to === words.length) && looksLikePhone(words.slice(from, to).join(' '))
  })
  const taken = new Set(
    runs.flatMap(([from, to]) => {
      const start = before.test(words[from - 1] ?? '') ? from - 1 : from
      return Array.from({ length: to - start }, (_, i) => start + i)
    }),
  )
  return {
    phone: runs.map(([from, to]) => words.slice(from, to).join(' ')).join('; '),
    names: words.filter((_, i) => !taken.has(i)),
  }
}

/** Where numbers stand in a row, with what joins them between. */
function runsOf(
  words: readonly string[],
  isNumber: readonly boolean[],
): readonly (readonly [number, number])[] {
  const runs: [number, number][] = []
  for (const [at, is] of isNumber.entries()) {
    if (!is) continue
    const last = runs.at(-1)
    const isJoined =
      last !== undefined && (last[1] === at || (last[1] === at - 1 && between.test(words[at - 1] ?? '')))
    if (isJoined) last[1] = at + 1
    else runs.push([at, at + 1])
  }
  return runs
}
