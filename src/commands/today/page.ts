/** The page of a day in the format asked for. */
import type { Context } from '../../context.ts'
import { today } from '../../dates.ts'
import { agendaSections, agendaTable } from '../../reports/agenda.ts'
import type { AgendaItem } from '../../rules/agenda/index.ts'
import type { Result } from '../command.ts'
import { entryTypeOf, type Input } from '../input.ts'

/** Lines of a long part that a person is shown. */
export const MOST = 10

/** The exit code of --exit-code where there is something to tell. */
export const SOMETHING = 10

export function exit(input: Input, count: number): Result {
  return input.has('exitCode') && count > 0 ? { exitCode: SOMETHING } : {}
}

/** The day that the store's clocks show. */
export function dayIn(context: Context): string {
  return today(context.clock.now(), context.settings().timezone)
}

/** Lines shown of a part that can be long: what is marked as told is shown whole. */
export function mostOf(input: Input): number {
  return input.has('all') || input.has('announce') ? Number.POSITIVE_INFINITY : MOST
}

/**
 * What makes the page of some of the items.
 * @param items all that may be told: what a page of them needs of the store is read now
 * @param others how many more things other people look after
 */
export function pageOf(
  context: Context,
  input: Input,
  items: readonly AgendaItem[],
  others = 0,
): (shown: readonly AgendaItem[]) => Promise<Result> {
  const day = dayIn(context)
  const { timezone } = context.settings()
  const isSilent = (shown: readonly AgendaItem[]) => shown.length === 0 && !input.has('always')
  if (context.format === 'ics') return calendar(context, input, items)
  return async (shown) => {
    if (context.format === 'html')
      return isSilent(shown)
        ? {}
        : { view: { type: 'raw', text: (await import('./told.ts')).htmlPage(timezone, shown, day) } }
    const json = shown.map(({ key: _, about, ...item }) => ({ ...item, about: [...about] }))
    if (shown.length === 0 && !isSilent(shown) && context.format === undefined)
      return { json, view: { type: 'text', text: `Nothing to do on ${day}.` } }
    const sections = agendaSections(shown, timezone, mostOf(input), { others })
    return { json, view: { type: 'sections', sections, table: agendaTable(shown) }, paged: true }
  }
}

/** A calendar that has nothing in it is one all the same: what watches it must see that. */
function calendar(context: Context, input: Input, items: readonly AgendaItem[]) {
  const type = entryTypeOf(input)
  const data = context.store()
  const making = import('../../rules/calendar.ts').then(
    ({ agendaEntry }) => new Map(items.map((item) => [item.key, agendaEntry(data, item, type)])),
  )
  return async (shown: readonly AgendaItem[]): Promise<Result> => {
    const [{ writeEntries }, entries] = await Promise.all([import('../../formats/calendar.ts'), making])
    const text = writeEntries(shown.flatMap((item) => entries.get(item.key) ?? []))
    return { view: { type: 'raw', text } }
  }
}
