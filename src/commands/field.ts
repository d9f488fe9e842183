/** crm field: fields of the user's own, on any kind of record. */
import type { Settings } from '../config.ts'
import type { Context } from '../context.ts'
import { toInstant } from '../dates.ts'
import { type EntityName, entities, entityNamed, entityNames } from '../entities/index.ts'
import { CancelledError, ConflictError, InputError, StoreError, unknownWord } from '../errors.ts'
import { isOwnWord } from '../query/fields.ts'
import { labelOf } from '../reports/cells.ts'
import { removedValues, renamedValues, retypedValues, withOwnField } from '../rules/customFields.ts'
import type { Change } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import type { Field } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import { kebabToCamel } from '../schema/values.ts'
import { saidOrAsked } from './asking.ts'
import type { Argument, Command, Json, Result, Verbs } from './command.ts'
import { traits, traitsFrom, typed } from './fieldTraits.ts'
import type { Input } from './input.ts'

const kindArgument: Argument = {
  name: 'kind',
  help: 'lead, account, contact, deal, activity or reminder',
  optional: true,
}
const nameArgument: Argument = {
  name: 'name',
  help: 'letters and digits, as in lineId or line-id',
  optional: true,
}

async function kindFrom(context: Context, input: Input): Promise<EntityName> {
  const typed = await saidOrAsked(context, input, 'kind', {
    question: 'Of which kind of record?',
    hint: `Valid: ${entityNames.join(', ')}`,
    choices: entityNames,
  })
  const kind = entityNamed(typed.toLowerCase())
  if (kind === undefined) throw unknownWord('kind', typed, entityNames)
  return kind
}

async function ownField(
  context: Context,
  kind: EntityName,
  input: Input,
): Promise<{ readonly name: string; readonly field: Field }> {
  const own = context.settings().customFields[kind] ?? {}
  const typed = await saidOrAsked(context, input, 'name', {
    question: 'Which field?',
    hint: `List them with: crm field list ${kind} --own`,
    choices: Object.keys(own),
  })
  const name = Object.keys(own).find((known) => known === typed) ?? kebabToCamel(typed)
  const field = own[name]
  if (field !== undefined) return { name, field }
  if (name in entities[kind].fields)
    throw new ConflictError(
      `${name} is a built-in field of ${entities[kind].plural}; only fields of your own can be changed.`,
    )
  throw unknownWord(`field of your own on ${entities[kind].plural}`, typed, Object.keys(own))
}

function refuseDerived(kind: EntityName, name: string): void {
  if (!isOwnWord(entities[kind], name)) return
  throw new ConflictError(
    `${name} has a meaning of its own in lists and queries of ${entities[kind].plural}, which a field of that name would hide.`,
    `Choose another name, such as ${name}2.`,
  )
}

/** Writes new custom fields and the records that change with them, as one. */
async function applied(
  context: Context,
  customFields: Settings['customFields'],
  records: readonly Change[],
  summary: string,
  json: Json,
): Promise<Result> {
  const settings = checked(() => context.settingsWith({ customFields }))
  const changes = { summary, records, settings }
  await context.apply(changes)
  const carried =
    records.length === 0 ? '' : `; ${records.length} record${records.length === 1 ? '' : 's'} changed with it`
  return { json, changes, notes: [`${summary}${carried}.`] }
}

/** What the check of the settings says, as a mistake of the command line. */
function checked<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof StoreError)
      throw new InputError(
        error.message.replace(/^crm\.json: /, ''),
        /^customFields\./.test(error.message.replace(/^crm\.json: /, ''))
          ? 'See: crm field add --help'
          : 'Views and rules in crm.json may name the field: change them first.',
      )
    throw error
  }
}

const addCommand: Command = {
  summary: 'Add a field of your own to a kind of record',
  description: 'From then on it is a field like any other: flags, lists, queries, imports, exports, reports.',
  arguments: [kindArgument, nameArgument],
  options: traits,
  examples: [
    { line: 'crm field add lead budget --type money --help-text "what they may spend"', says: 'an amount' },
    {
      line: 'crm field add account tier --type choice --options gold,silver,bronze --list',
      says: 'a choice, shown in lists',
    },
    { line: 'crm field add contact referredBy --type link --to contact', says: 'a link to another record' },
  ],
  changes: true,
  async run(context, input) {
    const kind = await kindFrom(context, input)
    const asked = { question: 'What is it called?', hint: 'crm field add lead lineId --type text' }
    const name = kebabToCamel(await saidOrAsked(context, input, 'name', asked))
    if (name in entityIn(context.settings(), kind).fields)
      throw new ConflictError(
        `${entities[kind].plural} have a field ${name} already.`,
        'See it with: crm field list',
      )
    refuseDerived(kind, name)
    const field = traitsFrom(await typed(context, input), { help: labelOf(name).toLowerCase() })
    if (field.required === true && context.store().all(kind).length > 0) {
      throw new ConflictError(
        `There are ${entities[kind].plural} already, and none has ${name}: it cannot be required yet.`,
        'Add it, fill it, then: crm field change … --required',
      )
    }
    const customFields = withOwnField(context.settings().customFields, kind, name, field)
    return applied(
      context,
      customFields,
      [],
      `Added field ${name} (${field.type}) to ${entities[kind].plural}`,
      { kind, name, type: field.type },
    )
  },
}

