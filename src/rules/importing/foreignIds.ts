/** Columns of ids that records have in the program they come from: `Account Id` of contacts, LEADID of calls. */
import type { EntityName } from '../../entities/index.ts'
import { fieldCalled } from '../../schema/aliases.ts'
import { type Entity, settableFields } from '../../schema/entity.ts'
import { splitList } from '../../schema/lists.ts'
import { types } from '../../schema/types/index.ts'
import { fold } from '../../text.ts'
import type { Gathered, Place } from './gathering.ts'
import { kindOfIds } from './headings.ts'
import { numbered } from './numbered.ts'
import type { Preset } from './presets/preset.ts'

/** A record that another program's id leads to. */
export interface ForeignRecord {
  readonly id: string
  readonly name: string
}

/** The record of a kind that has an id in another program; undefined where none has it, or several. */
export type FindForeign = (kind: EntityName, id: string) => ForeignRecord | undefined

/** A column of such ids, and the field that they fill. */
export interface ForeignColumn {
  readonly at: number
  readonly kind: EntityName
  readonly field: string
}

/** The field of a kind that links to another; undefined where it has none. */
function fieldLinkingTo(kind: EntityName, entity: Entity): string | undefined {
  if (kind === entity.name || kind === 'activity' || kind === 'reminder') return undefined
  return settableFields(entity.fields).find(([, { to }]) => to === kind || to === 'any')?.[0]
}

/** The columns whose headings say that they hold ids of another kind. @param isFree whether nobody else says what a column is */
function foreignColumns(
  header: readonly string[],
  entity: Entity,
  isFree: (at: number) => boolean,
): readonly ForeignColumn[] {
  return header.flatMap((heading, at): ForeignColumn[] => {
    const kind = kindOfIds(heading)
    const field = kind === undefined ? undefined : fieldLinkingTo(kind, entity)
    const isKnown = fieldCalled(entity, heading) !== undefined && !isAdded(heading, entity)
    return kind === undefined || field === undefined || isKnown || !isFree(at) ? [] : [{ at, kind, field }]
  })
}

/** An earlier import, for which nothing was here yet, may have kept the ids in a field of their own. */
function isAdded(heading: string, entity: Entity): boolean {
  return entity.added?.has(fieldCalled(entity, heading)?.name ?? '') === true
}

/** What ids of a row come to: the cells that they fill, and what leads nowhere. */
interface Followed {
  /** What a row has in a field, given what else it says there, and whether the ids say otherwise. */
  fill(field: string, said: string): { readonly cell: string; readonly isOther: boolean }
  /** What is left of a column: ids that lead nowhere. */
  rest(at: number): string
}

/** Follows the ids of a row. */
function follow(
  columns: readonly ForeignColumn[],
  cells: readonly string[],
  entity: Entity,
  find: FindForeign,
): Followed {
  const found = new Map<string, ForeignRecord[]>()
  const rests = new Map<number, string>()
  for (const { at, kind, field } of columns) {
    const lost: string[] = []
    for (const id of splitList(cells[at] ?? '', ';,')) {
      const record = find(kind, id)
      if (record === undefined) lost.push(id)
      else found.set(field, [...(found.get(field) ?? []), record])
    }
    rests.set(at, lost.join('; '))
  }
  return {
    rest: (at) => rests.get(at) ?? '',
    fill: (field, said) => {
      const records = found.get(field) ?? []
      const isSaid = said === '' || records.some(({ name }) => fold(name) === fold(said))
      if (records.length === 0) return { cell: said, isOther: false }
      const ids = records.map(({ id }) => id)
      const type = entity.fields[field]?.type
      if (type !== undefined && types[type].many)
        return { cell: [...(isSaid ? [] : [said]), ...ids].join('; '), isOther: false }
      return { cell: ids[0] ?? '', isOther: !isSaid }
    },
  }
}

/** Columns of ids that the preset says, or that nobody says anything of. */
export function foreignIn(
  header: readonly string[],
  entity: Entity,
  { columns }: Preset,
  place: Place,
  gone: ReadonlySet<number>,
): readonly ForeignColumn[] {
  const known = new Map(Object.entries(columns).map(([heading, ours]) => [place(heading), ours]))
  const field = fieldLinkingTo('account', entity)
  const isFree = (at: number) => !known.has(at) && !gone.has(at) && place(numbered(header)[at] ?? '') === at
  const said = [...known].filter(([at, ours]) => ours === 'accountId' && at >= 0 && !gone.has(at))
  return [
    ...(field === undefined ? [] : said.map(([at]): ForeignColumn => ({ at, kind: 'account', field }))),
    ...foreignColumns(header, entity, isFree),
  ]
}

/** The columns with one for each field that ids fill and that has none yet. */
export function withLinks(
  columns: readonly Gathered[],
  foreign: readonly ForeignColumn[],
  entity: Entity,
): readonly Gathered[] {
  const here = columns.flatMap(({ headings }) =>
    headings.map((heading) => fieldCalled(entity, heading)?.name),
  )
  const missing = [...new Set(foreign.map(({ field }) => field))].filter((field) => !here.includes(field))
  return [
    ...columns,
    ...missing.map(
      (field): Gathered => ({
        headings: [field],
        from: foreign.filter((one) => one.field === field).map(({ at }) => at),
        cellsOf: () => [''],
      }),
    ),
  ]
}

/** Puts records in the place of ids that lead to them; undefined where there are no ids. */
export function linker(
  columns: readonly Gathered[],
  foreign: readonly ForeignColumn[],
  entity: Entity,
  find: FindForeign,
  tell: { readonly lose: (index: number) => void; readonly miss: (index: number) => void },
): ((said: readonly string[], own: readonly string[]) => readonly string[]) | undefined {
  if (foreign.length === 0) return undefined
  const headings = columns.flatMap((one) => one.headings)
  const origins = columns.flatMap((one) => one.origins ?? one.headings.map(() => one.from))
  const fields = new Set(foreign.map(({ field }) => field))
  const targets = [...fields].map((field) => ({
    field,
    at: headings.findIndex((heading) => fieldCalled(entity, heading)?.name === field),
  }))
  const rests = foreign.map(({ at }) => ({ at, column: origins.findIndex((from) => from[0] === at) }))
  return (said, own) => {
    const { fill, rest } = follow(foreign, own, entity, find)
    const cells = [...said]
    for (const { at, column } of rests) {
      cells[column] = rest(at)
      if (cells[column] !== '') tell.miss(at)
    }
    for (const { field, at } of targets) {
      const { cell, isOther } = fill(field, said[at] ?? '')
      cells[at] = cell
      if (isOther) tell.lose(origins[at]?.[0] ?? -1)
    }
    return cells
  }
}
