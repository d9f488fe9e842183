/** The records that a bulk command works on: named one by one, or chosen by a query; and leave to change them. */

import { statusKind } from '../config.ts'
import type { Context } from '../context.ts'
import { toInstant } from '../dates.ts'
import { type EntityName, entities } from '../entities/index.ts'
import { CancelledError, InputError } from '../errors.ts'
import { edition, type Patch } from '../rules/records.ts'
import type { Change, Changes } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import { titleOf } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { checkRecord } from '../schema/values.ts'
import { refsOrPicked } from './asking.ts'
import type { Option, Result } from './command.ts'
import { findOne } from './fields.ts'
import type { GuardedMany } from './guard.ts'
import type { Input } from './input.ts'
import { counted, matching } from './selection.ts'

export const where: Option = {
  name: 'where',
  value: 'QUERY',
  help: 'every record that matches, as in list; asks before it goes on',
}

/** @throws InputError where neither records nor a query are given and nobody is there to pick one, or both are */
export async function targetsOf(
  context: Context,
  kind: EntityName,
  input: Input,
  words: readonly string[],
): Promise<readonly AnyRecord[]> {
  const query = input.text('where')
  if (query !== undefined && words.length > 0)
    throw new InputError(`Name ${entities[kind].plural}, or choose them with --where, not both.`)
  if (query !== undefined && query.trim() === '')
    throw new InputError('--where takes a query.', `All of them: --where 'id:*'`)
  if (query !== undefined) return matching(context, kind, query)
  const found: AnyRecord[] = []
  for (const word of await refsOrPicked(context, kind, words)) found.push(await findOne(context, kind, word))
  return [...new Map(found.map((record) => [record.id, record])).values()]
}

/**
 * Changes many records as one command, after a preview with counts. Converted leads are read-only and left out.
 * @param verb what is said: "Assigned to Noy"
 * @param guard looks at all changes together before they are made
 */
export async function changeMany(
  context: Context,
  kind: EntityName,
  input: Input,
  found: readonly AnyRecord[],
  verb: string,
  patchOf: (record: AnyRecord) => Patch | Promise<Patch>,
  guard: (changes: readonly Change[]) => Promise<GuardedMany> = unguarded,
): Promise<Result> {
  const { settings } = context.store()
  const entity = entityIn(settings, kind)
  const isFree = (record: AnyRecord) =>
    kind !== 'lead' || statusKind(settings, String(record['status'])) !== 'converted'
  const open = found.filter(isFree)
  const now = toInstant(context.clock.now())
  const planned: Change[] = []
  for (const record of open) {
    const change = edition(kind, record, await patchOf(record), now)
    if (change === undefined) continue
    const [problem] = checkRecord(entity, change.after ?? record)
    if (problem !== undefined)
      throw new InputError(
        `${titleOf(entity, record)} (${record.id}) would not be complete: ${problem.message}.`,
      )
    planned.push(change)
  }
  const { changes: records, warnings } = await guard(planned)
  const changes: Changes = {
    summary: `${verb}: ${counted(records.length, kind, context.settings())}`,
    records,
  }
  if (records.length > 0) await allowed(context, input, kind, changes)
  await context.apply(changes)
  const same = open.length - records.length
  const left = found.length - open.length
  return {
    json: records.map((change) => change.after ?? null),
    changes,
    notes: [
      found.length === 0
        ? `No ${entities[kind].plural} match "${input.text('where') ?? ''}".`
        : `${changes.summary}${same > 0 ? `; ${same} were so already` : ''}.`,
    ],
    warnings: [
      ...warnings,
      ...(left > 0
        ? [`Left out ${counted(left, kind, context.settings())} that were converted and are read-only.`]
        : []),
    ],
  }
}

async function unguarded(changes: readonly Change[]): Promise<GuardedMany> {
  return { changes, warnings: [] }
}

/** What a query chose is changed only after a yes, by prompt or by flag. @throws CancelledError, InputError */
export async function allowed(
  context: Context,
  input: Input,
  kind: EntityName,
  changes: Changes,
): Promise<void> {
  if (input.text('where') === undefined || context.yes || context.dryRun) return
  if (!context.prompt.available)
    throw new InputError(
      `${counted(changes.records.length, kind, context.settings())} would change: say --yes to go on.`,
      'Look first with --dry-run',
    )
  const question = [...(await context.planned(changes)), 'Go on?']
  if (!(await context.prompt.confirm(question.join('\n'), false))) throw new CancelledError()
}
