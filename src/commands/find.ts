/** crm find: words or conditions over every kind of record, grouped by kind, the best first. */
import type { Context } from '../context.ts'
import { type EntityName, entities, entityNamed, entityNames } from '../entities/index.ts'
import { InputError, unknownWord } from '../errors.ts'
import { findWords, type Hit } from '../query/find.ts'
import { quoteValues } from '../query/quoting.ts'
import { defaultColumns, labelOf, recordTable } from '../reports/cells.ts'
import type { Table } from '../reports/table.ts'
import { phoneKeysIn } from '../rules/references.ts'
import { entityIn } from '../schema/custom.ts'
import { titleOf } from '../schema/entity.ts'
import { looksLikePhone } from '../schema/telephones/text.ts'
import { types } from '../schema/types/index.ts'
import { saidOrAsked } from './asking.ts'
import type { Command, Result } from './command.ts'
import type { Input } from './input.ts'
import { matching } from './selection.ts'

const SHOWN = 10

export const command: Command = {
  summary: 'Find words anywhere: names, companies, emails, phones, notes',
  description:
    'Words in any order, or parts of them; Thai and Lao by any part. Phone numbers in any format. Slips in Latin names are forgiven where nothing has the word as typed. Conditions work too, of every kind of record that has the field: see crm help query',
  arguments: [{ name: 'words', help: 'words, or a query', optional: true, many: true }],
  options: [
    { name: 'kind', value: 'KIND', help: 'only one kind: lead, account, contact, deal, activity, reminder' },
    { name: 'limit', value: 'N', help: `show at most N of each kind (${SHOWN})` },
  ],
  examples: [
    { line: 'crm find mekong', says: 'whatever has the word in it' },
    { line: 'crm find ผึ้ง', says: 'part of a Thai name' },
    { line: 'crm find 020 5551 2345', says: 'a phone number, in any format' },
    { line: 'crm find meesok --json', says: 'a slip of the finger, for a script' },
    { line: "crm find 'owner:Noy created:>-90d'", says: 'conditions, over all kinds' },
  ],
  run: find,
}

async function find(context: Context, input: Input): Promise<Result> {
  const asked = { question: 'What to find?', hint: 'crm find mekong' }
  const text = (await saidOrAsked(context, input, 'words', asked)).trim()
  if (text === '') throw new InputError('Missing WORDS: what to find?', asked.hint)
  const kinds = kindsOf(input)
  const hits = isQuery(text) ? await byQuery(context, text, kinds) : await byWords(context, text, kinds)
  await types.phone.prepare(['+66'])
  return resultOf(context, hits, text, input.count('limit', 1) ?? SHOWN)
}

function kindsOf(input: Input): readonly EntityName[] {
  const typed = input.text('kind')
  if (typed === undefined) return entityNames
  const kind = entityNamed(typed.toLowerCase())
  if (kind === undefined) throw unknownWord('kind', typed, entityNames)
  return [kind]
}

/** Conditions, quotes, views and operators make a query of the text; phone numbers with parentheses do not. */
function isQuery(text: string): boolean {
  if (looksLikePhone(text)) return false
  return (
    /["()]|(?:^|\s)(?:AND|OR|NOT)(?:\s|$)|(?:^|\s)[-@][^\s.]+(?:\s|$)/u.test(text) ||
    quoteValues(text).fields.length > 0
  )
}

/** What has exactly this email or phone number is found by its key; everything else by looking at every record. */
async function byWords(
  context: Context,
  text: string,
  kinds: readonly EntityName[],
): Promise<readonly Hit[]> {
  const data = context.store()
  const known = (await keysOf(context, text)).flatMap((key) =>
    kinds.flatMap((kind) =>
      data
        .withKey(kind, key)
        .map((record): Hit => ({ kind, record, score: 20, fields: [key.slice(0, key.indexOf(':'))] })),
    ),
  )
  return known.length > 0 ? known : findWords(data, text, { kinds })
}

async function keysOf(context: Context, text: string): Promise<readonly string[]> {
  if (/^\S+@\S+\.\S+$/.test(text)) return [`email:${text.toLowerCase()}`]
  if (/^(?:https?:\/\/|www\.)\S+$/i.test(text)) return types.url.keys(text)
  if (!looksLikePhone(text)) return []
  await types.phone.prepare([text])
  return phoneKeysIn(text, context.store(), context.clock.now())
}

/** A query is asked of every kind that has its fields; where none has, the first kind's complaint stands. */
async function byQuery(
  context: Context,
  text: string,
  kinds: readonly EntityName[],
): Promise<readonly Hit[]> {
  const hits: Hit[] = []
  const complaints: InputError[] = []
  for (const kind of kinds) {
    try {
      for (const record of await matching(context, kind, text))
        hits.push({ kind, record, score: 0, fields: [] })
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      complaints.push(error)
    }
  }
  const [first] = complaints
  if (first !== undefined && complaints.length === kinds.length) throw first
  return hits
}

function resultOf(context: Context, hits: readonly Hit[], text: string, limit: number): Result {
  const data = context.store()
  const groups = entityNames
    .map((kind) => ({ kind, of: hits.filter((hit) => hit.kind === kind) }))
    .filter(({ of }) => of.length > 0)
  groups.sort((a, b) => (b.of[0]?.score ?? 0) - (a.of[0]?.score ?? 0))
  const sections = groups.map(({ kind, of }) => {
    const columns = defaultColumns(entityIn(data.settings, kind)).slice(0, 6)
    const { plural } = entities[kind]
    const more = of.length > limit ? ` (${limit} of ${of.length})` : ''
    return {
      title: `${labelOf(plural)}${more}`,
      table: recordTable(
        data,
        kind,
        of.slice(0, limit).map((hit) => hit.record),
        columns,
      ),
    }
  })
  const shown = groups.flatMap(({ of }) => of.slice(0, limit))
  return {
    json: shown.map(({ kind, record, fields }) => ({ kind, foundIn: fields, record })),
    view: { type: 'sections', sections, table: flat(context, shown) },
    notes: hits.length === 0 ? [`Nothing matches "${text}".`] : [],
  }
}

function flat(context: Context, hits: readonly Hit[]): Table {
  const { settings } = context.store()
  const rows = hits.map(({ kind, record, fields }) => ({
    kind,
    id: record.id,
    name: titleOf(entityIn(settings, kind), record),
    foundIn: fields.join(' '),
  }))
  const keys = ['kind', 'id', 'name', 'foundIn']
  return { columns: keys.map((key) => ({ key, label: key, type: 'text' as const })), rows }
}
