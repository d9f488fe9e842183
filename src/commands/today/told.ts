/** The page of the day in its formats, and as a message. */
import { formatWhen } from '../../dates.ts'
import { lookOf } from '../../formats/cell.ts'
import { sectionsHtml, sectionsText } from '../../formats/sections.ts'
import { agendaSections } from '../../reports/agenda.ts'
import type { AgendaItem } from '../../rules/agenda/index.ts'
import { agendaEntry } from '../../rules/calendar.ts'
import type { Data } from '../../schema/data.ts'

/** Everything of a part that can be long. */
const ALL = Number.POSITIVE_INFINITY

export function htmlPage(data: Data, items: readonly AgendaItem[], day: string, most = ALL): string {
  const sections = agendaSections(items, data.settings.timezone, most)
  return sectionsHtml(titleOf(day), sections, lookOf(data.settings))
}

/** A calendar of the items, each under a name that stays. */
export async function calendarOf(
  data: Data,
  items: readonly AgendaItem[],
  type: 'todo' | 'event',
): Promise<string> {
  const { writeEntries } = await import('../../formats/calendar.ts')
  return writeEntries(items.map((item) => agendaEntry(data, item, type)))
}

/** Subject and both bodies of a message that tells the items. */
export function messageOf(
  data: Data,
  items: readonly AgendaItem[],
  day: string,
  most: number,
): { subject: string; text: string; html: string } {
  const [first] = items
  const rest = items.length > 1 ? ` and ${items.length - 1} more` : ''
  const subject =
    first === undefined
      ? `Nothing to do on ${day}`
      : `${day}: ${first.text}${first.about.length > 0 ? ` (${first.about.join(', ')})` : ''}${rest}`
  return {
    subject: subject.replace(/[\r\n]+/g, ' ').slice(0, 200),
    text:
      items.length === 0
        ? `Nothing to do on ${day}.\n`
        : sectionsText(agendaSections(items, data.settings.timezone, most)),
    html: htmlPage(data, items, day, most),
  }
}

function titleOf(day: string): string {
  return `Today, ${formatWhen(day, 'UTC')}`
}
