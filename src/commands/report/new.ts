/** crm report new: a report of one's own, saved in the settings. */
import type { OwnReport } from '../../config.ts'
import type { Context } from '../../context.ts'
import { entityNames } from '../../entities/index.ts'
import { ConflictError } from '../../errors.ts'
import { reports } from '../../reports/index.ts'
import { kindOfOwn, ownReport } from '../../reports/own.ts'
import { complaintOf, optionOrAsked, saidOrAsked } from '../asking.ts'
import type { Command } from '../command.ts'
import type { Input } from '../input.ts'
import { checkName, jsonOf, sheetFor } from './run.ts'

export const command: Command = {
  summary: 'Make a report of your own, saved under a name',
  description:
    'Then it is a report like any other: crm report NAME, with a period, an owner, --format, --out. Groups are fields, month(createdAt), account.industry, owner.territory, city; several, separated by commas, are one inside the other. It is kept in crm.json under "reports".',
  arguments: [{ name: 'name', help: 'what it is called: by-city', optional: true }],
  options: [
    { name: 'entity', value: 'KIND', help: `what it is about: ${entityNames.join(', ')}` },
    { name: 'where', value: 'QUERY', help: 'only records that match, as in list' },
    {
      name: 'group',
      value: 'FIELDS',
      help: 'what its rows are grouped by; without it a row for each record',
    },
    { name: 'sum', value: 'FIELDS', help: 'amounts and numbers that are added up' },
    { name: 'columns', value: 'FIELDS', help: 'what is shown, in this order' },
    { name: 'sort', value: 'FIELDS', help: 'of a report without groups; -field for descending' },
    { name: 'title', value: 'TEXT', help: 'its heading' },
    { name: 'replace', help: 'in place of the one of this name' },
  ],
  examples: [
    {
      line: "crm report new big-deals --entity deal --where 'amount:>10000000' --group stage --sum amount",
      says: 'grouped and summed',
    },
    {
      line: 'crm report new by-city --entity lead --group city,month(createdAt) --sum estimatedAmount --title "Leads by city"',
      says: 'cities, and months in each',
    },
    {
      line: 'crm report new call-list --entity lead --where open:yes --columns name,phone,rating --sort rating',
      says: 'a list',
    },
  ],
  changes: true,
  async run(context, input) {
    const taken = [...Object.keys(reports), 'new', 'all', 'remove']
    const name = await saidOrAsked(context, input, 'name', {
      question: 'What is it called?',
      hint: 'crm report new by-city --entity lead --group city',
      validate: (typed) => complaintOf(() => checkName(typed, taken)),
    })
    checkName(name, taken)
    const settings = context.settings()
    if (Object.hasOwn(settings.reports, name) && !input.has('replace')) {
      throw new ConflictError(
        `You have a report "${name}" already.`,
        'Add --replace to put this one in its place',
      )
    }
    const own = definitionOf(await answered(context, input))
    const report = ownReport(name, own)
    const now = context.clock.now()
    const table = report.run(context.store(), {}, now)
    const changes = {
      summary: `Saved report ${name}`,
      records: [],
      settings: { ...settings, reports: { ...settings.reports, [name]: own } },
    }
    await context.apply(changes)
    const sheet = sheetFor(report, table, {
      data: context.store(),
      now,
      options: {},
      said: 'All time',
      notes: [],
    })
    return {
      json: jsonOf(table),
      view: { type: 'sheet', sheet, table, charts: false },
      changes,
      notes: [`Saved. From now on: crm report ${name}`],
    }
  },
}

/** Where the name was asked for, what the report is made of is asked for too; else only what it is about. */
async function answered(context: Context, input: Input): Promise<Input> {
  const entity = await optionOrAsked(context, input, 'entity', {
    question: 'What is it about?',
    hint: `Add --entity: ${entityNames.join(', ')}`,
    choices: entityNames,
  })
  let all = input.with('entity', entity)
  if (input.argument('name') !== undefined || !context.prompt.available) return all
  for (const [option, question] of further) {
    if (input.text(option) !== undefined) continue
    const typed = (await context.prompt.text(question)).trim()
    if (typed !== '') all = all.with(option, typed)
  }
  return all
}

const further = [
  ['where', 'Only which? (a query such as open:yes; empty for all)'],
  ['group', 'Grouped by what? (city, month(createdAt) …; empty for a row each)'],
  ['sum', 'What is added up? (amount …; empty for nothing)'],
] as const

function definitionOf(input: Input): OwnReport {
  const entity = input.text('entity') ?? ''
  const [group, sum, columns] = [input.list('group'), input.list('sum'), input.list('columns')]
  const [where, sort, title] = [input.text('where'), input.text('sort'), input.text('title')]
  const own = {
    entity,
    ...(title === undefined ? {} : { title }),
    ...(where === undefined ? {} : { where }),
    ...(group === undefined ? {} : { group }),
    ...(sum === undefined ? {} : { sum }),
    ...(columns === undefined ? {} : { columns }),
    ...(sort === undefined ? {} : { sort }),
  }
  return { ...own, entity: kindOfOwn(own) }
}
