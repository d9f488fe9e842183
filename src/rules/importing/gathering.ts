/** Several columns of a file made into the cells of few: emails and phones, addresses, days, the first that is filled. */
import { plainAddress } from '../../schema/addresses.ts'
import type { Entity } from '../../schema/entity.ts'
import { isFax } from '../../schema/fax.ts'
import type { Address } from '../../schema/field.ts'
import { escaped } from '../../schema/lists.ts'
import type { AddressColumns, Preset, Series } from './presets/preset.ts'
import { meaningOf } from './targets.ts'

/** Columns of the new table, and what a row has in them. */
export interface Gathered {
  readonly headings: readonly string[]
  /** Columns of the file that are in these. */
  readonly from: readonly number[]
  /** Of each heading, where it is not of all these. */
  readonly origins?: readonly (readonly number[])[]
  /** @param lose is told of each column whose cell goes nowhere */
  cellsOf(cells: readonly string[], lose: (column: number) => void): readonly string[]
}

/** Where a heading stands; -1 where it does not, or where the user says what it is. */
export type Place = (heading: string) => number

/** All that a preset gathers of a table. */
export function gathered(
  { series = [], addresses = [], days = {}, times = {}, first = {}, about = [] }: Partial<Preset>,
  entity: Entity,
  place: Place,
): readonly Gathered[] {
  return [
    ...series.map((one) => seriesOf(one, entity, place)),
    ...(entity.fields.address === undefined ? [] : [addressesOf(addresses, place)]),
    ...Object.entries(days).map(([field, columns]) => dayOf(field, columns.map(place))),
    ...Object.entries(times).map(([field, columns]) => timeOf(field, columns.map(place))),
    firstsOf([...Object.entries(first), ...about.map((columns) => ['for', columns] as const)], entity, place),
  ].filter(({ from }) => from.length > 0)
}

interface Labelled {
  readonly value: number
  /** Column of the label, or -1. */
  readonly label: number
  readonly text: string
}

function seriesOf({ main, others, columns }: Series, { fields }: Entity, place: Place): Gathered {
  const places = labelled(columns, place)
  const hasMain = fields[main] !== undefined
  const isKnown = hasMain || fields[others] !== undefined
  return {
    headings: hasMain ? [main, others] : [others],
    from: isKnown ? places.flatMap(({ value, label }) => (label < 0 ? [value] : [value, label])) : [],
    cellsOf: (cells, lose) => {
      const values = places.flatMap((one) => valuesAt(one, cells))
      const first = hasMain ? values.find(({ label }) => !isFax(label)) : undefined
      const main = first?.column
      for (const { value, label } of places) {
        if (isFilled(cells, label) && (value === main || !isFilled(cells, value))) lose(label)
      }
      const rest = listOf(values.filter((one) => one !== first))
      return hasMain ? [first?.value ?? '', rest] : [rest]
    },
  }
}

const mostOfSeries = 9

function labelled(columns: Series['columns'], place: Place): readonly Labelled[] {
  const found = columns.flatMap(([label, heading]) => {
    const numbers =
      heading.includes('#') && place(heading) < 0
        ? Array.from({ length: mostOfSeries }, (_, i) => String(i + 1))
        : ['']
    return numbers.map((number): Labelled => {
      const text = label.replace('#', number)
      const column = number === '' ? heading : heading.replace('#', number)
      return { value: place(column), label: text.includes(' - ') ? place(text) : -1, text }
    })
  })
  const named = found.toSorted((a, b) => Number(b.label >= 0) - Number(a.label >= 0))
  const best = new Set(named.filter((one, i) => named.findIndex(({ value }) => value === one.value) === i))
  return found.filter((one) => one.value >= 0 && best.has(one)).toSorted((a, b) => orderOf(a) - orderOf(b))

  function orderOf({ value }: Labelled): number {
    return found.findIndex((one) => one.value === value)
  }
}

interface Value {
  readonly value: string
  readonly label: string
  readonly column: number
}

function isFilled(cells: readonly string[], column: number): boolean {
  return (cells[column] ?? '').trim() !== ''
}

/** Google joins several in one cell by ` ::: ` and marks labels of its own by a star; people join faxes as they like. */
function valuesAt({ value, label, text }: Labelled, cells: readonly string[]): readonly Value[] {
  const named =
    label >= 0 ? (cells[label] ?? '').replace(/^\* ?/, '').trim() : text.includes(' - ') ? '' : text
  return (cells[value] ?? '')
    .split(isFax(named) ? / ::: |[;,\n]| \/ / : ' ::: ')
    .map((one) => ({ value: one.trim(), label: named, column: value }))
    .filter((one) => one.value !== '')
}

function listOf(values: readonly Value[]): string {
  return values
    .map(({ value, label }) => (label === '' ? '' : `${escaped(label, ';=')}=`) + escaped(value, ';='))
    .join('; ')
}

