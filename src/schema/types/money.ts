/** An amount in the currency of its record, or else of the store. */
import { parseAmount } from '../../amounts.ts'
import { currencyDigits } from '../../money.ts'
import { decimalText, groupThousands, type Separators, separatorsOf } from '../../numbers.ts'
import { compareNumbers } from '../compare.ts'
import { defineType, type TypeContext } from '../type.ts'

function currencyOf({ record, settings }: TypeContext): string {
  const currency = record?.currency
  return typeof currency === 'string' && currency !== '' ? currency : settings.currency
}

/** As `formatAmount`, but shows what is stored even where it has more decimals than the currency. */
function formatMoney(value: number, currency: string, separators: Separators): string {
  const [whole = '', fraction = ''] = decimalText(value).split('.')
  const decimals = fraction.padEnd(currencyDigits(currency), '0')
  return `${groupThousands(decimals === '' ? whole : `${whole}.${decimals}`, separators)} ${currency}`
}

export const money = defineType<number>({
  placeholder: 'AMOUNT',
  numeric: true,
  is: (value): value is number => typeof value === 'number' && Number.isFinite(value),
  parse: (typed, context) => parseAmount(typed, currencyOf(context), context.isRounded),
  format: (value, context) => formatMoney(value, currencyOf(context), separatorsOf(context.settings)),
  plain: decimalText,
  compare: compareNumbers,
  search: decimalText,
})
