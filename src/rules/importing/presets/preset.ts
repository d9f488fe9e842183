/** What is known of another program's exports. */
import type { Address } from '../../../schema/field.ts'

/** Columns of which the first filled one is the main value of a field, and the others go to a list beside it. */
export interface Series {
  readonly main: string
  readonly others: string
  /** Label and heading, the most important first; `#` stands for 1, 2, 3…, and the label may be the name of a column. */
  readonly columns: readonly (readonly [label: string, heading: string])[]
}

/** Columns of one address; of several such groups the first filled one is the main address. */
export interface AddressColumns {
  readonly label: string
  /** The column of the label, where the program has one. */
  readonly labelIn?: readonly string[]
  /** Part of the address by heading; several lines of a street are joined. */
  readonly parts: { readonly [heading: string]: keyof Address }
  /** The column of the whole address, used where none of the parts says anything. */
  readonly whole?: string
}

export interface Preset extends Wording {
  readonly title: string
  /** A table that has all headings of one of these sets is of this program. */
  readonly signatures: readonly (readonly string[])[]
  /** Of files of one kind, such as notes, calls and tasks: more columns, and words of its own. */
  readonly kinds?: { readonly [kind: string]: Partial<Wording> | undefined }
}

/** What a program calls columns, and what it writes in them. */
interface Wording {
  /** What a column is called here; "-" leaves it out. An account is the company of a lead; accountId its id there. */
  readonly columns: { readonly [heading: string]: string }
  /** Fields of a file that has such a column, for rows that do not say them; what stands further down is surer. */
  readonly says?: { readonly [heading: string]: { readonly [field: string]: string } }
  readonly series?: readonly Series[]
  readonly addresses?: readonly AddressColumns[]
  /** Days in one column, or in three: year, month, day. One without a year goes into a field of its own. */
  readonly days?: { readonly [field: string]: readonly string[] }
  /** A day and a time of the day in two columns, by field. */
  readonly times?: { readonly [field: string]: readonly [day: string, time: string] }
  /** Columns of which the first filled one is the value. */
  readonly first?: { readonly [field: string]: readonly string[] }
  /** Of notes, calls and tasks: columns that say in several ways one of those that it is about. */
  readonly about?: readonly (readonly string[])[]
  /** What a program writes where nobody has entered anything, by heading. */
  readonly blanks?: { readonly [heading: string]: readonly string[] }
  /** What its words are called here, by field; used where the store has that word and not the program's. */
  readonly values?: { readonly [field: string]: { readonly [word: string]: string } }
  /** Words of another column that stand instead of the value of a column, which goes into one called `before`. */
  readonly instead?: {
    readonly [heading: string]: {
      readonly column: string
      readonly words: readonly string[]
      readonly before: string
    }
  }
}