function addressesOf(groups: readonly AddressColumns[], place: Place): Gathered {
  const found = groups.map(({ label, labelIn = [], parts, whole }) => ({
    label,
    labelAt: labelIn.map(place).find((at) => at >= 0) ?? -1,
    whole: whole === undefined ? -1 : place(whole),
    parts: Object.entries(parts).flatMap(([heading, part]) =>
      place(heading) < 0 ? [] : [{ at: place(heading), part }],
    ),
  }))
  return {
    headings: ['address', 'otherAddresses'],
    from: found
      .flatMap(({ labelAt, whole, parts }) => [labelAt, whole, ...parts.map(({ at }) => at)])
      .filter((at) => at >= 0),
    cellsOf: (cells, lose) => {
      const all = found.flatMap(({ label, labelAt, whole, parts }) => {
        const address = addressIn(cells, parts, whole)
        if (address === undefined && isFilled(cells, labelAt)) lose(labelAt)
        if (address === undefined) return []
        if (!saysAll(address, cells[whole] ?? '')) lose(whole)
        return [{ address, labelAt, label: labelAt < 0 ? label : (cells[labelAt] ?? '') }]
      })
      const [main, ...others] = all
      if (main !== undefined && isFilled(cells, main.labelAt)) lose(main.labelAt)
      const rest = others.map(({ address, label }) => (label === '' ? address : { label, ...address }))
      return [
        main === undefined ? '' : plainAddress(main.address),
        rest.map((address) => escaped(plainAddress(address), '|')).join(' | '),
      ]
    },
  }
}

/** Undefined where nothing of it is filled. */
function addressIn(
  cells: readonly string[],
  parts: readonly { readonly at: number; readonly part: keyof Address }[],
  whole: number,
): Address | undefined {
  const address: { -readonly [P in keyof Address]: string } = {}
  for (const { at, part } of parts) {
    const text = cells[at]?.trim() ?? ''
    if (text !== '') address[part] = address[part] === undefined ? text : `${address[part]}\n${text}`
  }
  if (Object.keys(address).length > 0) return address
  const text = cells[whole]?.trim() ?? ''
  return text === '' ? undefined : { street: text }
}

/** Whether every word of a whole address is in its parts. */
function saysAll(parts: Address, whole: string): boolean {
  const said = Object.values(parts).join(' ')
  return whole.split(/[\s,]+/).every((word) => said.includes(word))
}

/** A day, with its year or without (`--04-14`); where the day or the month is missing, what is there goes into a field of its own. */
function dayOf(field: string, places: readonly number[]): Gathered {
  const from = places.filter((at) => at >= 0)
  return {
    headings: [field, `${field}AsGiven`],
    from: from.length === places.length ? from : [],
    cellsOf: (cells) => {
      const parts = places.map((at) => cells[at]?.trim() ?? '')
      const text = parts.length === 3 ? dayText(parts) : (parts[0] ?? '')
      return parts.includes('', 1) ? ['', text] : [text.replace(/^-?(?=-\d\d-\d\d$)/, '-'), '']
    },
  }
}

/** What is said of a year, a month and a day. */
function dayText([year = '', ...rest]: readonly string[]): string {
  const said = rest.filter((part) => part !== '').map((part) => part.padStart(2, '0'))
  if (year === '' && said.length === 0) return ''
  return [year === '' ? '-' : year, ...said].join('-')
}

/** A day and a time of the day, where the file has both columns. */
function timeOf(field: string, places: readonly number[]): Gathered {
  return {
    headings: [field],
    from: places.includes(-1) ? [] : places,
    cellsOf: (cells) => {
      const [day = '', time = ''] = places.map((at) => cells[at]?.trim() ?? '')
      return [`${day} ${time}`.trim()]
    },
  }
}

/**
 * A heading that means no field of the program: what is under it is beside the field's own value. An earlier import may
 * have made a field of it, which it goes into again.
 */
function otherwise(heading: string, entity: Entity): string {
  const { target } = meaningOf(heading, entity, false)
  const isFree = target === undefined || (target.type === 'field' && entity.added?.has(target.name) === true)
  return isFree ? heading : `${heading} (other)`
}

/** For each field and its columns the first filled one; what the others say besides stays in columns of their own names. */
function firstsOf(
  first: readonly (readonly [field: string, columns: readonly string[]])[],
  entity: Entity,
  place: Place,
): Gathered {
  const fields = first
    .map(([field, columns]) => ({ field, columns: columns.filter((heading) => place(heading) >= 0) }))
    .filter(({ columns }) => columns.length > 0)
  const headings = [...new Set(fields.flatMap(({ columns }) => columns))]
  const places = headings.map(place)
  const placesOf = fields.map(({ columns }) => columns.map(place))
  return {
    headings: [...fields.map(({ field }) => field), ...headings.map((heading) => otherwise(heading, entity))],
    from: places,
    origins: [...placesOf, ...places.map((at) => [at])],
    cellsOf: (cells) => {
      const textAt = (at: number) => cells[at]?.trim() ?? ''
      const taken = placesOf.map((all) => all.map(textAt).find((text) => text !== '') ?? '')
      return [...taken, ...places.map(textAt).map((text) => (taken.includes(text) ? '' : text))]
    },
  }
}
