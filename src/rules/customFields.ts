/** Fields of the user's own: renamed, retyped and removed together with the values that records have in them. */
import type { Settings } from '../config.ts'
import { type EntityName, entities } from '../entities/index.ts'
import { ConflictError, InputError } from '../errors.ts'
import type { Change } from '../schema/changes.ts'
import type { Data } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import type { AnyRecord, Field, Value } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import { isBlank } from '../schema/value.ts'
import { patched } from './records.ts'

type OwnFields = Settings['customFields']

/** The custom fields with one of a kind set, replaced or (undefined) taken out; the others keep their order. */
export function withOwnField(
  own: OwnFields,
  kind: EntityName,
  name: string,
  field: Field | undefined,
  renamed?: string,
): OwnFields {
  const entries = Object.entries(own[kind] ?? {})
  const at = entries.findIndex(([known]) => known === name)
  const made: [string, Field][] = field === undefined ? [] : [[renamed ?? name, field]]
  const fields =
    at === -1 ? [...entries, ...made] : [...entries.slice(0, at), ...made, ...entries.slice(at + 1)]
  return { ...own, [kind]: Object.fromEntries(fields) }
}

function having(data: Data, kind: EntityName, name: string): readonly AnyRecord[] {
  const all: readonly AnyRecord[] = data.all(kind)
  return all.filter((record) => !isBlank(record[name]))
}

/** The values under another name. */
export function renamedValues(
  data: Data,
  kind: EntityName,
  from: string,
  to: string,
  now: string,
): readonly Change[] {
  return having(data, kind, from).map((record) => ({
    kind,
    id: record.id,
    before: record,
    after: patched(record, { [from]: undefined, [to]: record[from], updatedAt: now }),
  }))
}

/** The records without the field. */
export function removedValues(data: Data, kind: EntityName, name: string, now: string): readonly Change[] {
  return having(data, kind, name).map((record) => ({
    kind,
    id: record.id,
    before: record,
    after: patched(record, { [name]: undefined, updatedAt: now }),
  }))
}

/**
 * The values read anew as another type.
 * @throws ConflictError naming the first records whose value cannot be read so
 */
export function retypedValues(
  data: Data,
  kind: EntityName,
  name: string,
  before: Field,
  after: Field,
  now: Date,
  stamp: string,
): readonly Change[] {
  const failures: string[] = []
  const changes: Change[] = []
  for (const record of having(data, kind, name)) {
    const value = record[name]
    if (value === undefined) continue
    const read = retyped(data.settings, name, before, after, value, record, now)
    if ('problem' in read)
      failures.push(`  ${kind} ${record.id} ${titleOf(entities[kind], record)}: ${read.problem}`)
    else
      changes.push({
        kind,
        id: record.id,
        before: record,
        after: patched(record, { [name]: read.value, updatedAt: stamp }),
      })
  }
  if (failures.length === 0) return changes
  const more = failures.length > 5 ? [`  … and ${failures.length - 5} more`] : []
  throw new ConflictError(
    [
      `${failures.length} value${failures.length === 1 ? '' : 's'} of ${name} cannot become ${after.type}:`,
      ...failures.slice(0, 5),
      ...more,
    ].join('\n'),
    'Correct these records first; nothing was changed.',
  )
}

function retyped(
  settings: Settings,
  name: string,
  before: Field,
  after: Field,
  value: Value,
  record: AnyRecord,
  now: Date,
): { readonly value: Value } | { readonly problem: string } {
  const context = { settings, now, name, record }
  const text = types[before.type].plain(value, { ...context, field: before })
  try {
    const read = types[after.type].parse(text, { ...context, field: after })
    return types[after.type].is(read, after) ? { value: read } : { problem: `"${text}" is no ${after.type}` }
  } catch (error) {
    if (error instanceof InputError) return { problem: error.message }
    throw error
  }
}
