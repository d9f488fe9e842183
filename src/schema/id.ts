/** Ids of records: a letter for the kind and nine random characters of Crockford's base 32. */

/** Crockford's base 32 in lower case: no i, l, o, u. */
export const idCharacters = '0123456789abcdefghjkmnpqrstvwxyz'

const form = /^[a-z][0-9a-hjkmnp-tv-z]{9}$/

/** `count` random characters of the id alphabet. */
export function randomText(count: number, random: (bytes: number) => Uint8Array): string {
  return Array.from(random(count), (byte) => idCharacters.charAt(byte & 31)).join('')
}

/**
 * A new id.
 * @param letter of the kind
 * @param random gives that many random bytes: `randomBytes` of node:crypto
 */
export function newId(letter: string, random: (bytes: number) => Uint8Array): string {
  return letter + randomText(9, random)
}

/** Whether `text` has the form of an id, of the kind with that letter if one is given. */
export function isId(text: unknown, letter?: string): text is string {
  return typeof text === 'string' && form.test(text) && (letter === undefined || text.startsWith(letter))
}

/** The shortest beginning of `id`, of at least 4 characters, that no other of `others` begins with. */
export function shortId(id: string, others: Iterable<string>): string {
  let length = 4
  for (const other of others) {
    if (other === id) continue
    while (length < id.length && other.startsWith(id.slice(0, length))) length++
  }
  return id.slice(0, length)
}
