/** Files of other programs turned into tables whose columns are called as our fields are. */
import { fieldCalled, squeezed } from '../../schema/aliases.ts'
import type { Entity } from '../../schema/entity.ts'
import { isFax, withoutFax } from '../../schema/fax.ts'
import { escaped } from '../../schema/lists.ts'
import { types } from '../../schema/types/index.ts'
import { fold } from '../../text.ts'
import { type Gathered, gathered, type Place } from './gathering.ts'
import { numbered } from './numbered.ts'
import type { ImportRow, ImportTable } from './options.ts'
import type { Preset, Series } from './presets/preset.ts'
import { calledIn, presetOf } from './program.ts'
import { isPerson } from './targets.ts'

/** A file's table in our words, and what of the file is not in it. */
export interface Presented {
  readonly table: ImportTable
  /** For each column of the table, the columns of the file that it is made of. */
  readonly origins: readonly (readonly number[])[]
  /** Cells that went nowhere, by what a person calls them: a heading, or a heading and what it said. */
  readonly lost: ReadonlyMap<string, number>
}

/**
 * The table in our words: columns renamed, several emails and phones gathered.
 * @param name the preset; without one only several emails and phones are gathered
 * @param entity what the rows become: leads call the account `company`
 * @param said headings that the caller says the meaning of; these are left alone
 */
export function presented(
  table: ImportTable,
  name: string | undefined,
  entity: Entity,
  said: readonly string[],
): Presented {
  const { header } = table
  const known = presetOf(name, entity.name)
  const names = numbered(header)
  const place = (heading: string) => (said.includes(heading) ? -1 : names.indexOf(heading))
  const found = known === undefined ? unnamed(names, entity, said) : withShared(known, entity, place)
  const preset = withFaxes(found, names, entity, said)
  const made = gathered(preset, entity, place)
  const columns = preset.columns ?? {}
  if (known === undefined && made.length === 0 && Object.keys(columns).length === 0)
    return { table, origins: header.map((_, index) => [index]), lost: new Map() }
  const gone = new Set(made.flatMap(({ from }) => from))
  const kept = header.flatMap((heading, index): Gathered[] => {
    const ours = said.includes(heading)
      ? heading
      : calledIn(entity.name, columns[heading] ?? heading, heading)
    if (gone.has(index)) return []
    return [ours === '-' ? needless(index) : keptColumn(ours, index, preset, heading, place)]
  })
  const all = [...kept, ...made]
  const lost = new Map<string, number>()
  const count = (what: string) => lost.set(what, (lost.get(what) ?? 0) + 1)
  const blank = blanker(preset.blanks ?? {}, place, (index, word) => count(`${header[index]} "${word}"`))
  const lose = (index: number) => count(header[index] ?? '')
  const row = ({ line, cells }: ImportRow): ImportRow => {
    const own = blank(cells)
    return { line, cells: all.flatMap(({ cellsOf }) => cellsOf(own, lose)) }
  }
  const rows = table.rows.map(row)
  const origins = all.flatMap((one) => one.origins ?? one.headings.map(() => one.from))
  const called = origins.map(([first = -1]) => header[first] ?? '')
  return {
    table: { ...table, header: all.flatMap(({ headings }) => headings), rows, width: header.length, called },
    origins,
    lost,
  }
}

