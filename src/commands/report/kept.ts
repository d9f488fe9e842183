/** Reports that were worked out once are kept until a record, a setting or the day changes: what cron and people ask again. */
import type { Context } from '../../context.ts'
import { today } from '../../dates.ts'
import type { Table } from '../../reports/table.ts'
import type { Sheet } from '../../reports/views.ts'
import { sameUntil } from '../../rules/agenda/until.ts'
import type { Input } from '../input.ts'
import type { Choice } from './choice.ts'

/**
 * A report's table or a dashboard, kept from an earlier time where that holds still. What is asked of the past or by a
 * query, which may ask for hours, is always worked out.
 * @param name of the report, with whatever else it depends on besides the choice
 */
export function keptAnswer<T extends Table | Sheet>(
  context: Context,
  input: Input,
  name: string,
  { data, options, now, said }: Choice,
  isAnswer: (value: unknown) => value is T,
  make: () => T,
): T {
  if (input.has('asOf') || options.query !== undefined) return make()
  const day = today(now, data.settings.timezone)
  const text = context.remembered(JSON.stringify([name, options, said, day]), () => ({
    text: JSON.stringify(make(), withoutBigInts),
    until: sameUntil(data, now),
  }))
  const kept: unknown = JSON.parse(text, withBigInts)
  return isAnswer(kept) ? kept : make()
}

/** Of what this very version of the program has kept. */
export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && 'columns' in value && 'rows' in value
}

/** The same of a dashboard. */
export function isSheet(value: unknown): value is Sheet {
  return typeof value === 'object' && value !== null && 'figures' in value && 'parts' in value
}

function withoutBigInts(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

function withBigInts(_: string, value: unknown): unknown {
  const isAmount = typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value
  return isAmount ? { ...value, minor: BigInt(String(value.minor)) } : value
}
