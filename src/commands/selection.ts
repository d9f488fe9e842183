/** Records chosen by a query, with computed values where columns or the order ask for them: the same for every command. */
import { type Settings, viewNamed } from '../config.ts'
import type { Context } from '../context.ts'
import { type EntityName, entities, type Records } from '../entities/index.ts'
import { groupThousands, separatorsOf } from '../numbers.ts'
import { computedNamed, computedOf } from '../query/computed.ts'
import { matcher, prepareQuery } from '../query/match.ts'
import { parseQuery } from '../query/parse.ts'
import { computedReader } from '../query/reading.ts'
import { sortRecords } from '../query/sort.ts'
import { entityIn } from '../schema/custom.ts'
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord, Value } from '../schema/field.ts'

export interface Selection {
  readonly records: readonly AnyRecord[]
  /** The kind, with the computed fields that the records have values of. */
  readonly entity: Entity
}

/** The records of a kind that match a query, in store order. @throws InputError pointing into the query */
export async function selected<N extends EntityName>(
  context: Context,
  kind: N,
  text: string | undefined,
): Promise<readonly Records[N][]> {
  const data = context.store()
  const all = data.all(kind)
  if (text === undefined || text.trim() === '') return all
  const query = parseQuery(text)
  const asked = {
    entity: entityIn(data.settings, kind),
    settings: data.settings,
    now: context.clock.now(),
    data,
  }
  await prepareQuery(query, asked)
  return all.filter(matcher(query, asked))
}

/** The same where the kind is known only while the program runs. */
export async function matching(
  context: Context,
  kind: EntityName,
  text: string | undefined,
): Promise<readonly AnyRecord[]> {
  return selected(context, kind, text)
}

/** The same, sorted. @param columns fields that will be shown: the computed ones among them are filled in */
export async function listed(
  context: Context,
  kind: EntityName,
  query: string | undefined,
  sort: string,
  columns: readonly string[],
): Promise<Selection> {
  const data = context.store()
  const plain = entityIn(data.settings, kind)
  const found = await matching(context, kind, query)
  const wanted = [
    ...new Set([...columns, ...sort.split(',').map((part) => part.trim().replace(/^[-+]/, ''))]),
  ]
    .filter((name) => !(name in plain.fields))
    .map((name) => computedNamed(kind, name))
    .filter((name) => name !== undefined)
  if (wanted.length === 0) return { records: sortRecords(found, sort, plain, data), entity: plain }
  const readers = wanted.map((name) => ({
    name,
    read: computedReader(data, kind, name, context.clock.now()),
  }))
  const filled = found.map((record): AnyRecord => {
    const values: { [name: string]: Value | undefined } = {}
    for (const { name, read } of readers) values[name] = read(record)
    return { ...values, ...record }
  })
  const entity = { ...plain, fields: { ...plain.fields, ...computedOf(kind) } }
  return { records: sortRecords(filled, sort, entity, data), entity }
}

/** Columns and order of a list: what was asked for, else those of the view that the query is. */
export function looksOf(
  context: Context,
  query: string | undefined,
  columns: readonly string[] | undefined,
  sort: string | undefined,
) {
  const name = /^@(\S+)$/.exec(query?.trim() ?? '')?.[1]
  const view = name === undefined ? undefined : viewNamed(context.settings(), name)
  return { columns: columns ?? view?.columns, sort: sort ?? view?.sort }
}

/** `3 leads`, `1 lead`; thousands are separated as the store's locale does. */
export function counted(count: number, kind: EntityName, settings: Settings): string {
  return `${groupThousands(String(count), separatorsOf(settings))} ${count === 1 ? kind : entities[kind].plural}`
}
