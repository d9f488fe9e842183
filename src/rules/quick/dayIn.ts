/** A day, or a day and a time, among the words of a sentence. */
import { type DateContext, parseWhen, prepareDates } from '../../dates.ts'
import { InputError } from '../../errors.ts'
import { digits } from '../../text.ts'
import { type Span, spansIn } from './spans.ts'

export interface DayFound extends Span {
  /** As stored: a day or an instant. */
  readonly when: string
}

const MOST_WORDS = 7
/** In English a name as often as a day: Sun, May, Mon. */
const short = /^\p{Script=Latin}{1,4}$/u
const near = /^(?:now|today|tmr|tmrw|noon)$/i

/** The longest run of words that says when; of several the last. Numbers alone are no day. */
export async function dayIn(text: string, context: DateContext): Promise<DayFound | undefined> {
  const spans = spansIn(text, MOST_WORDS)
    .filter(({ text: typed }) => mayBeDay(typed))
    .sort((a, b) => b.to - b.from - (a.to - a.from) || b.from - a.from)
  for (const span of spans) {
    const when = await whenOf(span.text, context)
    if (when !== undefined) return { ...span, when }
  }
  return undefined
}

function mayBeDay(text: string): boolean {
  const plain = digits(text)
  if (!/[\p{L}/+.:-]/u.test(plain) || /^[\d.,]+$/.test(plain)) return false
  return !short.test(plain) || near.test(plain)
}

async function whenOf(text: string, context: DateContext): Promise<string | undefined> {
  try {
    await prepareDates([text])
    return parseWhen(text, context)
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}
