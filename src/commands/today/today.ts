/** crm today: the page a person reads with coffee, and cron sends. */

import type { Context } from '../../context.ts'
import { agendaSections, type Section } from '../../reports/agenda.ts'
import { type AgendaGroup, agendaGroups } from '../../rules/agenda/index.ts'
import type { Command, Result } from '../command.ts'
import type { Input } from '../input.ts'
import { mailOption, recipientOption } from '../mail.ts'
import { ownerOption, ownerSaid } from '../owner.ts'
import { withShortIds } from '../results.ts'
import { askedFrom, beginning, itemsFor, keptAnswer } from './gather.ts'
import { exit, MOST, pageOf, SOMETHING } from './page.ts'

export const command: Command = {
  summary: 'Show the day: due, birthdays, keep in touch, come-backs, stale',
  description: `For cron: prints nothing and exits 0 where there is nothing to tell. With --announce each thing is told once on this machine and to this owner: a reminder when its day comes, and again only if it is put off to another day. Runs at the same time share what there is; what a run was telling when it was killed is told again, and that is said.
--mail sends the page by the server under "mail" in crm.json, with the password from CRM_SMTP_PASSWORD or CRM_SMTP_PASSWORD_COMMAND.
What comes back is set in crm.json: "dates", "keepInTouch", "stuckAfterDays", "convertAfterDays"; and by keepInTouch of a contact or account.`,
  options: [
    {
      name: 'within',
      value: 'DAYS',
      help: 'coming days to include, such as 7d or 2w; 7 unless given, 0 with --announce',
    },
    ownerOption,
    {
      name: 'only',
      value: 'PARTS',
      help: `only these parts, separated by commas: ${agendaGroups.join(', ')}`,
    },
    { name: 'all', help: 'the long parts whole; always so with --announce' },
    { name: 'always', help: 'say so where there is nothing' },
    { name: 'announce', help: 'tell only what was not told before, and mark it as told' },
    { name: 'exitCode', help: `exit ${SOMETHING} where there is something to tell` },
    mailOption,
    recipientOption('to'),
    { name: 'as', value: 'KIND', help: 'in a calendar, reminders as todo or event (todo)' },
  ],
  examples: [
    { line: 'crm today', says: 'everything for everybody' },
    { line: 'crm today --owner me --within 2d', says: 'your own, with the next two days' },
    { line: 'crm today --announce --owner Noy', says: 'each thing once: for an hourly cron' },
    { line: 'crm today --format html', says: 'a page; also markdown, csv, ics, json' },
  ],
  ownFormat: ['html', 'ics'],
  async run(context, input) {
    const owner = ownerSaid(context, input)
    if (isPlain(context, input)) return plainPage(context, input, owner)
    const { items, others } = await itemsFor(context, input, owner)
    if (input.has('mail')) return (await import('./mail.ts')).mailed(context, input, items, owner)
    if (input.has('announce')) return (await import('./announce.ts')).announced(context, input, items, owner)
    return { ...(await pageOf(context, input, items, others)(items)), ...exit(input, items.length) }
  },
}

function countOf(others: ReadonlyMap<AgendaGroup, number>): number {
  return [...others.values()].reduce((sum, count) => sum + count, 0)
}

/** Whether only the page itself is asked for: it is much shorter than all it is made of. */
function isPlain(context: Context, input: Input): boolean {
  const others = ['mail', 'announce', 'all', 'only', 'always']
  return context.format === undefined && others.every((name) => !input.has(name))
}

async function plainPage(context: Context, input: Input, owner: string | undefined): Promise<Result> {
  const { timezone } = context.settings()
  const asked = await askedFrom(context, input, owner)
  const make = () => {
    const { items, left, others } = beginning(context, asked, MOST)
    const sections = withShortIds(
      context.store(),
      agendaSections(items, timezone, MOST, { left, others: countOf(others) }),
    )
    const count = [...left.values()].reduce((sum, more) => sum + more, items.length)
    return { count, sections }
  }
  const kept = keptAnswer(context, 'page', asked, make)
  const { count, sections } = isPage(kept) ? kept : make()
  return {
    view: { type: 'sections', sections, table: { columns: [], rows: [] } },
    paged: true,
    ...exit(input, count),
  }
}

/** What was kept by this very version of the program. */
function isPage(value: unknown): value is { readonly count: number; readonly sections: readonly Section[] } {
  return typeof value === 'object' && value !== null && 'count' in value && 'sections' in value
}
