/** Groups met so far, whatever the case they are spelt in, each with what is counted in it. */
import { compareText, fold } from '../text.ts'
import { type Grouping, namesOf, none, noneOf } from './grouping.ts'
import { namesBetween } from './period.ts'

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

  /** As the grouping has them: by time, in the settings' order, or else in the order of `compare`; several by each. */
  inOrder(
    grouping: Grouping,
    compare: (a: G, b: G) => number,
  ): readonly (readonly [name: string, group: G])[] {
    const { isTime, order, parts } = grouping
    if (parts !== undefined) return [...this.sorted(compare)].sort(([a], [b]) => compareNames(parts, a, b))
    if (isTime) return this.#byTime(grouping)
    if (order.length === 0) return this.sorted(compare)
    const groups = this.sorted(compare)
    return [...groups].sort(([a], [b]) => placeOf(grouping, a) - placeOf(grouping, b))
  }

  /** Every part of the calendar from the first to the last, so that a gap is seen as one. */
  #byTime(grouping: Grouping): readonly (readonly [name: string, group: G])[] {
    const names = [...this.#byKey.values()].map(({ name }) => name).sort()
    const [first, last] = [names[0], names.at(-1)]
    if (first !== undefined && last !== undefined) for (const name of namesBetween(first, last)) this.at(name)
    return this.sorted(() => 0).map(
      ([name, group]) => [name === none ? noneOf(grouping) : name, group] as const,
    )
  }
}

/** Where a group comes in the order of the settings; what is not in it after it, what has nothing last. */
function placeOf(grouping: Grouping, name: string): number {
  const { order } = grouping
  if (name === noneOf(grouping)) return order.length + 1
  const place = order.findIndex((one) => fold(one) === fold(name))
  return place < 0 ? order.length : place
}

/** The order of groups inside groups: that of the settings for each part, else by name. */
export function compareNames(parts: readonly Grouping[], a: string, b: string): number {
  if (a === none || b === none) return a === b ? 0 : a === none ? 1 : -1
  const [own, others] = [namesOf(a), namesOf(b)]
  for (const [index, part] of parts.entries()) {
    const [one = '', other = ''] = [own[index], others[index]]
    const order = placeOf(part, one) - placeOf(part, other) || compareText(one, other)
    if (order !== 0) return one === noneOf(part) ? 1 : other === noneOf(part) ? -1 : order
  }
  return 0
}
