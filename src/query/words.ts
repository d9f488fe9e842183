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

/** A test of folded text against a pattern with `*`: the whole text or one whole word of it. */
export function wildcardTest(pattern: string): (text: string) => boolean {
  const escaped = fold(pattern)
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
  const whole = new RegExp(`^${escaped}$`, 'su')
  const oneWord = new RegExp(`(?<!\\S)${escaped.replaceAll('.*', '\\S*')}(?!\\S)`, 'u')
  return (text) => whole.test(text) || oneWord.test(text)
}
