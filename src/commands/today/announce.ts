/** crm today --announce: tells only what nobody was told, and marks it once it has gone out. */
import type { Context, Telling } from '../../context.ts'
import { formatWhen } from '../../dates.ts'
import type { AgendaItem } from '../../rules/agenda/index.ts'
import type { Result } from '../command.ts'
import type { Input } from '../input.ts'
import { exit, pageOf } from './page.ts'

/** Who is told, as it is kept: an owner or everybody, and the address it is mailed to. */
export function audienceOf(owner: string | undefined, address?: string): string {
  const who = owner?.toLowerCase() ?? 'everybody'
  return address === undefined ? who : `${who} ${address.toLowerCase()}`
}

/** The items of a telling. */
export function itemsOf(items: readonly AgendaItem[], { keys }: Telling): readonly AgendaItem[] {
  return items.filter((item) => keys.includes(item.key))
}

export function announced(
  context: Context,
  input: Input,
  items: readonly AgendaItem[],
  owner: string | undefined,
): Result {
  const page = pageOf(context, input, items)
  const { announcements } = context
  const { timezone } = context.settings()
  return {
    settled: async () => {
      const tellings = await announcements.claim(
        audienceOf(owner),
        items.map((item) => item.key),
      )
      const told = new Set(tellings.flatMap(({ keys }) => keys))
      const fresh = items.filter((item) => told.has(item.key))
      return {
        ...(await page(fresh)),
        ...exit(input, fresh.length),
        warnings: tellings.flatMap(({ again, keys }) =>
          again === undefined ? [] : [brokenOff(formatWhen(again, timezone), keys.length)],
        ),
        afterwards: (isTold) => (isTold ? announcements.confirm(tellings) : announcements.leave(tellings)),
      }
    },
  }
}

function brokenOff(at: string, count: number): string {
  return `The run of ${at} broke off while it told ${count === 1 ? 'one' : count} of these: you may know it already.`
}
