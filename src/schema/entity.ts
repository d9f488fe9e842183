/** What a kind of record is: its names, its fields, and how a record of it is called. */
import type { AnyRecord, Field, Fields } from './field.ts'

export interface Entity<N extends string = string, F extends Fields = Fields> {
  /** As typed and as in the code: lead. */
  readonly name: N
  /** Name of its data file: leads. */
  readonly plural: string
  /** First character of its ids. */
  readonly letter: string
  /** One line for the help. */
  readonly summary: string
  readonly fields: F
  /** Names of those fields that the user added. */
  readonly added?: ReadonlySet<string>
  /** What a record is called: the first group with any text, joined by spaces. */
  readonly title: readonly (readonly string[])[]
  /** At least one of these must be filled. */
  readonly atLeastOne?: readonly string[]
  /** The link to a record of its own kind that stands above it: no record may come to stand above itself. */
  readonly hierarchy?: string
  /** What the quick form asks for. */
  readonly quick: readonly string[]
}

/** What a record is called: its title, or its id where it has none. */
export function titleOf(entity: Entity, record: AnyRecord): string {
  for (const group of entity.title) {
    const words: string[] = []
    for (const name of group) {
      const value = record[name]
      if (typeof value === 'string' && value !== '') words.push(value)
    }
    if (words.length > 0) return words.join(' ')
  }
  return record.id
}

/** Fields a person may set, in order. */
export function settableFields(fields: Fields): [string, Field][] {
  return Object.entries(fields).filter(([, field]) => field.derived !== true)
}
