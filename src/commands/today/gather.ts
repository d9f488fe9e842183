/** What is to be told, gathered from the store or as it was kept. */
import type { Context } from '../../context.ts'
import { today } from '../../dates.ts'
import { unknownWord } from '../../errors.ts'
import { shownOf } from '../../reports/agenda.ts'
import {
  type AgendaItem,
  type AgendaOptions,
  agendaBeginning,
  agendaGroups,
  agendaOf,
  type Beginning,
} from '../../rules/agenda/index.ts'
import { toldTo } from '../../rules/agenda/owner.ts'
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
): Promise<{ readonly items: readonly AgendaItem[]; readonly others: number }> {
  const only = partsOf(input)
  const asked = await askedFrom(context, input, owner)
  const kept = keptAnswer(context, 'items', asked, () => gathered(context, asked))
  const { items, others } = isGathered(kept) ? kept : gathered(context, asked)
  const isAsked = ({ group }: { readonly group: string }) => only === undefined || only.includes(group)
  const ofOthers = others.filter(isAsked).reduce((sum, { count }) => sum + count, 0)
  return { items: items.filter(isAsked), others: ofOthers }
}

interface Gathered {
  readonly items: readonly AgendaItem[]
  /** How many more things of each part other people look after. */
  readonly others: readonly { readonly group: string; readonly count: number }[]
}

function gathered(context: Context, asked: Asked): Gathered {
  const { items, others } = agendaOf(context.store(), optionsOf(context, asked))
  return { items, others: [...others].map(([group, count]) => ({ group, count })) }
}

/** The same where only the beginning of long parts is shown. */
export function beginning(context: Context, asked: Asked, most: number): Beginning {
  return agendaBeginning(context.store(), optionsOf(context, asked), shownOf(most))
}

function optionsOf(context: Context, { within, owner, matching }: Asked): AgendaOptions {
  const now = context.clock.now()
  const { timezone, stuckAfterDays, convertAfterDays } = context.settings()
  return {
    now,
    today: today(now, timezone),
    timezone,
    within,
    staleAfter: stuckAfterDays,
    convertAfter: convertAfterDays,
    isTold: toldTo(owner, context.settings()),
    matching,
  }
}

/** What was kept by this very version of the program. */
function isGathered(value: unknown): value is Gathered {
  return (
    typeof value === 'object' &&
    value !== null &&
    'others' in value &&
    'items' in value &&
    Array.isArray(value.others) &&
    areItems(value.items)
  )
}

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
