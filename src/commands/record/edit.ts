/** crm <kind> edit: changes fields of one record. */
import { type Settings, stageNamed } from '../../config.ts'
import type { Context } from '../../context.ts'
import { toInstant } from '../../dates.ts'
import { type EntityName, entities } from '../../entities/index.ts'
import { InputError, unknownWord } from '../../errors.ts'
import { refuseTryingAgain } from '../../rules/deals/stages.ts'
import { identityFields } from '../../rules/duplicates/identity.ts'
import { freshDuplicates } from '../../rules/duplicates/index.ts'
import { refuseConverted, refuseStatus } from '../../rules/leads/qualify.ts'
import { edition, type Patch, patched } from '../../rules/records.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import { settableFields, titleOf } from '../../schema/entity.ts'
import type { AnyRecord, Value } from '../../schema/field.ts'
import { isBlank } from '../../schema/value.ts'
import { camelToKebab, checkRecord, kebabToCamel } from '../../schema/values.ts'
import type { Command, Result } from '../command.ts'
import { exampleValues } from '../examples.ts'
import { fieldOptions, recordArgument, valuesFrom } from '../fields.ts'
import { askFields } from '../form.ts'
import { guardDuplicates, guardMany } from '../guard.ts'
import type { Input } from '../input.ts'
import { afterwards, changedResult } from '../results.ts'
import { changeMany, targetsOf, where } from '../targets.ts'
import { allowDuplicate } from './add.ts'

export function editCommand(kind: EntityName): Command {
  return {
    summary: `Change fields of one ${kind}`,
    arguments: [{ name: 'ref', help: 'id, beginning of one, email, phone or name', optional: true }],
    options: (settings) => [
      ...fieldOptions(settings, kind).filter((option) => !isRuled(kind, option.name)),
      { name: 'unset', value: 'FIELDS', help: 'fields to empty, separated by commas' },
      { name: 'tag', value: 'WORD', help: 'add a tag', many: true },
      { name: 'untag', value: 'WORD', help: 'take a tag off', many: true },
      { name: 'set', value: 'FIELD=VALUE', help: 'set a field, as its own flag does', many: true },
      where,
      allowDuplicate,
    ],
    description: `With --where, every ${kind} that matches is changed at once, after a preview with the count.`,
    examples: [
      ...exampleValues[kind].edit,
      { line: `crm ${kind} edit --where 'createdAt:<-30d' --set owner=Noy --yes`, says: 'many at once' },
    ],
    changes: true,
    run: (context, input) => {
      const told = withSet(context, input, kind)
      return told.text('where') === undefined ? run(context, told, kind) : editMany(context, told, kind)
    },
  }
}

/** `--set field=value` as if it were `--field value`. */
function withSet(context: Context, input: Input, kind: EntityName): Input {
  const names = settableFields(entityIn(context.settings(), kind).fields)
    .map(([name]) => name)
    .filter((name) => !isRuled(kind, name))
  let told = input
  for (const text of input.texts('set')) {
    const at = text.indexOf('=')
    if (at < 1) throw new InputError(`--set takes FIELD=VALUE, not "${text}".`)
    const name = kebabToCamel(text.slice(0, at).trim())
    if (isRuled(kind, name))
      throw new InputError(`A ${kind} changes its ${name} by its own command.`, rulingCommand)
    if (!names.includes(name)) throw unknownWord(`${kind} field`, text.slice(0, at), names)
    told = told.with(name, [...told.texts(name), text.slice(at + 1)])
  }
  return told
}

async function editMany(context: Context, input: Input, kind: EntityName): Promise<Result> {
  const ref = input.argument('ref')
  const found = await targetsOf(context, kind, input, ref === undefined ? [] : [ref])
  const [first] = found
  const told = first === undefined ? {} : await patchFrom(context, input, kind, first, false)
  if (first !== undefined && Object.keys(told).length === 0)
    throw new InputError(
      'Nothing to change was given.',
      `Name fields: crm ${kind} edit --where … --set field=value`,
    )
  const isGuarded = !input.has('allowDuplicate') && touchesIdentity(context.settings(), kind, told)
  return changeMany(
    context,
    kind,
    input,
    found,
    'Edited',
    (record) => patchFrom(context, input, kind, record, false),
    isGuarded ? (changes) => guardMany(context, kind, changes) : undefined,
  )
}

/** Fields that change only through the rules of their own commands. */
function isRuled(kind: EntityName, field: string): boolean {
  return kind === 'deal' && field === 'stage'
}

