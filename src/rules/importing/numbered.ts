/** Columns of the same name, told apart as `Phone#2`: the second from the left that is called so. */
import { squeezed } from '../../schema/aliases.ts'

/** Each column by its name, and from the second of a name on with its number. */
export function numbered(header: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  return header.map((heading) => {
    const number = (counts.get(heading) ?? 0) + 1
    counts.set(heading, number)
    return number > 1 ? `${heading}#${number}` : heading
  })
}

/** The header, where columns that the caller names by number are called so. */
export function numberedHeader(header: readonly string[], said: readonly string[]): readonly string[] {
  const numbers = said.flatMap((name) => {
    const [, heading, number] = /^(.*)#([1-9]\d?)$/su.exec(name) ?? []
    return heading === undefined || header.includes(name) ? [] : [{ name, heading, number: Number(number) }]
  })
  const names = new Map<number, string>()
  for (const { name, heading, number } of numbers) {
    const places = header.flatMap((one, index) => (squeezed(one) === squeezed(heading) ? [index] : []))
    const index = places[number - 1]
    if (index !== undefined) names.set(index, name)
  }
  return header.map((heading, index) => names.get(index) ?? heading)
}
