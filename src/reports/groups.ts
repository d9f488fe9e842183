/** Groups met so far, whatever the case they are spelt in, each with what is counted in it. */
import { fold } from '../text.ts'
import type { Grouping } from './grouping.ts'
import { namesBetween } from './period.ts'

/** The group of what has nothing to group by. */
export const none = '(none)'

/** The same where groups are parts of the calendar. */
const noDate = '(no date)'

export class Groups<G> {
  readonly #make: () => G
  readonly #spellings: ReadonlyMap<string, string>
  readonly #byText = new Map<string, G>()
  readonly #byKey = new Map<string, { readonly name: string; readonly group: G }>()
  #none: G | undefined

  constructor(make: () => G, spellings: readonly string[] = []) {
    this.#make = make
    this.#spellings = new Map(spellings.map((name) => [fold(name), name]))
  }

  /** The group of that name; one spelt in several ways goes by the settings' spelling or else the first. */
  at(text: string | undefined): G {
    if (text === undefined || text === '') {
      this.#none ??= this.#make()
      return this.#none
    }
    const known = this.#byText.get(text)
    if (known !== undefined) return known
    const key = fold(text)
    let entry = this.#byKey.get(key)
    if (entry === undefined) {
      entry = { name: this.#spellings.get(key) ?? text, group: this.#make() }
      this.#byKey.set(key, entry)
    }
    this.#byText.set(text, entry.group)
    return entry.group
  }

  get size(): number {
    return this.#byKey.size + (this.#none === undefined ? 0 : 1)
  }

  /** In the order of `compare`, then by name; those with nothing to group by last. */
  sorted(compare: (a: G, b: G) => number): readonly (readonly [name: string, group: G])[] {
    const named = [...this.#byKey.values()].map(({ name, group }) => [name, group] as const)
    named.sort(([a, one], [b, other]) => compare(one, other) || (a < b ? -1 : 1))
    return this.#none === undefined ? named : [...named, [none, this.#none] as const]
  }

  /** As the grouping has them: by time, in the settings' order, or else in the order of `compare`. */
  inOrder(
    { isTime, order }: Grouping,
    compare: (a: G, b: G) => number,
  ): readonly (readonly [name: string, group: G])[] {
    if (isTime) return this.#byTime()
    if (order.length === 0) return this.sorted(compare)
    const places = new Map(order.map((name, place) => [fold(name), place]))
    const groups = this.sorted(compare)
    const place = (name: string) =>
      name === none ? order.length + 1 : (places.get(fold(name)) ?? order.length)
    return [...groups].sort(([a], [b]) => place(a) - place(b))
  }

  /** Every part of the calendar from the first to the last, so that a gap is seen as one. */
  #byTime(): readonly (readonly [name: string, group: G])[] {
    const names = [...this.#byKey.values()].map(({ name }) => name).sort()
    const [first, last] = [names[0], names.at(-1)]
    if (first !== undefined && last !== undefined) for (const name of namesBetween(first, last)) this.at(name)
    return this.sorted(() => 0).map(([name, group]) => [name === none ? noDate : name, group] as const)
  }
}