/** The preset, where of several columns for one value the first filled one is taken. */
function withShared(preset: Preset, { name: kind, fields }: Entity, place: Place): Preset {
  const shared = new Map<string, string[]>()
  for (const [heading, ours] of Object.entries(preset.columns)) {
    const field = calledIn(kind, ours, heading)
    const type = fields[field]?.type
    if (place(heading) < 0 || type === undefined || types[type].many) continue
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

function keptColumn(
  ours: string,
  index: number,
  { instead = {} }: Partial<Preset>,
  heading: string,
  place: (heading: string) => number,
): Gathered {
  const from = [index]
  const other = instead[heading]
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
  const words = Object.entries(instead).find(([where, { column }]) => column === heading && place(where) >= 0)
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

/** What can be told of any table: which columns are several of one, and that a title beside a job title is a salutation. */
function unnamed(header: readonly string[], entity: Entity, said: readonly string[]): Partial<Preset> {
  const title = header.find((heading) => squeezed(heading) === 'title' && !said.includes(heading))
  const hasJobTitle = header.some((heading) => squeezed(heading) === 'jobtitle' && !said.includes(heading))
  const isSalutation = title !== undefined && hasJobTitle && isPerson(entity)
  return {
    series: seriesIn(header, entity, said),
    ...(isSalutation ? { columns: { [title]: 'salutation' } } : {}),
  }
}

/**
 * Emails and phones of any other program: where several columns are of one, the first filled one is the main value and
 * the others go to the list, labelled by what their heading adds to the field's name: `Mobile phone` gives mobile.
 */
function seriesIn(header: readonly string[], entity: Entity, said: readonly string[]): readonly Series[] {
  return ['email', 'phone'].flatMap((main) => {
    const others = main === 'email' ? 'otherEmails' : 'otherPhones'
    if (entity.fields[main] === undefined || entity.fields[others] === undefined) return []
    const headings = header.filter((heading) => !said.includes(heading) && isCalled(entity, heading, main))
    return headings.length < 2
      ? []
      : [{ main, others, columns: headings.map((heading) => [labelIn(heading), heading] as const) }]
  })
}

/** Columns of faxes that are no field yet and that the program does not say otherwise of: they go to the other telephones. */
function withFaxes(
  preset: Partial<Preset>,
  header: readonly string[],
  entity: Entity,
  said: readonly string[],
): Partial<Preset> {
  const { series = [], columns = {} } = preset
  const taken = new Set([...said, ...Object.keys(columns), ...series.flatMap((one) => one.columns.flat())])
  const faxes = header.filter(
    (heading) => isFaxHeading(heading) && !taken.has(heading) && fieldCalled(entity, heading) === undefined,
  )
  if (faxes.length === 0 || entity.fields['otherPhones'] === undefined) return preset
  const labelled = faxes.map((heading) => [labelIn(heading), heading] as const)
  return { ...preset, series: [...series, { main: '', others: 'otherPhones', columns: labelled }] }
}

const besideFax =
  /(?<!\p{L})(?:phone|telephone|tel|numbers?|nos?|main|company|primary|person|contact|assistant)(?!\p{L})|เบอร์|หมายเลข|เลขที่|สำนักงาน|บริษัท|ເບີ|ເລກ|ຫ້ອງການ|ບໍລິສັດ/giu

/** Whether a heading means faxes alone: `Fax`, `Work Fax 2`, `หมายเลขโทรสาร`; not `Tel/Fax`, and not `Fax Opt Out`. */
function isFaxHeading(heading: string): boolean {
  if (!isFax(heading) || /[/&,+]|\sand\s|และ|ແລະ/i.test(heading)) return false
  const rest = withoutFax(heading.replace(endNumber, ''))
    .replace(new RegExp(kinds, 'giu'), '')
    .replace(besideFax, '')
  return !/\p{L}/u.test(rest)
}

/** A number that stands alone: of `E-mail 2 Address` and `เบอร์โทร 2` the 2. */
const endNumber = /[\s_#-]*\d$|\s\d(?=\s)/
const kinds =
  'home|work|business|office|other|second|secondary|alternative|personal|private|mobile|ที่ทำงาน|บ้าน|สำรอง|ส่วนตัว|ບ່ອນເຮັດວຽກ|ເຮືອນ|ສຳຮອງ'
const kindBefore = new RegExp(`^(?:${kinds})\\s+`, 'i')
const kindBehind = new RegExp(`\\s*[(-]?\\s*(?:${kinds})\\)?$`, 'i')

function isCalled(entity: Entity, heading: string, main: string): boolean {
  const plain = heading.replace(endNumber, '').trim()
  const called =
    fieldCalled(entity, heading) ??
    fieldCalled(entity, plain) ??
    fieldCalled(entity, plain.replace(kindBefore, '')) ??
    fieldCalled(entity, plain.replace(kindBehind, ''))
  return called?.name === main
}

function labelIn(heading: string): string {
  return heading
    .replace(endNumber, '')
    .toLowerCase()
    .replace(/\b(e-?mail|address|phone|telephone|tel|number|no)\b\.?/g, '')
    .replace(/^[\s_-]+|[\s_-]+$/g, '')
}
