/** Records with some of their fields, which look into the columns of their file: nothing is made of a field nobody reads. */
import type { Columns } from './columns.ts'
import { idLength } from './keyindex.ts'

/** A record of which only the fields that were asked for can be read; it is not to be spread. */
export interface SlimRecord {
  readonly id: string
  readonly [field: string]: unknown
}

/** What a file's slim records look into: the values of each field, in the order asked for. */
interface Part {
  readonly ids: string
  readonly lists: readonly (readonly unknown[])[]
}

/** The records of some files with these fields, which the columns have. */
export function slimRecords(files: readonly Columns[], fields: readonly string[]): readonly SlimRecord[] {
  const Slim = slimClass(fields)
  const records: SlimRecord[] = []
  for (const columns of files) {
    const part = { ids: columns.ids, lists: fields.map((name) => columns.valuesOf(name)) }
    for (let row = 0; row < columns.count; row++) records.push(new Slim(part, row))
  }
  return records
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
      return this.#part.ids.slice(this.#row * idLength, (this.#row + 1) * idLength)
    }

    static {
      for (const [place, name] of fields.entries()) {
        Object.defineProperty(Slim.prototype, name, {
          get(this: Slim) {
            return this.#part.lists[place]?.[this.#row]
          },
        })
      }
    }
  }
  return Slim
}
