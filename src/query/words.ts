/** Finding text in values: folded, by wildcards, phone numbers in any format. */
import { digits, fold } from '../text.ts'

const numberForm = /^[+\d(][\d\s().-]{2,}$/

/** A test of folded text: whether it holds `word`, or the phone number that `word` is in some format. */
export function containsTest(word: string): (text: string) => boolean {
  const wanted = [...new Set([fold(word), fold(digits(word)), phoneDigits(digits(word)) ?? fold(word)])]
  return (text) => wanted.some((one) => text.includes(one))
}

/** The digits by which a stored number (+66812345678) is found; those of a country or trunk prefix 0 left out. */
export function phoneDigits(typed: string): string | undefined {
  if (!numberForm.test(typed)) return undefined
  const bare = typed.replace(/\(0\)/, '').replace(/\D/g, '').replace(/^0+/, '')
  return bare.length < 3 ? undefined : bare
}

/**
 * A test of folded text against a pattern with `*`: the whole text, one whole word of it, or as many words beside each
 * other as the pattern has. However many `*` there are, a text is gone through once for each of its words at most.
 */
export function wildcardTest(pattern: string): (text: string) => boolean {
  const folded = fold(pattern)
  const whole = pieces(folded)
  const words = folded.split(' ').map(pieces)
  return (text) => fits(text, whole) || hasRun(text.split(' '), words)
}

/** What stands between the stars. */
function pieces(pattern: string): readonly string[] {
  return pattern.split(/\*+/)
}

/** Whether the pieces stand in the text one after the other, the first at its beginning and the last at its end. */
function fits(text: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts
  const last = rest.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first) || !text.endsWith(last)) return false
  const end = text.length - last.length
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= end
}

function hasRun(words: readonly string[], wanted: readonly (readonly string[])[]): boolean {
  return words.some((_, start) =>
    wanted.every((parts, place) => {
      const word = words[start + place]
      return word !== undefined && fits(word, parts)
    }),
  )
}
