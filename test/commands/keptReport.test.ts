import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { crm, storeFrom } from '../helpers/crm.ts'

const evening = '2026-11-22T16:59:00Z'
const nextDay = '2026-11-23T02:00:00Z'

function keptIn(store: string): string[] {
  return readdirSync(join(store, '.local/cache/answers')).map((name) =>
    join(store, '.local/cache/answers', name),
  )
}

async function counted(store: string, now?: string): Promise<unknown> {
  const { json } = await answer(store, now)
  return json.totals.count
}

async function answer(store: string, now = '2026-11-22T02:00:00Z') {
  const { out } = await crm('report pipeline --json', { store, now })
  return { out, json: JSON.parse(out) }
}

describe('a report that was worked out', () => {
  it('is kept, and says the same', async () => {
    const store = storeFrom('examples')
    const first = await answer(store)
    expect(keptIn(store)).toHaveLength(1)
    expect((await answer(store)).out).toBe(first.out)
  })

  it('is what comes out, while nothing has changed', async () => {
    const store = storeFrom('examples')
    const table = await crm('report pipeline', { store, now: '2026-11-22T02:00:00Z' })
    const [file = ''] = keptIn(store)
    const [head = '', text = ''] = readFileSync(file, 'utf8').split(/\n(.*)/s)
    writeFileSync(file, `${head}\n${text.replaceAll('negotiation', 'negotiatioN')}`)
    const again = await crm('report pipeline', { store, now: '2026-11-22T02:00:01Z' })
    expect(again.out).toBe(table.out.replaceAll('negotiation', 'negotiatioN'))
  })

  it('is worked out anew after a change', async () => {
    const store = storeFrom('examples')
    const before = await counted(store)
    expect(before).toBe(4)
    expect((await crm('deal add --name "Ten kilos" --amount 5000', { store })).code).toBe(0)
    expect(await counted(store)).toBe(5)
  })

  it('is worked out anew on another day, with other settings, of the past and by a query', async () => {
    const store = storeFrom('examples')
    await answer(store)
    await crm('report pipeline', { store, now: evening })
    expect(keptIn(store)).toHaveLength(1)
    await crm('report pipeline', { store, now: nextDay })
    expect(keptIn(store)).toHaveLength(2)
    for (const line of ['report pipeline --as-of 2026-11-01', 'report pipeline --where stage:won'])
      expect((await crm(line, { store, now: nextDay })).code).toBe(0)
    expect(keptIn(store)).toHaveLength(2)
  })

  it('is worked out anew where what was kept is damaged', async () => {
    const store = storeFrom('examples')
    const first = await answer(store)
    for (const file of keptIn(store)) writeFileSync(file, readFileSync(file, 'utf8').slice(0, -40))
    expect((await answer(store)).out).toBe(first.out)
  })
})

describe('a dashboard that was worked out', () => {
  it('says the same, amounts and all', async () => {
    const store = storeFrom('examples')
    const first = await crm('dashboard --json', { store, now: evening })
    const kept = keptIn(store).length
    expect(kept).toBe(1)
    expect((await crm('dashboard --json', { store, now: evening })).out).toBe(first.out)
    const text = await crm('dashboard', { store, now: evening })
    expect(text.out).toContain('LAK')
    expect(keptIn(store)).toHaveLength(1)
  })
})
