/** crm merge: two or more records become one; by prompts, by flags, or every sure group at once. */
import type { Context } from '../context.ts'
import { toInstant } from '../dates.ts'
import { type EntityName, entities, entityNamed } from '../entities/index.ts'
import { CancelledError, InputError, NotFoundError, unknownWord } from '../errors.ts'
import { findDuplicates } from '../rules/likeness/search.ts'
import {
  type Lost,
  type Merge,
  type MergePlan,
  type Prefer,
  planMerges,
  survivorOf,
} from '../rules/merging/index.ts'
import { describe } from '../rules/references.ts'
import { entityIn } from '../schema/custom.ts'
import type { Found } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import type { AnyRecord, Value } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import { isBlank, sameValue } from '../schema/value.ts'
import { checkRecord, kebabToCamel } from '../schema/values.ts'
import type { Command, Result } from './command.ts'
import { findRecord } from './fields.ts'
import type { Input } from './input.ts'

const preferences: readonly Prefer[] = ['newest', 'fullest', 'first']

export const command: Command = {
  summary: 'Merge records that are the same thing into one',
  description:
    'What the survivor lacks it takes from the others; many-valued fields are united, a second email, phone or address is kept among the others, and everything that pointed at the others points at the survivor. What is given up is listed, and kept in the history: crm undo brings all of it back.',
  arguments: [
    {
      name: 'refs',
      help: 'two or more records of one kind; the first stays unless told otherwise',
      optional: true,
      many: true,
    },
  ],
  options: [
    { name: 'keep', value: 'REF', help: 'the record that stays' },
    {
      name: 'prefer',
      value: 'WHICH',
      help: 'whose values count: first (named), newest, fullest',
      choices: preferences,
    },
    { name: 'set', value: 'FIELD=REF', help: 'take this field from that record', many: true },
    {
      name: 'all',
      value: 'KIND',
      help: 'every group of duplicates of a kind: leads, accounts, contacts, deals',
    },
    { name: 'minScore', value: 'SCORE', help: 'with --all: least score of a group, from 0 to 1 (0.95)' },
  ],
  examples: [
    { line: 'crm merge l9s4mq7h2d l6d0a1x8rf --dry-run', says: 'what would become of them' },
    {
      line: 'crm merge l9s4mq7h2d l6d0a1x8rf --keep l6d0a1x8rf --set company=l9s4mq7h2d',
      says: 'choosing the survivor and a value',
    },
    { line: 'crm merge --all leads --min-score 0.98 --prefer fullest --yes', says: 'every sure group' },
  ],
  changes: true,
  async run(context, input) {
    const all = input.text('all')
    return all === undefined ? mergeNamed(context, input) : mergeAll(context, input, all)
  },
}

function preferred(input: Input, fallback: Prefer): Prefer {
  const typed = input.text('prefer')
  if (typed === undefined) return fallback
  const known = preferences.find((one) => one === typed)
  if (known === undefined) throw unknownWord('value of --prefer', typed, preferences)
  return known
}

async function mergeNamed(context: Context, input: Input): Promise<Result> {
  const found = await recordsOf(context, input.words('refs'))
  const merge = await mergeOf(context, input, found)
  const plan = planMerges(context.store(), [merge], toInstant(context.clock.now()))
  refuseBroken(context, merge.kind, plan)
  if (context.prompt.available && !context.yes && !context.dryRun) await confirm(context, merge.kind, plan)
  await context.apply(plan.changes)
  const [survivor] = plan.survivors
  return {
    json: {
      record: survivor ?? null,
      merged: mergedIds([merge]),
      repointed: plan.repointed,
      lost: lostJson(plan.lost),
    },
    ...said(context, merge.kind, plan),
  }
}

