/** The order of a field's values: its type's, but that of the settings for words that are configured in an order. */
import type { Settings } from '../config.ts'
import type { Field, Value } from '../schema/field.ts'
import { optionsOf } from '../schema/options.ts'
import { types } from '../schema/types/index.ts'

/** How two values of a field compare, as for Array.sort. Words that are not configured come after those that are. */
export function comparison(field: Field, settings: Settings | undefined): (a: Value, b: Value) => number {
  const { compare } = types[field.type]
  if (field.type !== 'choice' || settings === undefined) return compare
  const ranks = new Map<Value, number>(optionsOf(field, settings).map((word, rank) => [word, rank]))
  const rankOf = (word: Value) => ranks.get(word) ?? ranks.size
  return (a, b) => rankOf(a) - rankOf(b) || compare(a, b)
}
