/** Patterns of the settings, run with a limit: one that somebody else wrote, or wrote badly, may try for ever. */
import { createContext, Script } from 'node:vm'
import { StoreError } from '../../errors.ts'
import { cut } from '../../text.ts'

/** So long a pattern may take over the texts of one turn: a thousand times what a sound one takes. */
const LIMIT_MS = 1000
const TEXTS_A_TURN = 1000

const misfits = new Script("const form = new RegExp(source, 'u'); texts.filter((text) => !form.test(text))")

/**
 * Makes a function that says whether a text as a whole has the form of a pattern.
 * @param at place of the pattern in the settings, for the message
 * @param texts that will be asked about: looked at together, as each turn costs something
 * @throws StoreError, when asked, where the pattern takes too long or cannot be run
 */
export function patternTest(
  matches: string,
  at: string,
  texts: () => Iterable<string>,
): (text: string) => boolean {
  const known = new Map<string, boolean>()
  const learn = (all: readonly string[]): void => {
    for (let from = 0; from < all.length; from += TEXTS_A_TURN) {
      const some = all.slice(from, from + TEXTS_A_TURN)
      const failed = misfitsAmong(`^(?:${matches})$`, some, at)
      for (const text of some) known.set(text, !failed.has(text))
    }
  }
  return (text) => {
    if (known.size === 0) learn([...new Set(texts())])
    if (!known.has(text)) learn([text])
    return known.get(text) === true
  }
}

function misfitsAmong(source: string, texts: readonly string[], at: string): ReadonlySet<unknown> {
  try {
    const context = createContext({ source, texts })
    const found: unknown = misfits.runInContext(context, { timeout: LIMIT_MS })
    return new Set(Array.isArray(found) ? found : [])
  } catch (error) {
    const isSlow = error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
    throw new StoreError(
      `crm.json: ${at}: the pattern ${isSlow ? 'takes too long' : 'cannot be run'}: ${cut(source.slice(4, -2))}`,
      'Write it without a repetition inside a repetition, as (a+)+ is, and without alternatives that begin alike.',
    )
  }
}
