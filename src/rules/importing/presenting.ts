/** Files of other programs turned into tables whose columns are called as our fields are. */
import { unknownWord } from '../../errors.ts'
import { fieldCalled } from '../../schema/aliases.ts'
import type { Entity } from '../../schema/entity.ts'
import type { ImportRow, ImportTable } from './options.ts'
import { type Preset, presets, type Series } from './presets.ts'

const mostOfSeries = 9

/** The preset by that name, else the one whose headings the table has; undefined where it is none's. @throws InputError */
export function presetFor(header: readonly string[], name: string | undefined): string | undefined {
  if (name === 'none') return undefined
  if (name !== undefined && !Object.hasOwn(presets, name))
    throw unknownWord('preset', name, [...Object.keys(presets), 'none'])
  if (name !== undefined) return name
  const present = new Set(header)
  return Object.keys(presets).find((one) => presets[one]?.signature.every((heading) => present.has(heading)))
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

const numbered = /[\s_-]*\d$/

function isCalled(entity: Entity, heading: string, main: string): boolean {
  const plain = heading.replace(numbered, '')
  const called =
    fieldCalled(entity, heading) ??
    fieldCalled(entity, plain) ??
    fieldCalled(entity, plain.replace(/^(home|work|business|office|other|second|alternative)\s+/i, ''))
  return called?.name === main
}

function labelIn(heading: string): string {
  return heading
    .replace(numbered, '')
    .toLowerCase()
    .replace(/\b(e-?mail|address|phone|telephone|tel|number|no)\b\.?/g, '')
    .replace(/^[\s_-]+|[\s_-]+$/g, '')
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
): ImportTable {
  const known = name === undefined ? undefined : presets[name]
  const preset: Pick<Preset, 'columns' | 'series'> = known ?? {
    columns: {},
    series: seriesIn(table.header, entity, said),
  }
  if (known === undefined && preset.series?.length === 0) return table
  const series = (preset.series ?? []).map((one) => ({
    ...one,
    columns: expanded(one, table.header).filter(({ value }) => !said.includes(table.header[value] ?? '')),
  }))
  const gathered = new Set(
    series.flatMap(({ columns }) => columns.flatMap(({ value, label }) => [value, label])),
  )
  const kept = table.header
    .map((_, index) => index)
    .filter((index) => !gathered.has(index) && preset.columns[table.header[index] ?? ''] !== '-')
  const ours = (heading: string) =>
    said.includes(heading) ? heading : companyFor(entity.name, preset.columns[heading] ?? heading)
  const header = [
    ...kept.map((index) => ours(table.header[index] ?? '')),
    ...series.flatMap(({ main, others }) => [main, others]),
  ]
  const row = ({ line, cells }: ImportRow): ImportRow => ({
    line,
    cells: [
      ...kept.map((index) => cells[index] ?? ''),
      ...series.flatMap(({ columns }) => gather(columns, cells)),
    ],
  })
  return {
    ...table,
    header,
    rows: table.rows.map(row),
    ...(table.ragged === undefined ? {} : { ragged: table.ragged.map(row) }),
  }
}

function companyFor(kind: string, field: string): string {
  return kind === 'lead' && field === 'account' ? 'company' : field
}

interface Place {
  readonly value: number
  /** Column of the label, or -1. */
  readonly label: number
  readonly text: string
}

function expanded({ columns }: Series, header: readonly string[]): readonly Place[] {
  const places: Place[] = []
  const add = (label: string, heading: string): void => {
    const value = header.indexOf(heading)
    if (value >= 0 && !places.some((place) => place.value === value && place.label >= 0))
      places.push({ value, label: header.indexOf(label), text: label })
  }
  for (const [label, heading] of columns) {
    if (!heading.includes('#')) add(label, heading)
    else
      for (let n = 1; n <= mostOfSeries; n++)
        add(label.replace('#', String(n)), heading.replace('#', String(n)))
  }
  return places.filter((place, i) => places.findIndex((other) => other.value === place.value) === i)
}

/** The main value, and the others as `label=value; …`. Google joins several in one cell by ` ::: `. */
function gather(places: readonly Place[], cells: readonly string[]): readonly [string, string] {
  const found = places.flatMap(({ value, label, text }) => {
    const named = (label >= 0 ? cells[label] : text)?.replace(/^\* ?/, '').trim() ?? ''
    return (cells[value] ?? '').split(' ::: ').map((one) => ({ value: one.trim(), label: named }))
  })
  const [main, ...others] = found.filter(({ value }) => value !== '')
  const escaped = (text: string) => text.replace(/[\\;=]/g, '\\$&')
  const rest = others.map(({ value, label }) =>
    label === '' ? escaped(value) : `${escaped(label)}=${escaped(value)}`,
  )
  return [main?.value ?? '', rest.join('; ')]
}
