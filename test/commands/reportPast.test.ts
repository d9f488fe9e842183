/** What a report says of an earlier day is what it said on that day. */
import { describe, expect, it } from 'vitest'
import { crm, emptyStore } from '../helpers/crm.ts'

/** Commands of a few days; each report is kept at the end of each day, and asked for again at the end of all. */
const days: { readonly [day: string]: readonly string[] } = {
  '2026-11-02': [
    'crm lead add --first-name Noy --email noy@mekong.example --source web',
    'crm lead add --first-name ບຸນມີ --email bounmy@mekong.example --source line',
    'crm deal add --name Roaster --amount 480000 --close-date 2026-11-20 --owner Noy',
    'crm deal add --name Cups --amount 1250.50 --stage proposal --owner Malee',
    'crm reminder add "Send the offer" --due 2026-11-03',
  ],
  '2026-11-05': [
    'crm deal move Roaster negotiation',
    'crm deal edit Cups --amount 2000 --close-date 2026-12-01',
    'crm lead edit Noy --status contacted',
    'crm log call noy@mekong.example "Wants a visit" --direction in',
  ],
  '2026-11-09': [
    'crm deal win Roaster --amount 465000.25',
    'crm deal add --name Tea --amount 90 --owner Malee',
    'crm lead qualify noy@mekong.example --budget yes',
    'crm reminder done "Send the offer"',
    'crm log email noy@mekong.example "The offer" --direction out',
  ],
  '2026-11-12': [
    'crm lead convert noy@mekong.example --deal-name "Second roaster" --amount 7000',
    'crm deal lose Cups --reason price',
    'crm deal edit Tea --owner Noy',
  ],
  '2026-11-16': [
    'crm deal reopen Cups',
    'crm deal remove Tea --yes',
    'crm deal move "Second roaster" proposal',
  ],
}

const asked = [
  'pipeline',
  'forecast',
  'funnel',
  'win-loss',
  'lost',
  'owners',
  'customers',
  'communication',
  'leads',
  'sources',
  'statuses',
  'stale --days 2',
  'reminders',
]

describe('crm report --as-of', () => {
  it('says what was said then', { timeout: 120_000 }, async () => {
    const store = await emptyStore()
    const said = new Map<string, string>()
    for (const [day, lines] of Object.entries(days)) {
      for (const line of lines) {
        const ran = await crm(line, { store, now: `${day}T05:00:00Z` })
        expect({ line, code: ran.code, err: ran.code === 0 ? '' : ran.err }).toEqual({
          line,
          code: 0,
          err: '',
        })
      }
      for (const report of asked) {
        const { out } = await crm(`crm report ${report}`, { store, now: `${day}T16:59:59Z` })
        said.set(`${report} on ${day}`, out)
      }
    }
    for (const day of Object.keys(days)) {
      for (const report of asked) {
        const { out } = await crm(`crm report ${report} --as-of ${day}`, {
          store,
          now: '2026-11-30T05:00:00Z',
        })
        expect(`${report} on ${day}\n${out}`).toBe(`${report} on ${day}\n${said.get(`${report} on ${day}`)}`)
      }
    }
  })
})

describe('what was entered since', () => {
  const file = 'name,amount,stage,openedOn,closeDate\nOld,500,won,2026-02-01,2026-03-01\n'
  const wonOn = async (store: string, day: string) => {
    const { out } = await crm(`crm report pipeline --as-of ${day} --format csv`, {
      store,
      now: '2026-05-01T00:00:00Z',
    })
    return out.split('\n').find((line) => line.startsWith('won,'))
  }

  it('goes by its own dates while it is there, and is nowhere once its import was undone', async () => {
    const store = await emptyStore()
    await crm('crm import deals -', { store, input: file, now: '2026-04-01T05:00:00Z' })
    expect(await wonOn(store, '2026-03-02')).toBe('won,1,500.00,500.00,')
    await crm('crm undo', { store, now: '2026-04-05T05:00:00Z' })
    expect(await wonOn(store, '2026-03-02')).toBe('won,0,0.00,0.00,')
    expect(await wonOn(store, '2026-04-02')).toBe('won,1,500.00,500.00,')
    await crm('crm redo', { store, now: '2026-04-06T05:00:00Z' })
    expect(await wonOn(store, '2026-03-02')).toBe('won,1,500.00,500.00,')
  })
})
