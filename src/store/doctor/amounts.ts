/** Amounts: with no more decimals than their currency has. */

import { currencyDigits } from '../../money.ts'
import type { Check } from './finding.ts'
import { edit } from './values.ts'

export const amounts: Check = function* ({ files, settings, refusal }) {
  for (const { name, kind, entity, seen } of files) {
    const fields = Object.keys(entity.fields).filter((field) => entity.fields[field]?.type === 'money')
    for (const { index, record } of seen) {
      const own = record['currency']
      if (refusal !== undefined && typeof own !== 'string') continue
      const currency = typeof own === 'string' && own !== '' ? own : settings.currency
      for (const field of fields) {
        const amount = record[field]
        if (typeof amount !== 'number' || isExact(amount, currency)) continue
        const message = `"${field}" is ${amount}; amounts in ${currency} have at most ${currencyDigits(currency)} decimals`
        yield {
          file: name,
          index,
          field,
          record: record.id,
          code: 'amount',
          message,
          hint: `${edit(kind, record.id)} --${field} AMOUNT`,
        }
      }
    }
  }
}

/** Whether the number nearest to the amount in minor units is the amount itself. */
function isExact(amount: number, currency: string): boolean {
  return Number.isSafeInteger(amount) || Number(amount.toFixed(currencyDigits(currency))) === amount
}
