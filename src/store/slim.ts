/** Records with some of their fields, which look into the columns of their files: nothing is made of a field nobody reads. */
import type { Columns } from './columns.ts'
import { idLength } from './keyindex.ts'

/** A record of which only the fields that were asked for can be read; it is not to be spread. */
export interface SlimRecord {
  readonly id: string
  readonly [field: string]: unknown
}

/** The records of some files with these fields, which the columns have. */
export function slimRecords(files: readonly Columns[], fields: readonly string[]): readonly SlimRecord[] {
  const Slim = slimClass(files, fields)
  const count = files.reduce((sum, columns) => sum + columns.count, 0)
  const records: SlimRecord[] = []
  for (let row = 0; row < count; row++) records.push(new Slim(row))
  return records
}

function slimClass(files: readonly Columns[], fields: readonly string[]): new (row: number) => SlimRecord {
  const ids = files.map((columns) => columns.ids).join('')
  class Slim {
    readonly [field: string]: unknown
    readonly #row: number

    constructor(row: number) {
      this.#row = row
    }

    get id(): string {
      return ids.slice(this.#row * idLength, (this.#row + 1) * idLength)
    }

    static {
      for (const name of fields) {
        let values: readonly unknown[] | undefined
        Object.defineProperty(Slim.prototype, name, {
          get(this: Slim) {
            values ??= valuesOf(files, name)
            return values[this.#row]
          },
        })
      }
    }
  }
  return Slim
}

function valuesOf(files: readonly Columns[], name: string): readonly unknown[] {
  const none: readonly unknown[] = []
  return none.concat(...files.map((columns) => columns.valuesOf(name)))
}
