/** The person or company that a sentence names. */
import { statusKind } from '../../config.ts'
import type { EntityName } from '../../entities/index.ts'
import type { Data, Found } from '../../schema/data.ts'
import { nameKey, wordKey } from '../../schema/keys.ts'
import { type Span, spansIn } from './spans.ts'

export interface RecordFound extends Span {
  /** One where it is clear who is meant. */
  readonly found: readonly Found[]
}

const MOST_WORDS = 6

/**
 * The longest run of words that is somebody's whole name, else one that is a word of it; a contact stands for the lead
 * that became it.
 */
export function recordIn(data: Data, text: string, kinds: readonly EntityName[]): RecordFound | undefined {
  const spans = spansIn(text, MOST_WORDS)
    .filter(({ text: name }) => name.length > 1 && /\p{L}/u.test(name))
    .sort((a, b) => b.text.length - a.text.length)
  for (const keyOf of [nameKey, wordKey]) {
    for (const span of spans) {
      if (keyOf === wordKey && span.text.includes(' ')) continue
      const found = kinds.flatMap((kind) =>
        data.withKey(kind, keyOf(span.text)).map((record): Found => ({ kind, record })),
      )
      const alive = found.filter(
        ({ kind, record }) => kind !== 'lead' || !isConverted(data, record['status']),
      )
      if (alive.length > 0) return { ...span, found: alive }
    }
  }
  return undefined
}

function isConverted({ settings }: Data, status: unknown): boolean {
  return statusKind(settings, String(status)) === 'converted'
}
