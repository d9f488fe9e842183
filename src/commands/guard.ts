/** What happens to a record that is like another: by the "action" of the duplicate rule in the settings. */
import type { Context } from '../context.ts'
import type { EntityName } from '../entities/index.ts'
import { CancelledError, ConflictError } from '../errors.ts'
import { actionOf, MARK, markedTags } from '../rules/duplicates/action.ts'
import { type Duplicate, describeDuplicate, refuseDuplicates } from '../rules/duplicates/index.ts'
import { type Alike, duplicatesMade } from '../rules/duplicates/many.ts'
import { type Patch, patched } from '../rules/records.ts'
import type { Change } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'

/** What to do besides: values to set, and what to say. */
export interface Guarded {
  readonly patch: Patch
  readonly warnings: readonly string[]
}

/**
 * Refuses, asks or marks. Where the rule says ask and nobody is there to answer, it refuses.
 * @param record as it is to be
 * @throws ConflictError listing the duplicates; CancelledError where the answer is no
 */
export async function guardDuplicates(
  context: Context,
  kind: EntityName,
  what: string,
  found: readonly Duplicate[],
  record: AnyRecord,
  hint: string,
): Promise<Guarded> {
  const data = context.store()
  const action = actionOf(data.settings, kind)
  if (found.length === 0) return { patch: {}, warnings: [] }
  if (action === 'mark') {
    const lines = found.slice(0, 8).map((one) => `May be a duplicate of ${describeDuplicate(data, one)}`)
    return {
      patch: { tags: markedTags(record) },
      warnings: [...lines, `Kept with the tag ${MARK}; see crm duplicates`],
    }
  }
  if (action === 'ask' && context.prompt.available) {
    const lines = found.slice(0, 8).map((one) => describeDuplicate(data, one))
    if (
      context.yes ||
      (await context.prompt.confirm(
        `${what} may be here already: ${lines.join('; ')}. Go on all the same?`,
        false,
      ))
    )
      return { patch: {}, warnings: [] }
    throw new CancelledError()
  }
  refuseDuplicates(data, what, found, hint)
  return { patch: {}, warnings: [] }
}

/** The changes to be made, some perhaps marked, and what to say. */
export interface GuardedMany {
  readonly changes: readonly Change[]
  readonly warnings: readonly string[]
}

const MOST_SHOWN = 8

/**
 * The same for many changes at once, which may be like the rest of the store or like each other.
 * @throws ConflictError listing them; CancelledError where the answer is no
 */
export async function guardMany(
  context: Context,
  kind: EntityName,
  changes: readonly Change[],
): Promise<GuardedMany> {
  const data = context.store()
  const alike = duplicatesMade(data, kind, changes)
  if (alike.length === 0) return { changes, warnings: [] }
  const action = actionOf(data.settings, kind)
  const lines = linesOf(data, kind, alike)
  if (action === 'mark') {
    const marked = new Set(alike.map(({ change }) => change))
    return {
      changes: changes.map((change) => (marked.has(change) ? withMark(change) : change)),
      warnings: [`${alike.length} may be duplicates, and have the tag ${MARK}:`, ...lines],
    }
  }
  const question = `${alike.length} would be like others: ${lines.join('; ')}. Go on all the same?`
  if (action === 'ask' && context.prompt.available) {
    if (context.yes || (await context.prompt.confirm(question, false))) return { changes, warnings: [] }
    throw new CancelledError()
  }
  throw new ConflictError(
    [`${alike.length} of them would be duplicates:`, ...lines].join('\n'),
    'Change them all the same with --allow-duplicate',
  )
}

function linesOf(data: Data, kind: EntityName, alike: readonly Alike[]): readonly string[] {
  const entity = entityIn(data.settings, kind)
  const lines = alike.slice(0, MOST_SHOWN).flatMap(({ record, duplicates: [first] }) => {
    const other = first === undefined ? '' : describeDuplicate(data, first)
    return [`  ${kind} ${record.id}  ${titleOf(entity, record)}, like ${other}`]
  })
  return alike.length > MOST_SHOWN ? [...lines, `  … and ${alike.length - MOST_SHOWN} more`] : lines
}

function withMark(change: Change): Change {
  const { after } = change
  return after === undefined ? change : { ...change, after: patched(after, { tags: markedTags(after) }) }
}
