/** crm duplicates: records that are the same thing, over the whole store, with scores and reasons. */
import type { Context } from '../context.ts'
import { type EntityName, entityNamed, entityNames } from '../entities/index.ts'
import { InputError, unknownWord } from '../errors.ts'
import type { Table } from '../reports/table.ts'
import type { Group } from '../rules/likeness/groups.ts'
import { withRefused } from '../rules/likeness/refusals.ts'
import { type Duplicates, findDuplicates, type Pair } from '../rules/likeness/search.ts'
import { entityIn } from '../schema/custom.ts'
import type { Found } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import { types } from '../schema/types/index.ts'
import type { Command, Json, Result } from './command.ts'
import { findRecord } from './fields.ts'
import type { Input } from './input.ts'

export const command: Command = {
  summary: 'Find records that are the same thing, with scores and reasons',
  description:
    'Compares names, companies, emails, phones, domains and addresses by the rules under "duplicates" in crm.json. A score of 1 is certain. What add would refuse is listed with its reason, however low its score, unless --min-score is above. Pairs of different kinds, such as a lead and a contact, are listed too. Join them with crm merge, or say that they are not the same with crm distinct.',
  arguments: [
    { name: 'kind', help: 'leads, accounts, contacts or deals; all of them without it', optional: true },
  ],
  options: [
    {
      name: 'minScore',
      value: 'SCORE',
      help: 'least score from 0 to 1; otherwise the threshold of the rule (0.7)',
    },
    { name: 'limit', value: 'N', help: 'show at most N groups' },
  ],
  examples: [
    { line: 'crm duplicates', says: 'everything that may be here twice' },
    { line: 'crm duplicates leads --min-score 0.9 --json', says: 'the sure ones, for a script' },
  ],
  async run(context, input) {
    const threshold = scoreFrom(input, 'minScore')
    const kinds = kindsFrom(input.argument('kind'))
    const search = { kinds, ...(threshold === undefined ? {} : { threshold }) }
    const found = withRefused(context.store(), search, findDuplicates(context.store(), search))
    await types.phone.prepare(['+66'])
    return resultOf(context, found, input.count('limit', 1))
  },
}

/** Score from which on joining a group is named as what to do next. */
const LEAST_ADVISED = 0.5

const compared: readonly EntityName[] = ['lead', 'contact', 'account', 'deal']

function kindsFrom(typed: string | undefined): readonly EntityName[] {
  if (typed === undefined) return compared
  const kind = entityNamed(typed.toLowerCase())
  if (kind === undefined || !compared.includes(kind)) throw unknownWord('kind', typed, compared)
  return [kind]
}

function scoreFrom(input: Input, name: string): number | undefined {
  const typed = input.text(name)
  if (typed === undefined) return undefined
  const score = Number(typed)
  if (typed.trim() !== '' && score >= 0 && score <= 1) return score
  throw new InputError(`--min-score takes a number from 0 to 1, not "${typed}".`)
}

function resultOf(
  context: Context,
  { groups, pairs }: Pick<Duplicates, 'groups' | 'pairs'>,
  limit: number | undefined,
): Result {
  const across = pairs.filter(({ a, b }) => a.kind !== b.kind)
  const shown = groups.slice(0, limit ?? groups.length)
  const table = tableOf(context, [...shown, ...across.slice(0, limit ?? across.length).map(pairAsGroup)])
  const first = groups
    .find(({ score }) => score >= LEAST_ADVISED)
    ?.members.map(({ record }) => record.id)
    .join(' ')
  return {
    json: {
      groups: shown.map((group) => ({
        score: group.score,
        reasons: group.reasons,
        records: group.members.map((one) => summary(context, one)),
      })),
      pairs: pairs.map(({ a, b, score, reasons }) => ({
        score,
        reasons,
        records: [summary(context, a), summary(context, b)],
      })),
    },
    view: { type: 'table', table },
    notes: [
      `${count(groups.length, 'group')} of duplicates, ${count(across.length, 'pair')} across kinds.`,
      ...(first === undefined
        ? []
        : [`Join a group: crm merge ${first}   Not the same: crm distinct ${first}`]),
    ],
  }
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}

function pairAsGroup({ a, b, score, reasons }: Pair): Group {
  return { members: [a, b], score, reasons }
}

function summary(context: Context, { kind, record }: Found): Json {
  const externalId = record['externalId']
  const name = titleOf(entityIn(context.settings(), kind), record)
  return { kind, id: record.id, name, ...(typeof externalId === 'string' ? { externalId } : {}) }
}

function tableOf(context: Context, groups: readonly Group[]): Table {
  const rows = groups.flatMap(({ members, score, reasons }, index) =>
    members.map(({ kind, record }, place) => ({
      group: index + 1,
      score: place === 0 ? (Math.floor(score * 100) / 100).toFixed(2) : '',
      kind,
      id: record.id,
      name: titleOf(entityIn(context.settings(), kind), record),
      company: text(record['company']),
      email: text(record['email']),
      phone: text(record['phone']),
      reasons: place === 0 ? reasons.join(', ') : '',
    })),
  )
  const columns = [
    { key: 'group', label: '#', type: 'number' },
    { key: 'score', label: 'Score', type: 'text' },
    { key: 'kind', label: 'Kind', type: 'text' },
    { key: 'id', label: 'ID', type: 'id' },
    { key: 'name', label: 'Name', type: 'text' },
    { key: 'company', label: 'Company', type: 'text' },
    { key: 'email', label: 'Email', type: 'text' },
    { key: 'phone', label: 'Phone', type: 'phone' },
    { key: 'reasons', label: 'Same', type: 'text' },
  ] as const
  return { columns: columns.filter(({ key }) => rows.some((row) => row[key] !== null)), rows }
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

export const distinctCommand: Command = {
  summary: 'Remember that records are not duplicates of each other',
  description:
    'Kept in crm.json under notDuplicates, so that everybody who shares the store is spared the question. --forget takes it back.',
  arguments: [{ name: 'refs', help: 'two or more records', optional: true, many: true }],
  options: [{ name: 'forget', help: 'they may be the same after all' }],
  examples: [{ line: 'crm distinct l9s4mq7h2d l6d0a1x8rf', says: 'two people, not one' }],
  changes: true,
  async run(context, input) {
    const found: Found[] = []
    for (const word of input.words('refs')) found.push(await findRecord(context, word, entityNames))
    const ids = [...new Set(found.map(({ record }) => record.id))].sort()
    if (ids.length < 2)
      throw new InputError('Name two records or more that are not the same.', 'crm distinct REF REF')
    const pairs = ids.flatMap((one, at) => ids.slice(at + 1).map((other) => [one, other]))
    const named = new Set(pairs.map((pair) => pair.join(' ')))
    const others = context.settings().notDuplicates.filter((pair) => !named.has([...pair].sort().join(' ')))
    const notDuplicates = input.has('forget')
      ? others
      : [...others, ...pairs].sort((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1))
    const wasKnown = notDuplicates.length === context.settings().notDuplicates.length
    const names = found
      .map(({ kind, record }) => titleOf(entityIn(context.settings(), kind), record))
      .join(' and ')
    const said = input.has('forget') ? `${names} may be the same again` : `${names} are not the same`
    const changes = { summary: said, records: [], settings: context.settingsWith({ notDuplicates }) }
    await context.apply(changes)
    return {
      json: { notDuplicates: pairs },
      changes,
      notes: [wasKnown ? `Nothing to change: ${said} already.` : `${said}.`],
    }
  },
}
