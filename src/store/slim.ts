/** Records with some of their fields, which look into the columns of their files: nothing is made of a field nobody reads. */
import type { Columns } from './columns.ts'

/** A record of which only the fields that were asked for can be read; it is not to be spread. */
export interface SlimRecord {
  readonly id: string
  readonly [field: string]: unknown
}

/** The records of some files with these fields, which the columns have. */
export function slimRecords(files: readonly Columns[], fields: readonly string[]): readonly SlimRecord[] {
  const Slim = slimClass(fields)
  const records: SlimRecord[] = []
  for (const columns of files) {
    const part = { columns, lists: fields.map(() => undefined) }
    for (let row = 0; row < columns.count; row++) records.push(new Slim(part, row))
  }
  return records
}

/** What the records of a file look into: the values of each field, once they were asked for. */
interface Part {
  readonly columns: Columns
  readonly lists: (readonly unknown[] | undefined)[]
}

function slimClass(fields: readonly string[]): new (part: Part, row: number) => SlimRecord {
  class Slim {
    readonly [field: string]: unknown
    readonly #part: Part
    readonly #row: number

    constructor(part: Part, row: number) {
      this.#part = part
      this.#row = row
    }

    get id(): string {
      return this.#part.columns.idAt(this.#row)
    }

    static {
      for (const [place, name] of fields.entries()) {
        Object.defineProperty(Slim.prototype, name, {
          get(this: Slim) {
            const { lists, columns } = this.#part
            lists[place] ??= columns.valuesOf(name)
            return lists[place][this.#row]
          },
        })
      }
    }
  }
  return Slim
}
