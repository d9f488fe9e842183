/** crm <kind> add: one new record, by flags or by questions. */
import type { Context } from '../../context.ts'
import { toInstant } from '../../dates.ts'
import { type EntityName, entities } from '../../entities/index.ts'
import { InputError } from '../../errors.ts'
import { stageEntered } from '../../rules/deals/stages.ts'
import { duplicatesOf } from '../../rules/duplicates/index.ts'
import { refuseStatus } from '../../rules/leads/qualify.ts'
import { creation, type Patch } from '../../rules/records.ts'
import { entityIn } from '../../schema/custom.ts'
import { type Entity, settableFields, titleOf } from '../../schema/entity.ts'
import { isBlank } from '../../schema/value.ts'
import { camelToKebab, checkRecord, withDefaults } from '../../schema/values.ts'
import type { Command, Option, Result } from '../command.ts'
import { exampleValues } from '../examples.ts'
import { fieldOptions, valuesFrom } from '../fields.ts'
import { askFields } from '../form.ts'
import { guardDuplicates } from '../guard.ts'
import type { Input } from '../input.ts'
import { ownOwner } from '../owner.ts'
import { changedResult } from '../results.ts'
import { namedBy, wordsArgument } from './words.ts'

export const allowDuplicate: Option = {
  name: 'allowDuplicate',
  help: 'go on although a like record is here already',
}

export function addCommand(kind: EntityName): Command {
  const { quick, fields, atLeastOne } = entities[kind]
  return {
    summary: `Add ${article(kind)} ${kind}`,
    description: `Without any field it asks for them, on a terminal. ${needs(fields, atLeastOne)}`,
    arguments: wordsArgument(kind),
    options: (settings) => [
      ...fieldOptions(settings, kind),
      { name: 'quick', help: `ask only for ${quick.map(camelToKebab).join(', ')}` },
      allowDuplicate,
    ],
    examples: exampleValues[kind].add,
    changes: true,
    run: (context, input) => run(context, input, kind),
  }
}

function article(word: string): string {
  return /^[aeiou]/.test(word) ? 'an' : 'a'
}

function needs(fields: Entity['fields'], atLeastOne: readonly string[] | undefined): string {
  const required = settableFields(fields).filter(
    ([, field]) => field.required === true && field.default === undefined,
  )
  const names = required.map(([name]) => `--${camelToKebab(name)}`)
  if (atLeastOne !== undefined)
    return `Needs one of ${atLeastOne.map((name) => `--${camelToKebab(name)}`).join(', ')}.`
  return names.length === 0 ? '' : `Needs ${names.join(', ')}.`
}

async function dealWords(context: Context, input: Input) {
  const { dealIn } = await import('./dealWords.ts')
  return dealIn(context, input)
}

async function run(context: Context, typed: Input, kind: EntityName): Promise<Result> {
  const words =
    kind === 'deal' && typed.words('words').length > 0 ? await dealWords(context, typed) : undefined
  const input = words?.input ?? typed
  const given = { ...(await namedBy(context, kind, input)), ...(await valuesFrom(context, kind, input)) }
  const values = await asked(context, input, kind, withOwner(context, given))
  const result = await addRecord(context, kind, values, input.has('allowDuplicate'))
  const says = words?.says ?? []
  return says.length === 0
    ? result
    : { ...result, notes: [...(result.notes ?? []), `Understood: ${says.join(' · ')}.`] }
}

/** Asks for what is missing: everything where nothing was given, else only what is required. */
async function asked(context: Context, input: Input, kind: EntityName, values: Patch): Promise<Patch> {
  if (!context.prompt.available) return values
  const entity = entityIn(context.settings(), kind)
  const isEmpty =
    input.words('words').length === 0 &&
    settableFields(entity.fields).every(([name]) => input.texts(name).length === 0)
  if (isEmpty && input.has('quick')) return askFields(context, kind, entity.quick, values)
  if (isEmpty) return askFields(context, kind, longForm(entity), values)
  const missing = settableFields(entity.fields).filter(
    ([name, field]) => field.required === true && field.default === undefined && isBlank(values[name]),
  )
  return askFields(
    context,
    kind,
    missing.map(([name]) => name),
    values,
  )
}

/** What the whole form asks for: the quick fields, then every other field but the seldom used many-valued ones. */
function longForm(entity: Entity): readonly string[] {
  const seldom = new Set([
    'otherEmails',
    'otherPhones',
    'otherAddresses',
    'handles',
    'externalId',
    'currency',
    'owner',
    'doNotCall',
    'doNotEmail',
    'tryAgainOn',
  ])
  const rest = settableFields(entity.fields)
    .filter(
      ([name, field]) => !seldom.has(name) && !entity.quick.includes(name) && field.default === undefined,
    )
    .map(([name]) => name)
  return [...entity.quick, ...rest]
}

function withOwner(context: Context, values: Patch): Patch {
  const owner = 'owner' in values ? values['owner'] : ownOwner(context)
  return owner === undefined ? values : { ...values, owner }
}

/** Adds one record: defaults, checks, duplicates, plan, write. */
export async function addRecord(
  context: Context,
  kind: EntityName,
  given: Patch,
  isDuplicateAllowed: boolean,
): Promise<Result> {
  const data = context.store()
  const settings = context.settings()
  const entity = entityIn(settings, kind)
  const now = toInstant(context.clock.now())
  const filled = withDefaults(entity, given, { settings, now: context.clock.now() })
  const values =
    kind === 'deal'
      ? stageEntered(settings, dealDefaults(context, filled), { now, by: context.user })
      : filled
  if (kind === 'lead') refuseStatus(data, values['status'])
  const draft = creation(kind, context.newId(kind), values, now)
  refuseIncomplete(entity, draft.after ?? { id: draft.id })
  const hint = 'Look at it with: crm show REF   or add this one all the same: --allow-duplicate'
  const known = isDuplicateAllowed ? [] : duplicatesOf(data, kind, draft.after ?? { id: draft.id })
  const guarded = await guardDuplicates(
    context,
    kind,
    `${kind} ${titleOf(entity, draft.after ?? { id: draft.id })}`,
    known,
    draft.after ?? { id: draft.id },
    hint,
  )
  const change = creation(kind, draft.id, { ...values, ...guarded.patch }, now)
  const record = change.after ?? { id: change.id }
  const changes = { summary: `Added ${kind} ${titleOf(entity, record)}`, records: [change] }
  await context.apply(changes)
  return changedResult(context, kind, record, changes, { warnings: guarded.warnings })
}

function dealDefaults(context: Context, values: Patch): Patch {
  const first = context.settings().stages.find((stage) => stage.kind === 'open')?.name
  return { ...values, stage: values['stage'] ?? first }
}

function refuseIncomplete(entity: Entity, record: { readonly id: string }): void {
  const problems = checkRecord(entity, record)
  if (problems.length === 0) return
  const flags = problems.map((problem) => problem.field).filter((name) => entity.fields[name] !== undefined)
  throw new InputError(
    `This ${entity.name} is not complete: ${problems.map((problem) => problem.message).join('; ')}.`,
    flags.length === 0
      ? undefined
      : `Add ${[...new Set(flags)].map((name) => `--${camelToKebab(name)} …`).join(' ')}`,
  )
}
