/** Who holds the values that the rules want unique. */
import type { Settings } from '../../config.ts'
import type { EntityName } from '../../entities/index.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { isBlank } from '../../schema/value.ts'
import { fold } from '../../text.ts'
import { textOf } from './checks.ts'

export class Holders {
  readonly #settings: Settings
  readonly #kind: EntityName
  readonly #fields: ReadonlySet<string>
  readonly #ids = new Map<string, string[]>()

  /** @param records those that count; read only where a rule asks for what is unique */
  constructor(settings: Settings, kind: EntityName, records: () => Iterable<AnyRecord>) {
    this.#settings = settings
    this.#kind = kind
    this.#fields = new Set((settings.validation[kind] ?? []).flatMap(({ unique = [] }) => unique))
    if (this.#fields.size > 0) for (const record of records()) this.add(record)
  }

  add(record: AnyRecord): void {
    for (const field of this.#fields) {
      if (isBlank(record[field])) continue
      const key = this.#keyOf(record, field)
      const same = this.#ids.get(key)
      if (same === undefined) this.#ids.set(key, [record.id])
      else if (!same.includes(record.id)) same.push(record.id)
    }
  }

  /** The id of another record that has the same in a field, or undefined. */
  otherThan(record: AnyRecord, field: string): string | undefined {
    if (isBlank(record[field])) return undefined
    return this.#ids.get(this.#keyOf(record, field))?.find((id) => id !== record.id)
  }

  #keyOf(record: AnyRecord, field: string): string {
    return `${field}\n${fold(textOf(this.#settings, this.#kind, record, field))}`
  }
}