async function recordsOf(context: Context, words: readonly string[]): Promise<readonly Found[]> {
  if (words.length < 2)
    throw new InputError(
      'Name two or more records to merge, or --all KIND.',
      'Find them with: crm duplicates',
    )
  const found: Found[] = []
  for (const word of words) {
    found.push(await recordLike(context, word, found[0]?.kind))
  }
  const kinds = new Set(found.map(({ kind }) => kind))
  if (kinds.size > 1) {
    const lines = found.map((one) => `  ${describe(context.store(), one)}`)
    throw new InputError(
      ['Only records of one kind can be merged:', ...lines].join('\n'),
      'A lead becomes a contact by: crm lead convert',
    )
  }
  return found
}

/** A record of the kind of the first; where none answers, one of another kind, to be refused with its name. */
async function recordLike(context: Context, word: string, kind: EntityName | undefined): Promise<Found> {
  if (kind === undefined) return findRecord(context, word)
  try {
    return await findRecord(context, word, [kind])
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
    return findRecord(context, word).catch(() => {
      throw error
    })
  }
}

async function mergeOf(context: Context, input: Input, found: readonly Found[]): Promise<Merge> {
  const kind = found[0]?.kind ?? 'lead'
  const records = found.map(({ record }) => record)
  const keep = input.text('keep')
  const kept =
    keep === undefined ? undefined : oneOf(await findRecord(context, keep, [kind]), records, '--keep').id
  const merge: Merge = {
    kind,
    records,
    prefer: preferred(input, 'first'),
    set: await setFrom(context, input, kind, records),
    ...(kept === undefined ? {} : { keep: kept }),
  }
  const isTold = kept !== undefined || input.text('prefer') !== undefined || input.texts('set').length > 0
  return isTold || !context.prompt.available || context.yes || new Set(records).size < 2
    ? merge
    : asked(context, merge)
}

function oneOf({ record }: Found, records: readonly AnyRecord[], flag: string): AnyRecord {
  if (records.some(({ id }) => id === record.id)) return record
  throw new InputError(
    `${flag}: ${record.id} is none of the records to merge.`,
    `Valid: ${records.map(({ id }) => id).join(', ')}`,
  )
}

async function setFrom(
  context: Context,
  input: Input,
  kind: EntityName,
  records: readonly AnyRecord[],
): Promise<Merge['set']> {
  const set: { [field: string]: string } = {}
  const names = Object.keys(entityIn(context.settings(), kind).fields)
  for (const text of input.texts('set')) {
    const at = text.indexOf('=')
    if (at < 1) throw new InputError(`--set takes FIELD=REF, not "${text}".`)
    const name = kebabToCamel(text.slice(0, at))
    if (!names.includes(name)) throw unknownWord(`${kind} field`, text.slice(0, at), names)
    set[name] = oneOf(await findRecord(context, text.slice(at + 1), [kind]), records, '--set').id
  }
  return set
}

/** Asks for the survivor, then for each field in which the records differ. */
async function asked(context: Context, merge: Merge): Promise<Merge> {
  const data = context.store()
  const { kind, records } = merge
  const choices = records.map((record) => ({ name: describe(data, { kind, record }), value: record.id }))
  const keep = await context.prompt.choose('Which one stays?', choices)
  const set: { [field: string]: string } = {}
  for (const [name, field] of Object.entries(entityIn(data.settings, kind).fields)) {
    if (field.derived === true || types[field.type].many || field.type === 'longText') continue
    const options = differing(records, name)
    if (options.length < 2) continue
    set[name] = await context.prompt.choose(
      `${name}?`,
      options.map((record) => ({ name: shown(record[name]), value: record.id })),
    )
  }
  return { ...merge, keep, set }
}

/** One record for each of the values that a field has. */
function differing(records: readonly AnyRecord[], name: string): readonly AnyRecord[] {
  const found: AnyRecord[] = []
  for (const record of records) {
    if (!isBlank(record[name]) && !found.some((one) => sameValue(one[name], record[name]))) found.push(record)
  }
  return found
}

