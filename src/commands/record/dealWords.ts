/** What the words after `deal add` say besides its name: an amount, the day it should close, and whose it is. */
import { parseAmount } from '../../amounts.ts'
import { datesOf } from '../../config.ts'
import type { Context } from '../../context.ts'
import { InputError } from '../../errors.ts'
import { dayIn } from '../../rules/quick/dayIn.ts'
import { type Span, spansIn, without } from '../../rules/quick/spans.ts'
import type { Data } from '../../schema/data.ts'
import { nameKey } from '../../schema/keys.ts'
import { types } from '../../schema/types/index.ts'
import { digits } from '../../text.ts'
import type { Input } from '../input.ts'

export interface DealWords {
  /** The input with what the words say, as if flags had said it. */
  readonly input: Input
  /** How the words were understood, where they say more than a name. */
  readonly says: readonly string[]
}

/** A flag that is given goes first: the words are then the name as they stand, as far as it says the same. */
export async function dealIn(context: Context, typed: Input): Promise<DealWords> {
  const settings = context.settings()
  let text = typed.words('words').join(' ').trim()
  let input = typed
  const says: string[] = []
  const take = (span: Span, flag: string, value: string, said: string): void => {
    text = without(text, span)
    input = input.with(flag, value)
    says.push(said)
  }
  const now = context.clock.now()
  const day = typed.has('closeDate') ? undefined : await dayIn(text, datesOf(settings, now))
  if (day !== undefined && without(text, day) !== '')
    take(day, 'closeDate', day.text, `close date ${day.when.slice(0, 10)}`)
  const currency = typed.text('currency') ?? settings.currency
  const takeAmount = (): void => {
    const amount = input.has('amount') ? undefined : amountIn(text, currency)
    if (amount === undefined) return
    const field = { type: 'money', help: '' } as const
    const read = { settings, now, name: 'amount', field, record: { currency } }
    take(amount, 'amount', amount.text, `amount ${types.money.format(amount.value, read)}`)
  }
  takeAmount()
  const account = typed.has('account') ? undefined : accountIn(context.store(), text)
  if (account !== undefined) take(account, 'account', account.id, `account ${account.name}`)
  // It may have stood before the account.
  takeAmount()
  return { input: input.withArgument('words', text), says: says.sort() }
}

/** A number at the beginning or end that is too large for part of a name, and no year; or one with a currency. */
function amountIn(text: string, currency: string): (Span & { readonly value: number }) | undefined {
  const spans = spansIn(text, 4)
    .filter(({ from, to }) => (from === 0) !== (to === text.length))
    .sort((a, b) => b.to - b.from - (a.to - a.from))
  for (const span of spans) {
    const plain = digits(span.text)
    if (!/\d/.test(plain) || /[/:]|^-/.test(plain)) continue
    const value = amountOf(plain, currency)
    if (value === undefined || value <= 0) continue
    const isBare = /^\d+$/.test(plain)
    if (isBare && (value < 1000 || isYear(value))) continue
    return { ...span, value }
  }
  return undefined
}

/** As people say them: Roadshow 2026, ສັນຍາ 2569. */
function isYear(value: number): boolean {
  return (value >= 1990 && value < 2100) || (value >= 2540 && value < 2600)
}

function amountOf(text: string, currency: string): number | undefined {
  try {
    return parseAmount(text, currency)
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

/** Words at the beginning or end that are the whole name of an account, and leave a name for the deal. */
function accountIn(
  data: Data,
  text: string,
): (Span & { readonly id: string; readonly name: string }) | undefined {
  const spans = spansIn(text, 8)
    .filter(({ from, to }) => (from === 0) !== (to === text.length))
    .sort((a, b) => b.to - b.from - (a.to - a.from))
  for (const span of spans) {
    const [account, ...others] = data.withKey('account', nameKey(span.text))
    if (account !== undefined && others.length === 0) return { ...span, id: account.id, name: account.name }
  }
  return undefined
}