const changeCommand: Command = {
  summary: 'Change the type or traits of a field of your own',
  description:
    'Values are read anew as the new type. Where one cannot be, nothing is changed, and it says which.',
  arguments: [kindArgument, nameArgument],
  options: traits,
  examples: [
    { line: 'crm field change lead shoeSize --type number', says: 'what was kept as text becomes a number' },
  ],
  changes: true,
  async run(context, input) {
    const kind = await kindFrom(context, input)
    const { name, field } = await ownField(context, kind, input)
    const after = traitsFrom(input, field)
    const now = context.clock.now()
    await types[after.type].prepare(['+66 2 123 4567', 'the day after tomorrow'])
    const records =
      after.type === field.type
        ? []
        : retypedValues(context.store(), kind, name, field, after, now, toInstant(now))
    refuseMissing(context, kind, name, after)
    const customFields = withOwnField(context.settings().customFields, kind, name, after)
    return applied(
      context,
      customFields,
      records,
      `Changed field ${name} of ${entities[kind].plural} (${field.type} → ${after.type})`,
      { kind, name, type: after.type },
    )
  },
}

function refuseMissing(context: Context, kind: EntityName, name: string, field: Field): void {
  if (field.required !== true && field.type !== 'choice') return
  const records = context.store().all(kind)
  const missing = field.required === true ? records.filter((record) => !(name in record)).length : 0
  if (missing > 0)
    throw new ConflictError(
      `${missing} ${entities[kind].plural} have no ${name}: it cannot be required yet.`,
      `Find them with: crm ${kind} list missing:${name}`,
    )
}

const renameCommand: Command = {
  summary: 'Rename a field of your own, with its values',
  arguments: [kindArgument, nameArgument, { name: 'to', help: 'the new name', optional: true }],
  examples: [{ line: 'crm field rename lead shoeSize footSize', says: 'the values come along' }],
  changes: true,
  async run(context, input) {
    const kind = await kindFrom(context, input)
    const { name, field } = await ownField(context, kind, input)
    const asked = { question: 'What is it called from now on?', hint: `crm field rename ${kind} ${name} NEW` }
    const to = kebabToCamel(await saidOrAsked(context, input, 'to', asked))
    if (to in entityIn(context.settings(), kind).fields)
      throw new ConflictError(`${entities[kind].plural} have a field ${to} already.`)
    refuseDerived(kind, to)
    const records = renamedValues(context.store(), kind, name, to, toInstant(context.clock.now()))
    const customFields = withOwnField(context.settings().customFields, kind, name, field, to)
    return applied(
      context,
      customFields,
      records,
      `Renamed field ${name} of ${entities[kind].plural} to ${to}`,
      { kind, name: to },
    )
  },
}

const removeCommand: Command = {
  summary: 'Remove a field of your own',
  description:
    'Refused while records have values in it, unless --cascade removes these too. Undo brings all of it back.',
  arguments: [kindArgument, nameArgument],
  options: [{ name: 'cascade', help: 'with the values that records have in it' }],
  examples: [{ line: 'crm field remove lead shoeSize --cascade --yes', says: 'with its values' }],
  changes: true,
  async run(context, input) {
    const kind = await kindFrom(context, input)
    const { name } = await ownField(context, kind, input)
    const records = removedValues(context.store(), kind, name, toInstant(context.clock.now()))
    if (records.length > 0 && !input.has('cascade')) {
      throw new ConflictError(
        records.length === 1
          ? `1 ${kind} has a value in ${name}.`
          : `${records.length} ${entities[kind].plural} have a value in ${name}.`,
        'Add --cascade to remove these too.',
      )
    }
    const isAsked = records.length > 0 && context.prompt.available && !context.yes && !context.dryRun
    if (isAsked && !(await context.prompt.confirm(`Remove ${name} and its ${records.length} values?`, false)))
      throw new CancelledError()
    return applied(
      context,
      withOwnField(context.settings().customFields, kind, name, undefined),
      records,
      `Removed field ${name} from ${entities[kind].plural}`,
      { kind, name },
    )
  },
}

const listCommand: Command = {
  summary: 'List the fields of a kind of record, built-in and your own',
  arguments: [kindArgument],
  options: [{ name: 'own', help: 'only your own' }],
  examples: [
    { line: 'crm field list lead', says: 'with types, and what they mean' },
    { line: 'crm field list --own', says: 'your own, of all kinds' },
  ],
  async run(context, input) {
    const kinds = input.argument('kind') === undefined ? entityNames : [await kindFrom(context, input)]
    const rows = kinds.flatMap((kind) => {
      const own = context.settings().customFields[kind] ?? {}
      return Object.entries(entityIn(context.settings(), kind).fields)
        .filter(([name]) => !input.has('own') || name in own)
        .map(([name, field]) => ({ kind, name, type: field.type, own: name in own, help: field.help }))
    })
    const columns = [
      { key: 'kind', label: 'Kind', type: 'text' },
      { key: 'name', label: 'Field', type: 'text' },
      { key: 'type', label: 'Type', type: 'text' },
      { key: 'own', label: 'Own', type: 'text' },
      { key: 'help', label: 'Meaning', type: 'text' },
    ] as const
    return {
      json: rows,
      view: {
        type: 'table',
        table: { columns, rows: rows.map((row) => ({ ...row, own: row.own ? 'own' : '' })) },
      },
    }
  },
}

export const fieldVerbs: Verbs = {
  add: async () => addCommand,
  list: async () => listCommand,
  change: async () => changeCommand,
  rename: async () => renameCommand,
  remove: async () => removeCommand,
}
