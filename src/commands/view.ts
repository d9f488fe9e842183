/** crm view: queries with a name, used as @name wherever a query is. */
import { readyViews, type View, viewNamed, viewNames } from '../config.ts'
import type { Context } from '../context.ts'
import { type EntityName, entities, entityNamed, entityNames, isEntityName } from '../entities/index.ts'
import { ConflictError, InputError, NotFoundError, unknownWord } from '../errors.ts'
import { computedOf } from '../query/computed.ts'
import { matcher, prepareQuery } from '../query/match.ts'
import { parseQuery } from '../query/parse.ts'
import { defaultColumns } from '../reports/cells.ts'
import { entityIn } from '../schema/custom.ts'
import { complaintOf, saidOrAsked } from './asking.ts'
import type { Command, Verbs } from './command.ts'
import type { Input } from './input.ts'
import { listResult } from './results.ts'
import { counted, listed, matching } from './selection.ts'

const saveCommand: Command = {
  summary: 'Save a query under a name',
  description:
    'From then on @NAME stands for it wherever a query is: in list, find, export, reports, bulk edits and other views. Views of one kind of record are segments of it.',
  arguments: [
    { name: 'name', help: 'letters, digits and hyphens', optional: true },
    { name: 'kind', help: 'lead, account, contact, deal, activity, reminder', optional: true },
    { name: 'query', help: 'words and conditions; see crm help query', optional: true, many: true },
  ],
  options: [
    { name: 'columns', value: 'FIELDS', help: 'fields to show, separated by commas' },
    { name: 'sort', value: 'FIELDS', help: 'fields to sort by, separated by commas; -field for descending' },
    { name: 'helpText', value: 'TEXT', help: 'what it is for' },
  ],
  examples: [
    {
      line: "crm view save hot-leads lead 'open:yes rating:hot' --columns name,phone,score --sort -score",
      says: 'a list with its own look',
    },
    {
      line: "crm view save vip-vientiane account 'tags:vip address:Vientiane lastActivity:<-60d'",
      says: 'a segment',
    },
  ],
  changes: true,
  async run(context, input) {
    const { name, kind, query } = await whatToSave(context, input)
    const columns = input.list('columns')
    const sort = input.text('sort')
    const help = input.text('helpText')
    const view: View = {
      of: kind,
      query,
      ...(columns === undefined ? {} : { columns }),
      ...(sort === undefined ? {} : { sort }),
      ...(help === undefined ? {} : { help }),
    }
    if (!isName(name)) throw new InputError(`"${name}" is no name for a view.`, nameRule)
    const count = await tried(context, kind, view, name)
    const before = viewNamed(context.settings(), name)
    const settings = context.settingsWith({ views: { ...context.settings().views, [name]: view } })
    await context.apply({ summary: `Saved view ${name}`, records: [], settings })
    return {
      json: { name, ...view },
      changes: { summary: `Saved view ${name}`, records: [], settings },
      notes: [
        `Saved @${name}: ${counted(count, kind, context.settings())} now. See them with: crm ${kind} list @${name}`,
        ...(before === undefined ? [] : [`It replaces: ${before.query}`]),
      ],
    }
  },
}

/** The name, kind and query of a view, asked for at a terminal where they were left out. */
async function whatToSave(context: Context, input: Input) {
  const hint = "crm view save hot-leads lead 'rating:hot open:yes'"
  const named = await saidOrAsked(context, input, 'name', {
    question: 'What is it called?',
    hint,
    validate: (typed) => (isName(typed.replace(/^@/, '')) ? undefined : nameRule),
  })
  const kind = await saidOrAsked(context, input, 'kind', {
    question: 'Of which kind of record?',
    hint,
    choices: entityNames,
  })
  const query = await saidOrAsked(context, input, 'query', {
    question: `Which ${entities[kindOf(kind)].plural}? (a query such as open:yes)`,
    hint,
    validate: (typed) => complaintOf(() => parseQuery(typed)),
  })
  return { name: named.replace(/^@/, ''), kind: kindOf(kind), query }
}

const nameRule = 'Use letters, digits and hyphens, such as hot-leads'

function isName(typed: string): boolean {
  return /^\p{L}[\p{L}\p{M}\p{N}_-]*$/u.test(typed)
}

