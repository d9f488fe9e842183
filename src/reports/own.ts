/** R14: reports of the user's own: a kind of record, a filter, groups, sums, columns; saved in the settings. */
import type { OwnReport, Settings } from '../config.ts'
import { type EntityName, entityNamed } from '../entities/index.ts'
import { InputError, unknownWord } from '../errors.ts'
import { parseQuery } from '../query/parse.ts'
import { sortRecords } from '../query/sort.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { fold } from '../text.ts'
import { defaultColumns, labelOf, recordTable } from './cells.ts'
import { dayReader } from './days.ts'
import { chartsBy, type Grouping, groupCells, groupColumns, groupingsOf, none } from './grouping.ts'
import { compareNames, Groups } from './groups.ts'
import { counted, inPeriod, type Report, type ReportOptions, wholeChosen } from './report.ts'
import type { Cell, Column, Row, Table } from './table.ts'
import { Sum, valued } from './worth.ts'

/** The kind of record a report of one's own is about. @throws InputError listing the kinds */
export function kindOfOwn({ entity }: OwnReport): EntityName {
  const kind = entityNamed(entity)
  if (kind === undefined)
    throw unknownWord('kind of record', entity, [
      'lead',
      'account',
      'contact',
      'deal',
      'activity',
      'reminder',
    ])
  return kind
}

/** A saved report as one like any other. */
export function ownReport(name: string, own: OwnReport): Report {
  const group = own.group ?? []
  const sums = own.sum ?? []
  const what = own.title ?? `${own.entity}${group.length === 0 ? '' : ` by ${group.join(', ')}`}`
  return {
    summary: `${what.charAt(0).toLowerCase()}${what.slice(1)} (your own)`,
    definition: [
      `Saved under "${name}" in crm.json: ${own.entity} records${own.where === undefined ? '' : ` that match ${own.where}`}.`,
      group.length === 0
        ? 'One row for each record.'
        : `Grouped by ${group.join(', then ')}; "${none}" for those without. Grouped by a part of the calendar alone, the empty ones between are there too. Count: how many records.`,
      ...(sums.length === 0
        ? []
        : [
            `Summed: ${sums.join(', ')}; amounts exactly, those in other currencies by the rates of crm.json.`,
          ]),
      `The period is that of ${dayFieldOf(own)}.`,
    ].join('\n'),
    source: 'Your own.',
    ...(group.length === 0 ? {} : { by: group.join(',') }),
    compared: group.length === 0 ? [] : ['count', ...sums],
    looksAhead: true,
    run: (data, options, now) => ownTable(data, own, options, now),
  }
}

/** The reports of the user's own that the settings hold. */
export function ownReports(settings: Settings): { readonly [name: string]: Report } {
  return Object.fromEntries(
    Object.entries(settings.reports).map(([name, own]) => [name, ownReport(name, own)]),
  )
}

/** The date by which a record is in a period. */
function dayFieldOf(own: OwnReport): string {
  const kind = entityNamed(own.entity)
  if (kind === 'deal') return 'closeDate'
  if (kind === 'activity') return 'at'
  return kind === 'reminder' ? 'due' : 'createdAt'
}

function ownTable(data: Data, own: OwnReport, options: ReportOptions, now: Date): Table {
  const kind = kindOfOwn(own)
  const field = dayFieldOf(own)
  const dayAt = dayReader(data.settings.timezone)
  const dayOf = (record: AnyRecord) => {
    const value = record[field] ?? (field === 'closeDate' ? record['closedAt'] : undefined)
    return typeof value === 'string' ? (value.length === 10 ? value : dayAt(value)) : undefined
  }
  const saved = own.where === undefined ? {} : { query: parseQuery(own.where) }
  const asked = wholeChosen(data, kind, options, now)
  const matching: ReadonlySet<AnyRecord> = new Set(wholeChosen(data, kind, saved, now))
  const records: readonly AnyRecord[] = asked.filter(
    (record) => matching.has(record) && inPeriod(dayOf(record), options),
  )
  const specs = options.by === undefined ? (own.group ?? []) : options.by.split(',')
  const table =
    specs.length === 0 ? listTable(data, kind, own, records) : groupedTable(data, kind, own, records, specs)
  return own.title === undefined ? table : { ...table, title: own.title }
}

/** What the records have in a field, as exact sums: all in one currency, or numbers. */
interface Summing {
  readonly column: Column
  readonly values: readonly Cell[]
  readonly notes: readonly string[]
  sum(places: readonly number[]): Cell
}

