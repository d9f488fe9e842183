/** Removing records: refused while others refer to them, unless the others are to be removed or unlinked too. */
import { type EntityName, entities } from '../entities/index.ts'
import { ConflictError } from '../errors.ts'
import type { Change, Changes } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data, Found } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import { type Patch, patched } from './records.ts'

/** `lead l7k3m9x2qa Somchai Jaidee` */
function called(found: Found): string {
  return `${found.kind} ${found.record.id} ${titleOf(entities[found.kind], found.record)}`
}

/**
 * The plan that removes these records. With `cascade`, links to them are taken out of what refers to them; an activity
 * or reminder that was about nothing else is removed with them.
 * @throws ConflictError naming what refers to them, without `cascade`
 */
export function planRemoval(
  data: Data,
  targets: readonly Found[],
  options: { readonly cascade: boolean; readonly now: string },
): Changes {
  const gone = new Set(targets.map((target) => target.record.id))
  const referring = new Map<string, Found>()
  for (const id of gone) {
    for (const found of data.referring(id))
      if (!gone.has(found.record.id)) referring.set(found.record.id, found)
  }
  if (referring.size > 0 && !options.cascade) refuse(targets, [...referring.values()])
  const records: Change[] = targets.map(({ kind, record }) => ({ kind, id: record.id, before: record }))
  for (const found of referring.values()) records.push(detached(data, found, gone, options.now))
  const first = targets[0]
  const summary =
    targets.length === 1 && first !== undefined
      ? `Removed ${first.kind} ${titleOf(entities[first.kind], first.record)}`
      : `Removed ${targets.length} records`
  return { summary, records }
}

function refuse(targets: readonly Found[], referring: readonly Found[]): never {
  const shown = referring.slice(0, 5).map((found) => `  ${called(found)}`)
  const more = referring.length > shown.length ? [`  … and ${referring.length - shown.length} more`] : []
  const what = targets.map(called).join(', ')
  throw new ConflictError(
    [`${what} is referred to by:`, ...shown, ...more].join('\n'),
    'Add --cascade to unlink or remove these too; --cascade --dry-run shows what that would do.',
  )
}

function detached(data: Data, found: Found, gone: ReadonlySet<string>, now: string): Change {
  const { kind, record } = found
  const patch: { [field: string]: Patch[string] } = { updatedAt: now }
  for (const [name, field] of Object.entries(entityIn(data.settings, kind).fields)) {
    const value = record[name]
    if (field.type === 'link' && typeof value === 'string' && gone.has(value)) patch[name] = undefined
    if (field.type === 'links' && Array.isArray(value)) {
      const kept = value.filter((id) => typeof id === 'string' && !gone.has(id))
      if (kept.length === value.length) continue
      if (kept.length === 0 && isAbout(kind)) return { kind, id: record.id, before: record }
      patch[name] = kept
    }
  }
  return { kind, id: record.id, before: record, after: patched(record, patch) }
}

/** Kinds that make no sense without what they are about. */
function isAbout(kind: EntityName): boolean {
  return kind === 'activity' || kind === 'reminder'
}
