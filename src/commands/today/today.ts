/** crm today: the page a person reads with coffee, and cron sends. */
import type { Context } from '../../context.ts'
import { today } from '../../dates.ts'
import { unknownWord } from '../../errors.ts'
import { agendaSections, agendaTable, type Section } from '../../reports/agenda.ts'
import { ownedBy } from '../../reports/report.ts'
import { type AgendaItem, type AgendaOptions, agendaGroups, agendaOf } from '../../rules/agenda/index.ts'
import { sameUntil } from '../../rules/agenda/until.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Command, Result } from '../command.ts'
import { daysOf, entryTypeOf, type Input } from '../input.ts'
import { mailOption, recipientOption, sendToEach } from '../mail.ts'
import { calendarOf, htmlPage, messageOf } from './told.ts'

/** Lines of a long part that a person is shown. */
const MOST = 10

/** The exit code of --exit-code where there is something to tell. */
const SOMETHING = 10

export const command: Command = {
  summary: 'Show the day: due, birthdays, keep in touch, come-backs, stale',
  description: `For cron: prints nothing and exits 0 where there is nothing to tell. With --announce each thing is told once on this
machine and to this owner: a reminder when its day comes, and again only if it is put off to another day. --mail sends the
page by the server under "mail" in crm.json, with the password from CRM_SMTP_PASSWORD or CRM_SMTP_PASSWORD_COMMAND.
What comes back is set in crm.json: "dates", "keepInTouch", "stuckAfterDays"; and by keepInTouch of a contact or account.`,
  options: [
    {
      name: 'within',
      value: 'DAYS',
      help: 'coming days to include, such as 7d or 2w; 7 unless given, 0 with --announce',
    },
    { name: 'owner', value: 'NAME', help: 'only what this owner looks after; "me" for your own' },
    {
      name: 'only',
      value: 'PARTS',
      help: `only these parts, separated by commas: ${agendaGroups.join(', ')}`,
    },
    { name: 'all', help: 'the long parts whole' },
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
    const owner = input.text('owner') === 'me' ? context.user : input.text('owner')
    if (isPlain(context, input)) return plainPage(context, input, owner)
    const items = await itemsFor(context, input, owner)
    if (input.has('mail')) return mail(context, input, items, owner)
    const audience = audienceOf(owner)
    const fresh = untold(context, input, items, audience)
    const told =
      input.has('announce') && fresh.length > 0
        ? {
            afterwards: () =>
              context.announce(
                audience,
                fresh.map((item) => item.key),
              ),
          }
        : {}
    return { ...(await page(context, input, fresh)), ...told, ...exit(input, fresh.length) }
  },
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
    const items = gathered(context, asked)
    return { count: items.length, sections: agendaSections(items, timezone, MOST) }
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

interface Asked {
  readonly within: number
  readonly owner: string | undefined
  readonly matching: AgendaOptions['matching']
}

async function askedFrom(context: Context, input: Input, owner: string | undefined): Promise<Asked> {
  const within = daysOf(input.text('within') ?? (input.has('announce') ? '0' : '7'), '--within')
  return { within, owner, matching: await matchingOf(context) }
}

function keptAnswer(context: Context, what: string, { within, owner }: Asked, make: () => unknown): unknown {
  const now = context.clock.now()
  const question = JSON.stringify([what, owner ?? null, within, today(now, context.settings().timezone)])
  const answer = () => ({ text: JSON.stringify(make()), until: sameUntil(context.store(), now) })
  return JSON.parse(context.remembered(question, answer))
}

async function itemsFor(
  context: Context,
  input: Input,
  owner: string | undefined,
): Promise<readonly AgendaItem[]> {
  const only = partsOf(input)
  const asked = await askedFrom(context, input, owner)
  const items = keptAnswer(context, 'items', asked, () => gathered(context, asked))
  const all = areItems(items) ? items : gathered(context, asked)
  return only === undefined ? all : all.filter((item) => only.includes(item.group))
}

function gathered(context: Context, asked: Asked): readonly AgendaItem[] {
  const data = context.store()
  const now = context.clock.now()
  const { timezone, stuckAfterDays } = data.settings
  const { within, owner, matching } = asked
  return agendaOf(data, {
    now,
    today: today(now, timezone),
    timezone,
    within,
    staleAfter: stuckAfterDays,
    isOwned: ownedBy(owner),
    matching,
  })
}

/** What was kept by this very version of the program. */
function areItems(value: unknown): value is readonly AgendaItem[] {
  return (
    Array.isArray(value) &&
    value.every(
      (item) =>
        typeof item === 'object' && item !== null && 'key' in item && 'group' in item && 'about' in item,
    )
  )
}

function partsOf(input: Input): readonly string[] | undefined {
  const only = input.list('only')
  const known: readonly string[] = agendaGroups
  for (const part of only ?? []) if (!known.includes(part)) throw unknownWord('part', part, known)
  return only
}

/** The query language is loaded only where the settings ask something in it. */
async function matchingOf(context: Context): Promise<AgendaOptions['matching']> {
  const data = context.store()
  const { settings } = data
  if (settings.keepInTouch.every((rule) => rule.query.trim() === '')) return () => () => true
  const [{ parseQuery }, { matcher, prepareQuery }] = await Promise.all([
    import('../../query/parse.ts'),
    import('../../query/match.ts'),
  ])
  for (const { kind, query } of settings.keepInTouch) {
    if (query.trim() !== '')
      await prepareQuery(parseQuery(query), { entity: entityIn(settings, kind), settings })
  }
  return (kind, query) => {
    if (query.trim() === '') return () => true
    return matcher(parseQuery(query), {
      entity: entityIn(settings, kind),
      settings,
      now: context.clock.now(),
      data,
    })
  }
}

function audienceOf(owner: string | undefined, address?: string): string {
  return [
    owner?.toLowerCase() ?? 'everybody',
    ...(address === undefined ? [] : [address.toLowerCase()]),
  ].join(' ')
}

function untold(
  context: Context,
  input: Input,
  items: readonly AgendaItem[],
  audience: string,
): readonly AgendaItem[] {
  if (!input.has('announce')) return items
  const told = context.announced(audience)
  return items.filter((item) => !told.has(item.key))
}

function exit(input: Input, count: number): Result {
  return input.has('exitCode') && count > 0 ? { exitCode: SOMETHING } : {}
}

async function page(context: Context, input: Input, items: readonly AgendaItem[]): Promise<Result> {
  const data = context.store()
  const day = today(context.clock.now(), data.settings.timezone)
  if (context.format === 'ics')
    return { view: { type: 'raw', text: await calendarOf(data, items, entryTypeOf(input)) } }
  const isSilent = items.length === 0 && !input.has('always')
  if (context.format === 'html')
    return isSilent ? {} : { view: { type: 'raw', text: htmlPage(data, items, day) } }
  const json = items.map(({ key: _, about, ...item }) => ({ ...item, about: [...about] }))
  if (items.length === 0 && !isSilent && context.format === undefined)
    return { json, view: { type: 'text', text: `Nothing to do on ${day}.` } }
  const sections = agendaSections(
    items,
    data.settings.timezone,
    input.has('all') ? Number.POSITIVE_INFINITY : MOST,
  )
  return { json, view: { type: 'sections', sections, table: agendaTable(items) }, paged: true }
}

/** Sends each recipient what was not told them, and marks it only once the server has taken it. */
async function mail(
  context: Context,
  input: Input,
  items: readonly AgendaItem[],
  owner: string | undefined,
): Promise<Result> {
  const data = context.store()
  const day = today(context.clock.now(), data.settings.timezone)
  const most = input.has('all') ? Number.POSITIVE_INFINITY : MOST
  let count = 0
  const sent = await sendToEach(context, input.texts('to'), owner, async (to) => {
    const audience = audienceOf(owner, to)
    const fresh = untold(context, input, items, audience)
    count += fresh.length
    if (fresh.length === 0 && !input.has('always')) return false
    await context.sendMail({ to, ...messageOf(data, fresh, day, most) })
    if (input.has('announce') && fresh.length > 0)
      context.announce(
        audience,
        fresh.map((item) => item.key),
      )
    return true
  })
  return {
    json: { sent: [...sent], items: count },
    notes: sent.map((to) => `Sent to ${to}.`),
    ...exit(input, count),
  }
}