function summing(data: Data, kind: EntityName, field: string, records: readonly AnyRecord[]): Summing {
  const entity = entityIn(data.settings, kind)
  const type = entity.fields[field]?.type
  if (type !== 'money' && type !== 'number' && type !== 'percent') {
    const known = Object.keys(entity.fields).filter((name) =>
      ['money', 'number', 'percent'].includes(entity.fields[name]?.type ?? ''),
    )
    throw unknownWord(`amount or number of a ${kind}`, field, known)
  }
  const numberOf = (record: AnyRecord | undefined) =>
    typeof record?.[field] === 'number' ? record[field] : undefined
  const column: Column = { key: field, label: labelOf(field), type: type === 'money' ? 'money' : 'number' }
  if (type !== 'money') {
    const add = (places: readonly number[]) =>
      places.reduce((sum, place) => sum + (numberOf(records[place]) ?? 0), 0)
    return {
      column,
      values: records.map((record) => numberOf(record) ?? null),
      notes: [],
      sum: (places) => Number(add(places).toFixed(6)),
    }
  }
  const priced = records.map((record) => {
    const [amount, currency] = [numberOf(record), record['currency']]
    return {
      name: titleOf(entity, record),
      ...(amount === undefined ? {} : { amount }),
      ...(typeof currency === 'string' ? { currency } : {}),
    }
  })
  const { currency, worthOf, notes } = valued(priced, data.settings, kind)
  const worths = priced.map(worthOf)
  const sum = (places: readonly number[]) => {
    const total = new Sum(currency)
    for (const place of places) total.add(worths[place], 0)
    return total.amount
  }
  return {
    column,
    values: worths.map((worth) => (worth === undefined ? null : { minor: BigInt(worth), currency })),
    notes,
    sum,
  }
}

function listTable(data: Data, kind: EntityName, own: OwnReport, records: readonly AnyRecord[]): Table {
  const entity = entityIn(data.settings, kind)
  const sorted = sortRecords(records, own.sort ?? '-createdAt', entity, data)
  const table = recordTable(data, kind, sorted, own.columns ?? defaultColumns(entity))
  const sums = (own.sum ?? []).map((field) => summing(data, kind, field, sorted))
  const all = [...sorted.keys()]
  const totals = Object.fromEntries(sums.map((one) => [one.column.key, one.sum(all)]))
  const missing = sums
    .map(({ column }) => column)
    .filter(({ key }) => !table.columns.some((column) => column.key === key))
  const rows = table.rows.map((row, place) => ({
    ...row,
    ...Object.fromEntries(
      sums
        .filter(({ column }) => missing.includes(column))
        .map(({ column, values }) => [column.key, values[place] ?? null]),
    ),
  }))
  return {
    ...table,
    title: own.title ?? `${labelOf(entity.plural)}`,
    columns: [...table.columns, ...missing],
    rows,
    ...(sums.length === 0 ? {} : { totals }),
    notes: [counted(records.length, kind, data.settings), ...new Set(sums.flatMap(({ notes }) => notes))],
  }
}

function groupedTable(
  data: Data,
  kind: EntityName,
  own: OwnReport,
  records: readonly AnyRecord[],
  specs: readonly string[],
): Table {
  const grouping = groupingsOf(data, kind, specs.join(','))
  const groups = groupsOf(grouping, records)
  const sums = (own.sum ?? []).map((field) => summing(data, kind, field, records))
  const rowOf = (places: readonly number[]): Row => ({
    count: places.length,
    ...Object.fromEntries(sums.map((one) => [one.column.key, one.sum(places)])),
  })
  const rows = groups.map(([name, places]) => ({ ...groupCells(grouping, name), ...rowOf(places) }))
  const all: readonly Column[] = [
    ...groupColumns(grouping),
    { key: 'count', label: 'Count', type: 'number' },
    ...sums.map(({ column }) => column),
  ]
  const columns = own.columns === undefined ? all : own.columns.map((name) => columnNamed(all, name))
  const drawn = sums[0]?.column ?? { key: 'count', label: 'Count' }
  return {
    title: `${labelOf(entityIn(data.settings, kind).plural)} by ${grouping.label.toLowerCase()}`,
    columns,
    rows,
    totals: { ...groupCells(grouping, 'Total'), ...rowOf([...records.keys()]) },
    notes: [...new Set(sums.flatMap(({ notes }) => notes))],
    charts: chartsBy(grouping, [
      {
        kind: grouping.isTime ? 'columns' : 'bars',
        title: drawn.label,
        label: grouping.key,
        values: [drawn.key],
      },
    ]).filter(() => columns.length === all.length),
  }
}

function columnNamed(columns: readonly Column[], name: string): Column {
  const wanted = fold(name)
  const found = columns.find(({ key, label }) => fold(key) === wanted || fold(label) === wanted)
  if (found !== undefined) return found
  const known = columns.map(({ key }) => key)
  throw new InputError(`A grouped report has no column "${name}".`, `Valid: ${known.join(', ')}`)
}

/** The groups in their order, with the places of their records in the list; of time the empty ones between too. */
function groupsOf(
  grouping: Grouping,
  records: readonly AnyRecord[],
): readonly (readonly [name: string, places: readonly number[]])[] {
  const groups = new Groups<number[]>(() => [], grouping.order)
  for (const [place, record] of records.entries()) groups.at(grouping.of(record)).push(place)
  const { parts = [grouping] } = grouping
  return groups.inOrder(grouping, () => 0).toSorted(([a], [b]) => compareNames(parts, a, b))
}
