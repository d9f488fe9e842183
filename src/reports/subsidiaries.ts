/** The accounts below an account, at all levels, with their open deals and what they won. */
import { stageNamed } from '../config.ts'
import type { Account } from '../entities/account.ts'
import type { Deal } from '../entities/deal.ts'
import { type Amount, Total } from '../money.ts'
import type { Data } from '../schema/data.ts'
import type { AnyRecord } from '../schema/field.ts'
import { linked } from './linked.ts'
import type { Row, Table } from './table.ts'
import { type Valuation, valued } from './worth.ts'

interface Below {
  readonly account: Account
  /** 1 for its own subsidiaries, 2 for theirs. */
  readonly level: number
}

/**
 * A row for each account below, those of one below it; empty where there are none.
 * @param isSummed a last row adds them up, with the account's own deals
 */
export function subsidiaryTable(data: Data, account: AnyRecord, isSummed: boolean): Table {
  const below = accountsBelow(data, account.id, 1, new Set([account.id]))
  const dealsOf = new Map(
    [account.id, ...below.map((one) => one.account.id)].map((id) => [
      id,
      linked(data, id, 'deal', 'account'),
    ]),
  )
  const all = [...dealsOf.values()].flat()
  const valuation = valued(all, data.settings)
  const rows = below.map(({ account: { id, name }, level }) => ({
    id,
    name: `${'  '.repeat(level - 1)}${name}`,
    ...figures(data, dealsOf.get(id) ?? [], valuation),
  }))
  return {
    columns: [
      { key: 'id', label: 'ID', type: 'id' },
      { key: 'name', label: 'Name', type: 'text' },
      { key: 'openDeals', label: 'Open deals', type: 'number' },
      { key: 'open', label: 'Open', type: 'money' },
      { key: 'won', label: 'Won', type: 'money' },
    ],
    rows,
    ...(isSummed && rows.length > 0
      ? { totals: { name: 'Total with its own', ...figures(data, all, valuation) } }
      : {}),
    notes: valuation.notes,
  }
}

/** An old circle of parents ends where it comes round. */
function accountsBelow(data: Data, id: string, level: number, met: Set<string>): readonly Below[] {
  return linked(data, id, 'account', 'parent')
    .filter((account) => !met.has(account.id))
    .flatMap((account) => {
      met.add(account.id)
      return [{ account, level }, ...accountsBelow(data, account.id, level + 1, met)]
    })
}

function figures({ settings }: Data, deals: readonly Deal[], { currency, worthOf }: Valuation<Deal>): Row {
  const of = (kind: string) => deals.filter(({ stage }) => stageNamed(settings, stage)?.kind === kind)
  const sum = (some: readonly Deal[]): Amount => {
    const total = new Total()
    for (const deal of some) total.add(worthOf(deal) ?? 0)
    return { minor: total.minor, currency }
  }
  const open = of('open')
  return { openDeals: open.length, open: sum(open), won: sum(of('won')) }
}
