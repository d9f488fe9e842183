/** T5: the page of the day. Adding a part is its file, its group in item.ts and a line here. */

import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import { titleOf } from '../../schema/entity.ts'
import { dueReminders } from '../reminders.ts'
import { comeBacks } from './comeBacks.ts'
import { datesComing } from './dates.ts'
import { type AgendaItem, type AgendaOptions, agendaGroups, type Gather } from './item.ts'
import { keepInTouch } from './keepInTouch.ts'
import { neglected } from './neglected.ts'

export { type AgendaGroup, type AgendaItem, type AgendaOptions, agendaGroups } from './item.ts'

const parts: readonly Gather[] = [reminders, datesComing, keepInTouch, comeBacks, neglected]

/** Everything to be told, in the order of the page. */
export function agendaOf(data: Data, options: AgendaOptions): readonly AgendaItem[] {
  const items = parts.flatMap((part) => part(data, options))
  return agendaGroups.flatMap((group) => items.filter((item) => item.group === group))
}

function reminders(data: Data, options: AgendaOptions): readonly AgendaItem[] {
  const owned = data
    .all('reminder')
    .filter((reminder) => reminder.status === 'open' && options.isOwned(reminder))
  return dueReminders(owned, options).map(({ reminder, group, days }) => ({
    key: `reminder ${reminder.id} ${reminder.due}`,
    group,
    kind: 'reminder',
    id: reminder.id,
    when: reminder.due,
    days,
    text: reminder.text,
    about: (reminder.for ?? []).map((id) => called(data, id)),
    ...(reminder.owner === undefined ? {} : { owner: reminder.owner }),
    ...(reminder.priority === undefined ? {} : { priority: reminder.priority }),
  }))
}

function called(data: Data, id: string): string {
  const found = data.find(id)
  return found === undefined ? id : titleOf(entityIn(data.settings, found.kind), found.record)
}
