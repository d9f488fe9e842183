/** What is to be told, gathered from the store or as it was kept. */
import type { Context } from '../../context.ts'
import { today } from '../../dates.ts'
import { unknownWord } from '../../errors.ts'
import { shownOf } from '../../reports/agenda.ts'
import { ownedBy } from '../../reports/report.ts'
import {
  type AgendaItem,
  type AgendaOptions,
  agendaBeginning,
  agendaGroups,
  agendaOf,
  type Beginning,
} from '../../rules/agenda/index.ts'
import { sameUntil } from '../../rules/agenda/until.ts'
import { entityIn } from '../../schema/custom.ts'
import { daysOf, type Input } from '../input.ts'

export interface Asked {
  readonly within: number
  readonly owner: string | undefined
  readonly matching: AgendaOptions['matching']
}

export async function askedFrom(context: Context, input: Input, owner: string | undefined): Promise<Asked> {
  const within = daysOf(input.text('within') ?? (input.has('announce') ? '0' : '7'), '--within')
  return { within, owner, matching: await matchingOf(context) }
}

export function keptAnswer(
  context: Context,
  what: string,
  { within, owner }: Asked,
  make: () => unknown,
): unknown {
  const now = context.clock.now()
  const question = JSON.stringify([what, owner ?? null, within, today(now, context.settings().timezone)])
  const answer = () => ({ text: JSON.stringify(make()), until: sameUntil(context.store(), now) })
  return JSON.parse(context.remembered(question, answer))
}

export async function itemsFor(
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
  return agendaOf(context.store(), optionsOf(context, asked))
}

/** The same where only the beginning of long parts is shown. */
export function beginning(context: Context, asked: Asked, most: number): Beginning {
  return agendaBeginning(context.store(), optionsOf(context, asked), shownOf(most))
}

function optionsOf(context: Context, { within, owner, matching }: Asked): AgendaOptions {
  const now = context.clock.now()
  const { timezone, stuckAfterDays } = context.settings()
  return {
    now,
    today: today(now, timezone),
    timezone,
    within,
    staleAfter: stuckAfterDays,
    isOwned: ownedBy(owner),
    matching,
  }
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
