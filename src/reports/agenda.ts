/** The page of the day as titled tables for people and one flat table for machines. */
import { formatWhen, isDay } from '../dates.ts'
import { type AgendaGroup, type AgendaItem, agendaGroups } from '../rules/agenda/index.ts'
import type { Table } from './table.ts'

const headings: { readonly [G in AgendaGroup]: string } = {
  overdue: 'Overdue',
  today: 'Today',
  coming: 'Coming',
  dates: 'Birthdays and dates',
  keepInTouch: 'Keep in touch',
  comeBacks: 'Try again',
  qualified: 'Qualified, not converted',
  stale: 'Without activity',
  noNextStep: 'Without a next step',
}

/** Parts that can be as long as the store: a person is shown the beginning. */
const longParts: ReadonlySet<AgendaGroup> = new Set(['qualified', 'stale', 'noNextStep', 'keepInTouch'])

export interface Section {
  readonly title: string
  readonly table: Table
}

/** How many lines of a part a person is shown, where that is at most `most` of a part that can be long. */
export function shownOf(most: number): (group: AgendaGroup) => number {
  return (group) => (longParts.has(group) ? most : Number.POSITIVE_INFINITY)
}

/** What is there besides the items of a page. */
export interface Besides {
  /** How many more there are of each part than were given. */
  readonly left?: ReadonlyMap<AgendaGroup, number>
  /** How many things are not told because other people look after them. */
  readonly others?: number
}

/** @param most lines shown of a part that can be long */
export function agendaSections(
  items: readonly AgendaItem[],
  timezone: string,
  most: number,
  { left = new Map(), others = 0 }: Besides = {},
): readonly Section[] {
  const shownIn = shownOf(most)
  const last = agendaGroups.findLast((group) => items.some((item) => item.group === group))
  const ofOthers = others > 0 ? [`${others} more of others: crm today`] : []
  return agendaGroups.flatMap((group) => {
    const all = items.filter((item) => item.group === group)
    const shown = all.slice(0, shownIn(group))
    const rest = all.length - shown.length + (left.get(group) ?? 0)
    const more = rest > 0 ? [`… and ${rest} more: crm today --all`] : []
    return all.length === 0
      ? []
      : [
          {
            title: headings[group],
            table: {
              columns,
              rows: shown.map((item) => rowOf(item, timezone)),
              notes: [...more, ...(group === last ? ofOthers : [])],
            },
          },
        ]
  })
}

const columns: Table['columns'] = [
  { key: 'id', label: 'ID', type: 'id' },
  { key: 'when', label: 'When', type: 'text' },
  { key: 'days', label: '', type: 'text' },
  { key: 'text', label: 'What', type: 'text' },
  { key: 'about', label: 'About', type: 'text', under: 'text' },
  { key: 'owner', label: 'Owner', type: 'text', under: 'text' },
]

function rowOf(item: AgendaItem, timezone: string): Table['rows'][number] {
  return {
    id: item.id,
    when: isDay(item.when) ? item.when : formatWhen(item.when, timezone),
    days: farOf(item),
    text: `${item.priority === 'high' ? '! ' : ''}${item.text}`,
    about: item.about.join(', '),
    owner: item.owner ?? '',
  }
}

function farOf({ group, days }: AgendaItem): string {
  if (days > 0) return `in ${days}d`
  if (days === 0) return group === 'dates' || group === 'comeBacks' ? 'today' : ''
  return group === 'stale' || group === 'noNextStep' || group === 'qualified'
    ? `${-days}d ago`
    : `${-days}d late`
}

/** Every item, one a row. */
export function agendaTable(items: readonly AgendaItem[]): Table {
  const keys = ['group', 'id', 'kind', 'when', 'days', 'text', 'about', 'priority', 'owner']
  return {
    columns: keys.map((key) => ({ key, label: key, type: key === 'days' ? 'number' : 'text' })),
    rows: items.map(({ group, id, kind, when, days, text, about, priority, owner }) => ({
      group,
      id,
      kind,
      when,
      days,
      text,
      about: about.join('; '),
      priority: priority ?? null,
      owner: owner ?? null,
    })),
  }
}
