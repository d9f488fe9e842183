/** Ids for the records that an import makes. */

/**
 * Random ids that are given out in ascending order: so records stand in the data files, and in lists, in the order of
 * the rows they came from. Among a million drawn at random two may well be the same: no id is given twice.
 */
export class NewIds {
  readonly #draw: () => string
  readonly #count: number
  /** Those not yet given, the next one last; drawn when first asked for. */
  #left: string[] | undefined

  /** @param count how many will be asked for at most */
  constructor(draw: () => string, count: number) {
    this.#draw = draw
    this.#count = count
  }

  /** @throws RangeError where more are asked for than were said */
  next(): string {
    this.#left ??= this.#drawn().reverse()
    const id = this.#left.pop()
    if (id === undefined) throw new RangeError(`No more than ${this.#count} ids were asked for.`)
    return id
  }

  #drawn(): string[] {
    let ids: string[] = []
    while (ids.length < this.#count) {
      const more = Array.from({ length: this.#count - ids.length }, this.#draw)
      ids = [...ids, ...more].sort().filter((id, i, all) => id !== all[i - 1])
    }
    return ids
  }
}