/** Runs the view once, so that a mistake in it shows now. */
async function tried(context: Context, kind: EntityName, view: View, name: string): Promise<number> {
  const data = context.store()
  const settings = { ...data.settings, views: { ...data.settings.views, [name]: view } }
  const query = parseQuery(`@${name}`)
  const entity = entityIn(data.settings, kind)
  await prepareQuery(parseQuery(view.query), { entity, settings })
  const test = matcher(query, { entity, settings, now: context.clock.now(), data })
  const shown = { ...entity, fields: { ...entity.fields, ...computedOf(kind) } }
  await listed(context, kind, '', view.sort ?? 'id', view.columns ?? [])
  listResult(context, kind, [], view.columns ?? [], shown)
  return data.all(kind).filter((record) => test(record)).length
}

function kindOf(typed: string): EntityName {
  const kind = entityNamed(typed.toLowerCase())
  if (kind === undefined) throw unknownWord('kind', typed, entityNames)
  return kind
}

const listCommand: Command = {
  summary: 'List saved and ready-made views',
  examples: [{ line: 'crm view list', says: 'with how many records each has now' }],
  async run(context) {
    const { settings } = context.store()
    const rows = []
    for (const name of viewNames(settings)) {
      const view = viewNamed(settings, name)
      if (view === undefined || !isEntityName(view.of)) continue
      const found = await matching(context, view.of, `@${name}`)
      rows.push({
        name: `@${name}`,
        of: entities[view.of].plural,
        now: found.length,
        query: view.query,
        help: view.help ?? '',
      })
    }
    const columns = [
      { key: 'name', label: 'View', type: 'text' },
      { key: 'of', label: 'Of', type: 'text' },
      { key: 'now', label: 'Now', type: 'number' },
      { key: 'query', label: 'Query', type: 'text' },
      { key: 'help', label: '', type: 'text' },
    ] as const
    return { json: rows, view: { type: 'table', table: { columns, rows } } }
  },
}

const showCommand: Command = {
  summary: 'Show the records of a view',
  arguments: [{ name: 'name', help: 'name of the view', optional: true }],
  options: [{ name: 'limit', value: 'N', help: 'show at most N' }],
  examples: [
    { line: 'crm view show forgotten-leads', says: 'as crm lead list @forgotten-leads' },
    { line: 'crm view show closing-this-month', says: 'deals to close this month' },
    { line: 'crm view show no-next-step', says: 'deals nobody knows how to go on with' },
    { line: 'crm view show silent-customers', says: 'customers not heard of for 60 days' },
  ],
  async run(context, input) {
    const { name, view } = await viewArgument(context, input, viewNames(context.settings()))
    const kind = kindOf(view.of)
    const columns = view.columns ?? defaultColumns(entityIn(context.settings(), kind))
    const { records, entity } = await listed(context, kind, `@${name}`, view.sort ?? '-createdAt', columns)
    const shown = records.slice(0, input.count('limit', 1) ?? records.length)
    const note =
      records.length === 0
        ? `No ${entities[kind].plural} match @${name}.`
        : counted(records.length, kind, context.settings())
    return { ...listResult(context, kind, shown, columns, entity), notes: [note] }
  },
}

/** @param choices what is offered at a terminal where none is named */
async function viewArgument(context: Context, input: Input, choices: readonly string[]) {
  const hint = 'See them with: crm view list'
  const typed = await saidOrAsked(context, input, 'name', { question: 'Which view?', hint, choices })
  const name = typed.replace(/^@/, '')
  const settings = context.settings()
  const view = viewNamed(settings, name)
  if (view !== undefined) return { name, view }
  const unknown = unknownWord('view', name, viewNames(settings))
  throw new NotFoundError(unknown.message, unknown.hint)
}

const removeCommand: Command = {
  summary: 'Remove a saved view',
  arguments: [{ name: 'name', help: 'name of the view', optional: true }],
  examples: [{ line: 'crm view remove my-week', says: 'the records stay' }],
  changes: true,
  async run(context, input) {
    const { name } = await viewArgument(context, input, Object.keys(context.settings().views))
    const { [name]: gone, ...views } = context.settings().views
    if (gone === undefined && readyViews[name] !== undefined)
      throw new ConflictError(
        `The view ${name} is ready-made and cannot be removed.`,
        `Save another under its name: crm view save ${name} …`,
      )
    const changes = {
      summary: `Removed view ${name}`,
      records: [],
      settings: context.settingsWith({ views }),
    }
    await context.apply(changes)
    return { json: { name }, changes, notes: [`${changes.summary}.`] }
  },
}

export const viewVerbs: Verbs = {
  save: async () => saveCommand,
  list: async () => listCommand,
  show: async () => showCommand,
  remove: async () => removeCommand,
}