function shown(value: Value | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function refuseBroken(context: Context, kind: EntityName, plan: MergePlan): void {
  for (const record of plan.survivors) {
    const problems = checkRecord(entityIn(context.settings(), kind), record)
    if (problems.length > 0)
      throw new InputError(
        `The merged ${kind} ${record.id} would not be complete: ${problems.map((one) => one.message).join('; ')}.`,
      )
  }
}

function plannedAs(plan: MergePlan): string {
  return plan.changes.summary.replace(/^Merged/, 'Merge')
}

async function confirm(context: Context, kind: EntityName, plan: MergePlan): Promise<void> {
  const given = lostLines(context, kind, plan.lost).map((line) => line.replace(/^Given up: /, ''))
  const parts = [
    `${plan.repointed} record${plan.repointed === 1 ? '' : 's'} that pointed at the others will point at it`,
    ...(given.length === 0 ? [] : [`given up: ${given.join(', ')}`]),
  ]
  if (!(await context.prompt.confirm(`${plannedAs(plan)}? ${parts.join('; ')}.`, true)))
    throw new CancelledError()
}

function lostLines(context: Context, kind: EntityName, lost: readonly Lost[]): readonly string[] {
  const { entity, settings } = { entity: entityIn(context.settings(), kind), settings: context.settings() }
  const lines = lost.slice(0, 20).map(({ id, field, value }) => {
    const known = entity.fields[field]
    const text =
      known === undefined
        ? shown(value)
        : types[known.type].plain(value, { settings, now: new Date(0), name: field, field: known })
    return `Given up: ${field} ${text} (of ${id})`
  })
  return lost.length > 20 ? [...lines, `… and ${lost.length - 20} more`] : lines
}

function lostJson(lost: readonly Lost[]) {
  return lost.map(({ id, field, value }) => ({ id, field, value }))
}

function said(context: Context, kind: EntityName, plan: MergePlan): Result {
  const pointed = plan.repointed === 0 ? '' : ` ${plan.repointed} that pointed at the others point at it now.`
  return {
    changes: plan.changes,
    notes: [`${plan.changes.summary}.${pointed}`, ...lostLines(context, kind, plan.lost)],
  }
}

function mergedIds(merges: readonly Merge[]): readonly string[] {
  return merges.flatMap((merge) =>
    merge.records.map(({ id }) => id).filter((id) => id !== survivorOf(merge).id),
  )
}

async function mergeAll(context: Context, input: Input, typed: string): Promise<Result> {
  const kind = entityNamed(typed.toLowerCase())
  if (kind === undefined) throw unknownWord('kind', typed, ['leads', 'contacts', 'accounts', 'deals'])
  if (input.words('refs').length > 0) throw new InputError('Name records, or --all KIND, not both.')
  const least = Number(input.text('minScore') ?? '0.95')
  if (!(least >= 0 && least <= 1))
    throw new InputError(`--min-score takes a number from 0 to 1, not "${input.text('minScore') ?? ''}".`)
  const data = context.store()
  const groups = findDuplicates(data, { kinds: [kind], threshold: least }).groups.filter((group) =>
    group.members.every((one) => one.kind === kind),
  )
  if (groups.length === 0)
    return {
      json: { groups: [] },
      notes: [`No ${entities[kind].plural} are alike with a score of ${least} or more.`],
    }
  const merges = groups.map(
    ({ members }): Merge => ({
      kind,
      records: members.map(({ record }) => record),
      prefer: preferred(input, 'fullest'),
      set: {},
    }),
  )
  const plan = planMerges(data, merges, toInstant(context.clock.now()))
  refuseBroken(context, kind, plan)
  if (!context.yes && !context.dryRun) {
    if (!context.prompt.available)
      throw new InputError(`${plannedAs(plan)}: say --yes to go on.`, 'Look first with --dry-run')
    await confirm(context, kind, plan)
  }
  await context.apply(plan.changes)
  const entity = entityIn(data.settings, kind)
  const json = merges.map((merge) => ({
    survivor: survivorOf(merge).id,
    name: titleOf(entity, survivorOf(merge)),
    merged: mergedIds([merge]),
  }))
  return {
    json: { groups: json, repointed: plan.repointed, lost: lostJson(plan.lost) },
    ...said(context, kind, plan),
  }
}
