/** The page of the day in its formats, and as a message. */
import { formatWhen } from '../../dates.ts'
import { sectionsHtml, sectionsText } from '../../formats/sections.ts'
import { agendaSections } from '../../reports/agenda.ts'
import type { AgendaItem } from '../../rules/agenda/index.ts'

/** Everything of a part that can be long. */
const ALL = Number.POSITIVE_INFINITY

export function htmlPage(timezone: string, items: readonly AgendaItem[], day: string, most = ALL): string {
  return sectionsHtml(titleOf(day), agendaSections(items, timezone, most), { timezone })
}

/** Subject and both bodies of a message that tells the items. */
export function messageOf(
  timezone: string,
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
      items.length === 0 ? `Nothing to do on ${day}.\n` : sectionsText(agendaSections(items, timezone, most)),
    html: htmlPage(timezone, items, day, most),
  }
}

function titleOf(day: string): string {
  return `Today, ${formatWhen(day, 'UTC')}`
}
