/** What happens to a record that is like another: by the "action" of the duplicate rule in the settings. */
import type { Context } from '../context.ts'
import type { EntityName } from '../entities/index.ts'
import { CancelledError } from '../errors.ts'
import { type Duplicate, describeDuplicate, refuseDuplicates } from '../rules/duplicates.ts'
import type { Patch } from '../rules/records.ts'

/** The tag of records that were kept although they are like others. */
const MARK = 'possible-duplicate'

/** What to do besides: values to set, and what to say. */
export interface Guarded {
  readonly patch: Patch
  readonly warnings: readonly string[]
}

/**
 * Refuses, asks or marks. Where the rule says ask and nobody is there to answer, it refuses.
 * @throws ConflictError listing the duplicates; CancelledError where the answer is no
 */
export async function guardDuplicates(
  context: Context,
  kind: EntityName,
  what: string,
  found: readonly Duplicate[],
  tags: readonly string[],
  hint: string,
): Promise<Guarded> {
  const data = context.store()
  const action = data.settings.duplicates[kind]?.action ?? 'refuse'
  if (found.length === 0) return { patch: {}, warnings: [] }
  if (action === 'mark') {
    const lines = found.slice(0, 8).map((one) => `May be a duplicate of ${describeDuplicate(data, one)}`)
    return {
      patch: { tags: [...new Set([...tags, MARK])] },
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
