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
import type { Command, Verbs } from './command.ts'
import { listResult } from './results.ts'
import { counted, listed, matching } from './selection.ts'

const saveCommand: Command = {
  summary: 'Save a query under a name',
  description:
    'From then on @NAME stands for it wherever a query is: in list, find, export, reports, bulk edits and other views. Views of one kind of record are segments of it.',
  arguments: [
    { name: 'name', help: 'letters, digits and hyphens' },
    { name: 'kind', help: 'lead, account, contact, deal, activity, reminder' },
    { name: 'query', help: 'words and conditions; see crm help query', many: true },
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
    const name = (input.argument('name') ?? '').replace(/^@/, '')
    const kind = kindOf(input.argument('kind') ?? '')
    const columns = input.list('columns')
    const sort = input.text('sort')
    const help = input.text('helpText')
    const view: View = {
      of: kind,
      query: input.argument('query') ?? '',
      ...(columns === undefined ? {} : { columns }),
      ...(sort === undefined ? {} : { sort }),
      ...(help === undefined ? {} : { help }),
    }
    if (!/^\p{L}[\p{L}\p{M}\p{N}_-]*$/u.test(name))
      throw new InputError(
        `"${name}" is no name for a view.`,
        'Use letters, digits and hyphens, such as hot-leads',
      )
    const count = await tried(context, kind, view, name)
    const settings = context.settingsWith({ views: { ...context.settings().views, [name]: view } })
    await context.apply({ summary: `Saved view ${name}`, records: [], settings })
    return {
      json: { name, ...view },
      changes: { summary: `Saved view ${name}`, records: [], settings },
      notes: [`Saved @${name}: ${counted(count, kind)} now. See them with: crm ${kind} list @${name}`],
    }
  },
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
  arguments: [{ name: 'name', help: 'name of the view' }],
  options: [{ name: 'limit', value: 'N', help: 'show at most N' }],
  examples: [
    { line: 'crm view show forgotten-leads', says: 'as crm lead list @forgotten-leads' },
    { line: 'crm view show closing-this-month', says: 'deals to close this month' },
    { line: 'crm view show no-next-step', says: 'deals nobody knows how to go on with' },
    { line: 'crm view show silent-customers', says: 'customers not heard of for 60 days' },
  ],
  async run(context, input) {
    const { name, view } = viewArgument(context, input.argument('name') ?? '')
    const kind = kindOf(view.of)
    const columns = view.columns ?? defaultColumns(entityIn(context.settings(), kind))
    const { records, entity } = await listed(context, kind, `@${name}`, view.sort ?? '-createdAt', columns)
    const shown = records.slice(0, input.count('limit', 1) ?? records.length)
    const note =
      records.length === 0 ? `No ${entities[kind].plural} match @${name}.` : counted(records.length, kind)
    return { ...listResult(context, kind, shown, columns, entity), notes: [note] }
  },
}

function viewArgument(context: Context, typed: string): { readonly name: string; readonly view: View } {
  const name = typed.replace(/^@/, '')
  const settings = context.settings()
  const view = viewNamed(settings, name)
  if (view !== undefined) return { name, view }
  const { message, hint } = unknownWord('view', name, viewNames(settings))
  throw new NotFoundError(message, hint)
}

const removeCommand: Command = {
  summary: 'Remove a saved view',
  arguments: [{ name: 'name', help: 'name of the view' }],
  examples: [{ line: 'crm view remove my-week', says: 'the records stay' }],
  changes: true,
  async run(context, input) {
    const { name } = viewArgument(context, input.argument('name') ?? '')
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