const rulingCommand = 'crm deal move REF STAGE   crm deal win REF   crm deal lose REF --reason …'

async function run(context: Context, input: Input, kind: EntityName): Promise<Result> {
  const data = context.store()
  const before = await recordArgument(context, input, kind)
  if (kind === 'lead') refuseConverted(data, await recordArgument(context, input, 'lead'))
  const entity = entityIn(data.settings, kind)
  const patch = await patchFrom(context, input, kind, before)
  const draft = patched(before, patch)
  const problems = checkRecord(entity, draft)
  if (problems.length > 0)
    throw new InputError(
      `That would leave the ${kind} incomplete: ${problems.map((one) => one.message).join('; ')}.`,
    )
  const known =
    !input.has('allowDuplicate') && touchesIdentity(data.settings, kind, patch)
      ? freshDuplicates(data, kind, before, draft)
      : []
  const what = `${kind} ${titleOf(entity, draft)}`
  const guarded = await guardDuplicates(
    context,
    kind,
    what,
    known,
    draft,
    'Change it all the same with --allow-duplicate',
  )
  const change = edition(kind, before, { ...patch, ...guarded.patch }, toInstant(context.clock.now()))
  const changes = {
    summary: `Edited ${kind} ${titleOf(entity, change?.after ?? before)}`,
    records: change === undefined ? [] : [change],
  }
  const record = afterwards(changes, before)
  await context.apply(changes)
  return changedResult(context, kind, record, changes, { warnings: guarded.warnings })
}

function tagsOf(record: AnyRecord): readonly string[] {
  return Array.isArray(record['tags']) ? record['tags'].map(String) : []
}

function touchesIdentity(settings: Settings, kind: EntityName, patch: Patch): boolean {
  return [...identityFields(settings, kind)].some((name) => !isBlank(patch[name]))
}

async function patchFrom(
  context: Context,
  input: Input,
  kind: EntityName,
  before: AnyRecord,
  isAsking = true,
): Promise<Patch> {
  const entity = entityIn(context.settings(), kind)
  const names = settableFields(entity.fields).map(([name]) => name)
  const patch: { [field: string]: Value | undefined } = {
    ...(await valuesFrom(context, kind, input, before)),
  }
  for (const typed of input.list('unset') ?? []) {
    const name = kebabToCamel(typed)
    if (!names.includes(name)) throw unknownWord('field', typed, names)
    patch[name] = undefined
  }
  const tags = taggedAs(before, input)
  if (tags !== undefined) patch['tags'] = tags
  if (Object.keys(patch).length > 0 || !isAsking) return ruled(context.store(), kind, patch, before)
  if (!context.prompt.available) {
    throw new InputError(
      'Nothing to change was given.',
      `Name fields: crm ${kind} edit ${before.id} --${camelToKebab(entity.quick[0] ?? 'tags')} …`,
    )
  }
  return ruled(context.store(), kind, await askChanges(context, kind, before), before)
}

/** The patch as the rules of the kind want it. @throws InputError for what is reached in another way */
function ruled(data: Data, kind: EntityName, patch: Patch, before: AnyRecord): Patch {
  if (kind === 'lead') refuseStatus(data, patch['status'])
  if (kind === 'deal') refuseTryingAgain(stageNamed(data.settings, String(before['stage'])), patch)
  // A new day or rule is a new beginning for what repeats.
  const isBegun = kind === 'reminder' && ('due' in patch || 'repeat' in patch)
  return isBegun ? { ...patch, repeatFrom: undefined, snoozedFrom: undefined } : patch
}

function taggedAs(before: AnyRecord, input: Input): readonly string[] | undefined {
  const add = input.texts('tag')
  const remove = new Set(input.texts('untag'))
  if (add.length === 0 && remove.size === 0) return undefined
  return [...new Set([...tagsOf(before), ...add])].filter((tag) => !remove.has(tag))
}

async function askChanges(context: Context, kind: EntityName, before: AnyRecord): Promise<Patch> {
  const fields = settableFields(entityIn(context.settings(), kind).fields).filter(
    ([name]) => !isRuled(kind, name),
  )
  const name = await context.prompt.search(`Which field of ${titleOf(entities[kind], before)}?`, (typed) =>
    fields
      .filter(([field]) => field.toLowerCase().includes(typed.toLowerCase()))
      .map(([field, { help }]) => ({
        name: `${field}: ${shown(before[field])}`,
        value: field,
        description: help,
      })),
  )
  return askFields(context, kind, [name], {}, before)
}

function shown(value: Value | undefined): string {
  return value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value)
}
