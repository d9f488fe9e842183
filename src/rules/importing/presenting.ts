/** Files of other programs turned into tables whose columns are called as our fields are. */
import type { Settings } from '../../config.ts'
import { squeezed } from '../../schema/aliases.ts'
import type { Entity } from '../../schema/entity.ts'
import { escaped } from '../../schema/lists.ts'
import { types } from '../../schema/types/index.ts'
import { fold } from '../../text.ts'
import { withFaxes } from './faxes.ts'
import { type FindForeign, foreignIn, linker, withLinks } from './foreignIds.ts'
import { type Gathered, gathered, type Place } from './gathering.ts'
import { listColumn } from './listColumn.ts'
import { numbered } from './numbered.ts'
import type { ImportRow, ImportTable } from './options.ts'
import type { Preset } from './presets/preset.ts'
import { usual } from './presets/usual.ts'
import { calledIn, presetOf } from './program.ts'
import { unnamed } from './unnamed.ts'

/** A file's table in our words, and what of the file is not in it. */
export interface Presented {
  readonly table: ImportTable
  /** For each column of the table, the columns of the file that it is made of. */
  readonly origins: readonly (readonly number[])[]
  /** Cells that went nowhere, by what a person calls them: a heading, or a heading and what it said. */
  readonly lost: ReadonlyMap<string, number>
  /** By heading, how many rows have ids there that lead to no record. */
  readonly unlinked: ReadonlyMap<string, number>
}

/** What is known of the file besides its table. */
interface Circumstances {
  /** The preset; without one, what programs have in common. */
  readonly preset: string | undefined
  /** What the rows become: leads call the account `company`. */
  readonly entity: Entity
  readonly settings: Settings
  /** Headings that the caller says the meaning of; these are left alone. */
  readonly said: readonly string[]
  /** Fields that the caller says the value of. */
  readonly settled: readonly string[]
  readonly find: FindForeign
}

/** The table in our words: columns renamed, several emails and phones gathered, ids of other programs followed. */
export function presented(table: ImportTable, known: Circumstances): Presented {
  const { entity, find } = known
  const { header } = table
  const place = placeIn(header, known.said)
  const preset = presetIn(table, known, place)
  const made = gathered(preset, entity, place)
  const names = renamed(preset.columns, entity.name, place)
  const gone = new Set(made.flatMap(({ from }) => from))
  const foreign = foreignIn(header, entity, preset, place, gone)
  if (made.length === 0 && names.size === 0 && foreign.length === 0)
    return { table, origins: header.map((_, index) => [index]), lost: new Map(), unlinked: new Map() }
  const isForeign = new Set(foreign.map(({ at }) => at))
  const kept = header.flatMap((heading, index): Gathered[] => {
    if (gone.has(index)) return []
    const ours = isForeign.has(index) ? heading : (names.get(index) ?? heading)
    return [ours === '-' ? needless(index) : keptColumn(ours, index, preset, place)]
  })
  const columns = withLinks([...kept, ...made], foreign, entity)
  const counts = { lost: new Map<string, number>(), unlinked: new Map<string, number>() }
  const lose = (index: number) => count(counts.lost, header[index] ?? '')
  const blank = blanker(preset.blanks ?? {}, place, (index, word) =>
    count(counts.lost, `${header[index]} "${word}"`),
  )
  const link = linker(columns, foreign, entity, find, {
    lose,
    miss: (index) => count(counts.unlinked, header[index] ?? ''),
  })
  const row = ({ line, cells }: ImportRow): ImportRow => {
    const own = blank(cells)
    const said = columns.flatMap(({ cellsOf }) => cellsOf(own, lose))
    return { line, cells: link === undefined ? said : link(said, own) }
  }
  const origins = columns.flatMap((one) => one.origins ?? one.headings.map(() => one.from))
  const called = origins.map(([first = -1]) => header[first] ?? '')
  const headings = columns.flatMap((one) => one.headings)
  const rows = table.rows.map(row)
  return { table: { ...table, header: headings, rows, width: header.length, called }, origins, ...counts }
}

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

/** Finds columns by their headings: as written, else whatever the case and spaces; not those that the caller says. */
function placeIn(header: readonly string[], said: readonly string[]): Place {
  const names = numbered(header)
  const exact = new Map<string, number>()
  const alike = new Map<string, number>()
  for (const [index, name] of names.entries()) {
    if (!exact.has(name)) exact.set(name, index)
    if (squeezed(name) !== '' && !alike.has(squeezed(name))) alike.set(squeezed(name), index)
  }
  const find = (heading: string) => exact.get(heading) ?? alike.get(squeezed(heading)) ?? -1
  const left = new Set(said.map(find))
  return (heading) => {
    const index = find(heading)
    return left.has(index) ? -1 : index
  }
}

