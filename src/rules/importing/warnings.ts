/** What a person should know about an import beyond its numbers. */
import type { ImportOptions, Reject } from './options.ts'

/** Warnings about single rows shown at most. */
const shown = 20

/** @param unknownWords by field, the words met that its choices do not have */
export function warningsOf(
  unknownWords: ReadonlyMap<string, ReadonlySet<string>>,
  rejects: readonly Reject[],
  ofRows: readonly string[],
  options: ImportOptions,
): readonly string[] {
  const words = [...unknownWords].map(([field, found]) => unknownIn(field, [...found]))
  const unlinked = rejects.filter(({ code }) => code === 'unknown-link').length
  const links =
    unlinked > 0 && !options.createLinked
      ? ['Accounts and contacts that rows name but nobody has entered are made with --create-linked.']
      : []
  const more = ofRows.length > shown ? [`… and ${ofRows.length - shown} more rows like these.`] : []
  return [...words, ...links, ...ofRows.slice(0, shown), ...more]
}

function unknownIn(field: string, words: readonly string[]): string {
  const quoted = words.slice(0, 10).map((word) => `"${word}"`)
  const more = words.length > 10 ? ` and ${words.length - 10} more` : ''
  return `Unknown in ${field}: ${quoted.join(', ')}${more}. Say what they stand for: --value '${field}:${words[0]}=…'`
}
