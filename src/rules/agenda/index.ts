/** T5: the page of the day. Adding a part is its file, its group in item.ts and a line here. */

import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import { titleOf } from '../../schema/entity.ts'
import { dueReminders, remindFields } from '../reminders.ts'
import { comeBacks } from './comeBacks.ts'
import { datesComing } from './dates.ts'
import {
  type AgendaGroup,
  type AgendaItem,
  type AgendaOptions,
  agendaGroups,
  type Gather,
  type Pending,
} from './item.ts'
import { keepInTouch } from './keepInTouch.ts'
import { neglected } from './neglected.ts'

export { type AgendaGroup, type AgendaItem, type AgendaOptions, agendaGroups } from './item.ts'

const parts: readonly Gather[] = [
  whole(reminders),
  whole(datesComing),
  whole(keepInTouch),
  whole(comeBacks),
  neglected,
]

function whole(gather: (data: Data, options: AgendaOptions) => readonly AgendaItem[]): Gather {
  return (data, options) =>
    gather(data, options).map((item) => ({ group: item.group, owner: item.owner, tell: () => item }))
}

/** Everything to be told, in the order of the page. */
export function agendaOf(data: Data, options: AgendaOptions): Beginning {
  return agendaBeginning(data, options, () => Number.POSITIVE_INFINITY)
}

/** What a page is made of that shows only the beginning of some parts. */
export interface Beginning {
  readonly items: readonly AgendaItem[]
  /** How many more there are of each part. */
  readonly left: ReadonlyMap<AgendaGroup, number>
  /** How many things of each part are not told because other people look after them. */
  readonly others: ReadonlyMap<AgendaGroup, number>
}

/** @param mostOf how many are told of a part */
export function agendaBeginning(
  data: Data,
  options: AgendaOptions,
  mostOf: (group: AgendaGroup) => number,
): Beginning {
  const byGroup = new Map<AgendaGroup, Pending[]>(agendaGroups.map((group) => [group, []]))
  const others = new Map<AgendaGroup, number>()
  for (const part of parts) {
    for (const one of part(data, options)) {
      if (options.isTold(one.owner)) byGroup.get(one.group)?.push(one)
      else others.set(one.group, (others.get(one.group) ?? 0) + 1)
    }
  }
  const left = new Map<AgendaGroup, number>()
  const items = agendaGroups.flatMap((group) => {
    const all = byGroup.get(group) ?? []
    const shown = all.slice(0, mostOf(group))
    left.set(group, all.length - shown.length)
    return shown.map((one) => one.tell())
  })
  return { items, left, others }
}

function reminders(data: Data, options: AgendaOptions): readonly AgendaItem[] {
  const open = data.slim('reminder', remindFields).filter((reminder) => reminder.status === 'open')
  return dueReminders(open, options).map(({ reminder, group, days }) => ({
    key: `reminder ${reminder.id} ${reminder.due}`,
    group,
    kind: 'reminder',
    id: reminder.id,
    when: reminder.due,
    days,
    text: reminder.text,
    // A lead and the contact made of it are called the same.
    about: [...new Set((reminder.for ?? []).map((id) => called(data, id)))],
    ...(reminder.owner === undefined ? {} : { owner: reminder.owner }),
    ...(reminder.priority === undefined ? {} : { priority: reminder.priority }),
  }))
}

function called(data: Data, id: string): string {
  const found = data.find(id)
  return found === undefined ? id : titleOf(entityIn(data.settings, found.kind), found.record)
}
