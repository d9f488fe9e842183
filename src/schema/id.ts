/** Ids of records: a letter for the kind and nine random characters of Crockford's base 32. */

/** Crockford's base 32 in lower case: no i, l, o, u. */
export const idCharacters = '0123456789abcdefghjkmnpqrstvwxyz'

const form = /^[a-z][0-9a-hjkmnp-tv-z]{9}$/

/** Random bytes, that many: `randomBytes` of node:crypto. */
export type Random = (count: number) => Uint8Array

/** `count` random characters of the id alphabet. */
export function randomText(count: number, random: Random): string {
  const bytes = random(count)
  let text = ''
  for (let i = 0; i < bytes.length; i++) text += idCharacters[(bytes[i] ?? 0) & 31]
  return text
}

/** The same source asked less often, for making ids by the thousand. */
export function pooled(random: Random): Random {
  let pool: Uint8Array = new Uint8Array()
  return (count) => {
    if (pool.length < count) pool = random(Math.max(4096, count))
    const bytes = pool.subarray(0, count)
    pool = pool.subarray(count)
    return bytes
  }
}

/** A new id. @param letter of the kind */
export function newId(letter: string, random: Random): string {
  return letter + randomText(9, random)
}

/** Whether `text` has the form of an id, of the kind with that letter if one is given. */
export function isId(text: unknown, letter?: string): text is string {
  return typeof text === 'string' && form.test(text) && (letter === undefined || text.startsWith(letter))
}

/** An id and what its record is called, as one text for a list: a store that has not the record may have one of that name. */
export function idWithName(id: string, name: string): string {
  return `${id} ${name.replace(/[;\s]+/g, ' ').trim()}`.trim()
}

/** The parts of `idWithName`; of any other text, the text as both. */
export function idAndName(text: string): { readonly id: string; readonly name: string } {
  const [, id, name] = /^(\S+) ([^;]+)$/.exec(text) ?? []
  return isId(id) && name !== undefined ? { id, name } : { id: text, name: text }
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