function presetIn(table: ImportTable, known: Circumstances, place: Place): Preset {
  const { entity } = known
  const preset = presetOf(known.preset, entity.name) ?? usual
  const names = numbered(table.header)
  const found =
    known.preset === undefined ? unnamed(names, entity, preset, place) : withShared(preset, entity, place)
  const own = withFaxes(found, names, entity, place)
  const list = listColumn(table, own, known, place)
  return list === undefined ? own : { ...own, columns: { ...own.columns, [list.heading]: list.field } }
}

/** What columns are called here, by their index. */
function renamed(columns: Preset['columns'], kind: string, place: Place): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  for (const [heading, ours] of Object.entries(columns)) {
    const index = place(heading)
    if (index >= 0) names.set(index, calledIn(kind, ours, heading))
  }
  return names
}

/** The preset, where of several columns for one value the first filled one is taken. */
function withShared(preset: Preset, { name: kind, fields }: Entity, place: Place): Preset {
  const shared = new Map<string, string[]>()
  for (const [heading, ours] of Object.entries(preset.columns)) {
    const field = calledIn(kind, ours, heading)
    const type = fields[field]?.type
    if (place(heading) < 0 || ours === 'accountId' || type === undefined || types[type].many) continue
    shared.set(field, [...(shared.get(field) ?? []), heading])
  }
  const several = [...shared].filter(([, headings]) => headings.length > 1)
  return { ...preset, first: { ...Object.fromEntries(several), ...preset.first } }
}

/** A column that the preset leaves out: it follows from others, or is of that program alone. */
function needless(index: number): Gathered {
  return {
    headings: [],
    from: [index],
    cellsOf: (cells, lose) => {
      if ((cells[index] ?? '').trim() !== '') lose(index)
      return []
    },
  }
}

function keptColumn(ours: string, index: number, { instead = {} }: Partial<Preset>, place: Place): Gathered {
  const from = [index]
  const other = Object.entries(instead).find(([heading]) => place(heading) === index)?.[1]
  const said = other === undefined ? -1 : place(other.column)
  if (other !== undefined && said >= 0) {
    const isSaid = (cells: readonly string[]) => isAmong(other.words, cells[said])
    return {
      headings: [ours, other.before],
      from: [index, said],
      origins: [[index, said], [index]],
      cellsOf: (cells) =>
        isSaid(cells) ? [cells[said] ?? '', cells[index] ?? ''] : [cells[index] ?? '', ''],
    }
  }
  const words = Object.entries(instead).find(
    ([where, { column }]) => place(column) === index && place(where) >= 0,
  )
  const used = words?.[1].words ?? []
  return {
    headings: [ours],
    from,
    cellsOf: (cells) => {
      const text = cells[index] ?? ''
      if (isAmong(used, text)) return ['']
      return [ours === 'tags' && (text.includes(' ::: ') || text.startsWith('* ')) ? tagsIn(text) : text]
    },
  }
}

function isAmong(words: readonly string[], text = ''): boolean {
  return text !== '' && words.some((word) => fold(word) === fold(text.trim()))
}

function tagsIn(text: string): string {
  return text
    .split(' ::: ')
    .map((tag) => escaped(tag.replace(/^\* ?/, ''), ',;'))
    .join(', ')
}

/** Takes out of a row what a program writes where there is nothing, also as one of several joined by ` ::: `. */
function blanker(
  blanks: NonNullable<Preset['blanks']>,
  place: (heading: string) => number,
  lose: (column: number, word: string) => void,
): (cells: readonly string[]) => readonly string[] {
  const known = new Map(
    Object.entries(blanks).map(([heading, words]) => [place(heading), new Set(words.map(fold))]),
  )
  known.delete(-1)
  if (known.size === 0) return (cells) => cells
  return (cells) =>
    cells.map((cell, index) => {
      const words = known.get(index)
      if (words === undefined || cell === '') return cell
      return cell
        .split(' ::: ')
        .filter((part) => {
          const isBlank = words.has(fold(part.trim()))
          if (isBlank) lose(index, part.trim())
          return !isBlank
        })
        .join(' ::: ')
    })
}
