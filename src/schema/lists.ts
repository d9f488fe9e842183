/** Several values in one text: separators, and the backslash that makes of a separator an ordinary character. */

/**
 * The parts of a text between separators, trimmed, empty ones left out; backslashes are still in them.
 * @param separators as inside a character class: ";\n"
 */
export function splitList(text: string, separators: string): readonly string[] {
  const part = new RegExp(`(?:\\\\.?|[^\\\\${separators}])+`, 'gs')
  return (text.match(part) ?? []).map((found) => found.trim()).filter((found) => found !== '')
}

/** The text with a backslash before each backslash and each of these characters. */
export function escaped(text: string, characters: string): string {
  return text.replace(new RegExp(`[\\\\${characters}]`, 'g'), '\\$&')
}

/** The text with each backslash taken out that makes the character after it an ordinary one. */
export function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, '$1')
}

/** Two lists as one, the first one's parts first, of parts with the same key only the first. */
export function uniteBy<T>(a: readonly T[], b: readonly T[], keyOf: (part: T) => string): readonly T[] {
  const byKey = new Map<string, T>()
  for (const part of [...a, ...b]) {
    const key = keyOf(part)
    if (!byKey.has(key)) byKey.set(key, part)
  }
  return [...byKey.values()]
}
