/** The store's own currency, which records leave out and exports say. */
import type { Settings } from '../../config.ts'
import type { Value } from '../../schema/field.ts'

/** Whether a value is what a record without it has all the same. */
export function isOwnCurrency(name: string, value: Value | undefined, { currency }: Settings): boolean {
  return name === 'currency' && value === currency
}
