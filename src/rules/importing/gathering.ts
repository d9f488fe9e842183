/** Several columns of a file made into the cells of few: emails and phones, addresses, days, the first that is filled. */
import { plainAddress } from '../../schema/addresses.ts'
import type { Entity } from '../../schema/entity.ts'
import type { Address } from '../../schema/field.ts'
import { escaped } from '../../schema/lists.ts'
import type { AddressColumns, Preset, Series } from './presets/preset.ts'

/** Columns of the new table, and what a row has in them. */
export interface Gathered {
  readonly headings: readonly string[]
  /** Columns of the file that are in these. */
  readonly from: readonly number[]
  cellsOf(cells: readonly string[]): readonly string[]
}

/** Where a heading stands; -1 where it does not, or where the user says what it is. */
export type Place = (heading: string) => number

/** All that a preset gathers of a table. */
export function gathered(
  { series = [], addresses = [], days = {}, first = {} }: Partial<Preset>,
  entity: Entity,
  place: Place,
): readonly Gathered[] {
  return [
    ...series.map((one) => seriesOf(one, entity, place)),
    ...(entity.fields.address === undefined ? [] : [addressesOf(addresses, place)]),
    ...Object.entries(days).map(([field, columns]) => dayOf(field, columns.map(place))),
    ...Object.entries(first).map(([field, columns]) => firstOf(field, columns.map(place))),
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
    cellsOf: (cells) => {
      const values = places.flatMap((one) => valuesAt(one, cells))
      return hasMain ? [values[0]?.value ?? '', listOf(values.slice(1))] : [listOf(values)]
    },
  }
}

const mostOfSeries = 9

function labelled(columns: Series['columns'], place: Place): readonly Labelled[] {
  const found = columns.flatMap(([label, heading]) => {
    const numbers = heading.includes('#')
      ? Array.from({ length: mostOfSeries }, (_, i) => String(i + 1))
      : ['']
    return numbers.map((number): Labelled => {
      const text = label.replace('#', number)
      return { value: place(heading.replace('#', number)), label: text === '' ? -1 : place(text), text }
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
}

/** Google joins several in one cell by ` ::: ` and marks labels of its own by a star. */
function valuesAt({ value, label, text }: Labelled, cells: readonly string[]): readonly Value[] {
  const named =
    label >= 0 ? (cells[label] ?? '').replace(/^\* ?/, '').trim() : text.includes(' - ') ? '' : text
  return (cells[value] ?? '')
    .split(' ::: ')
    .map((one) => ({ value: one.trim(), label: named }))
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
    cellsOf: (cells) => {
      const [main, ...others] = found.flatMap(({ label, labelAt, whole, parts }) => {
        const address = addressIn(cells, parts, whole)
        return address === undefined ? [] : [{ address, label: labelAt < 0 ? label : (cells[labelAt] ?? '') }]
      })
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

/** A day whose year is not known goes into a field of its own, as in vCards: `--04-14`. */
function dayOf(field: string, places: readonly number[]): Gathered {
  const from = places.filter((at) => at >= 0)
  return {
    headings: [field, `${field}AsGiven`],
    from: from.length === places.length ? from : [],
    cellsOf: (cells) => {
      const parts = places.map((at) => cells[at]?.trim() ?? '')
      const text = parts.length === 3 ? dayText(parts) : (parts[0] ?? '')
      return /^--?\d\d-\d\d$/.test(text) ? ['', text] : [text, '']
    },
  }
}

function dayText([year = '', month = '', day = '']: readonly string[]): string {
  if (month === '' || day === '') return ''
  return `${year === '' ? '-' : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function firstOf(field: string, places: readonly number[]): Gathered {
  const from = places.filter((at) => at >= 0)
  return {
    headings: [field],
    from,
    cellsOf: (cells) => [from.map((at) => cells[at]?.trim() ?? '').find((text) => text !== '') ?? ''],
  }
}
