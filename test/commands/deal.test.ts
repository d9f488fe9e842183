import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, NOW, recordsOf, storeFrom } from '../helpers/crm.ts'

const ROASTERY = 'd2r9f4k7ma'
const CUPS = 'd5w2hq8r0c'
const SHELVES = 'd8t3e6h1sv'

let store: string
beforeEach(() => {
  store = storeFrom('examples')
})

const run = (line: string, options = {}) => crm(line, { store, ...options })
const deal = (id: string) => recordsOf(store, 'deals')[id] ?? {}

/** Changes the settings as a person would, in an editor. */
function configure(change: (settings: { [key: string]: unknown }) => void): void {
  const path = join(store, 'crm.json')
  const settings = JSON.parse(readFileSync(path, 'utf8'))
  change(settings)
  writeFileSync(path, `${JSON.stringify(settings, null, 2)}\n`)
}

describe('deal add', () => {
  it('starts in the first stage, with its first line of stage history', async () => {
    const id = (
      await run(
        'deal add --name Espresso --account "Mekong Coffee" --amount 95,000,000 --close-date "next friday"',
      )
    ).out.trim()
    expect(deal(id)).toEqual({
      id,
      name: 'Espresso',
      account: 'a7mk2c0f5e',
      amount: 95000000,
      stage: 'prospecting',
      closeDate: '2026-11-27',
      owner: 'Noy',
      stageHistory: [{ stage: 'prospecting', at: NOW, by: 'Noy' }],
      createdAt: NOW,
      updatedAt: NOW,
    })
  })

  it.each([
    ['--name X --stage closing', 2, /Unknown stage "closing"[\s\S]*prospecting, qualification/],
    ['--name X --amount 10.5', 2, /--amount/],
    ['--name X --account Nowhere', 3, /Nowhere/],
    ['--name X --close-date 31/02/2026', 2, /--close-date/],
    ['--amount 5', 2, /--name/],
  ])('refuses %s', async (flags, code, message) => {
    const before = filesOf(store)
    const ran = await run(`deal add ${flags}`)
    expect(ran.code).toBe(code)
    expect(ran.err).toMatch(message)
    expect(filesOf(store)).toEqual(before)
  })
})

describe('deal move', () => {
  it('keeps when it entered each stage', async () => {
    const ran = await run(`deal move ${ROASTERY} negotiation`)
    expect(ran.err).toContain('Moved deal Roastery fit-out: proposal → negotiation.')
    expect(deal(ROASTERY)).toMatchObject({
      stage: 'negotiation',
      updatedAt: NOW,
      stageHistory: [
        { stage: 'prospecting' },
        { stage: 'proposal' },
        { stage: 'negotiation', at: NOW, by: 'Noy' },
      ],
    })
    expect((await run(`deal show ${ROASTERY}`)).out).toMatch(/prospecting\s+2026-10-01 09:00\s+33/)
  })

  it('takes the beginning of a stage’s name', async () => {
    await run(`deal move ${ROASTERY} nego`)
    expect(deal(ROASTERY)['stage']).toBe('negotiation')
  })

  it('gives up a probability of its own', async () => {
    await run(`deal edit ${ROASTERY} --probability 65%`)
    expect(deal(ROASTERY)['probability']).toBe(65)
    await run(`deal move ${ROASTERY} negotiation`)
    expect(deal(ROASTERY)).not.toHaveProperty('probability')
  })

  it('refuses a stage that is not one, the stage it is in, and a closed deal', async () => {
    expect((await run(`deal move ${ROASTERY} closing`)).code).toBe(2)
    expect((await run(`deal move ${ROASTERY} proposal`)).code).toBe(4)
    const closed = await run(`deal move ${SHELVES} proposal`)
    expect(closed.code).toBe(4)
    expect(closed.err).toContain(`crm deal reopen ${SHELVES}`)
  })

  it('asks for the fields a stage requires, and takes them along', async () => {
    configure((settings) => {
      settings['stages'] = [
        { name: 'talking', probability: 10, kind: 'open' },
        { name: 'prospecting', probability: 10, kind: 'open' },
        { name: 'proposal', probability: 50, kind: 'open', requires: ['amount', 'nextStep'] },
        { name: 'won', probability: 100, kind: 'won' },
        { name: 'lost', probability: 0, kind: 'lost' },
      ]
    })
    const refused = await run(`deal move ${CUPS} proposal`)
    expect(refused.code).toBe(2)
    expect(refused.err).toMatch(/cannot enter proposal without nextStep/)
    expect(refused.err).toMatch(/--next-step/)
    expect((await run(`deal move ${CUPS} proposal --next-step "Send samples"`)).code).toBe(0)
    expect(deal(CUPS)).toMatchObject({ stage: 'proposal', nextStep: 'Send samples' })
    expect((await run('deal add --name X --stage proposal')).err).toMatch(/amount, nextStep/)
  })

  it('lists the stages on a terminal', async () => {
    await run(`deal move ${ROASTERY}`, { answers: ['negotiation'] })
    expect(deal(ROASTERY)['stage']).toBe('negotiation')
  })
})

describe('deal win and lose', () => {
  it('wins it today', async () => {
    await run(`deal win ${ROASTERY} --amount 300000000`)
    expect(deal(ROASTERY)).toMatchObject({
      stage: 'won',
      amount: 300000000,
      closeDate: '2026-11-22',
      closedAt: NOW,
    })
  })

  it('loses it for a reason, to try again', async () => {
    await run(`deal lose ${ROASTERY} --reason Price --note "Ten percent too much" --try-again-on +6m`)
    expect(deal(ROASTERY)).toMatchObject({
      stage: 'lost',
      lostReason: 'price',
      lostNote: 'Ten percent too much',
      tryAgainOn: '2027-05-22',
      closeDate: '2026-11-22',
      closedAt: NOW,
    })
  })

  it.each([
    ['', /--reason/],
    ['--reason weather', /price, competitor/],
    ['--reason other', /--note/],
  ])('is not lost with %s', async (flags, message) => {
    const before = filesOf(store)
    const ran = await run(`deal lose ${ROASTERY} ${flags}`)
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(message)
    expect(filesOf(store)).toEqual(before)
  })

  it('asks for the reason on a terminal', async () => {
    await run(`deal lose ${ROASTERY}`, { answers: ['other', 'The owner retired'] })
    expect(deal(ROASTERY)).toMatchObject({ lostReason: 'other', lostNote: 'The owner retired' })
  })
})

describe('deal reopen', () => {
  it('goes back to the stage before, and forgets why it was lost', async () => {
    await run(`deal reopen ${SHELVES}`)
    const reopened = deal(SHELVES)
    expect(reopened).toMatchObject({
      stage: 'negotiation',
      stageHistory: [{}, {}, { stage: 'lost' }, { stage: 'negotiation', at: NOW }],
    })
    for (const gone of ['lostReason', 'tryAgainOn', 'closedAt']) expect(reopened).not.toHaveProperty(gone)
  })

  it('takes another open stage, and no closed one', async () => {
    expect((await run(`deal reopen ${SHELVES} --stage won`)).code).toBe(2)
    await run(`deal reopen ${SHELVES} --stage qualification`)
    expect(deal(SHELVES)['stage']).toBe('qualification')
    expect((await run(`deal reopen ${SHELVES}`)).code).toBe(4)
  })
})

describe('deal board', () => {
  it('is for one owner, however the name is written, or for oneself', async () => {
    for (const flags of ['--owner NOY', '--owner me'])
      expect((await run(`deal board ${flags}`)).out).toContain('Roastery fit-out')
    const ran = await run('deal board --owner Kham')
    expect(ran.out).not.toContain('Roastery fit-out')
    expect(ran.err).toBe(
      'Nobody called "Kham" owns anything here: the owners are Noy.\nNo deals to show: the others are closed (--all), or not what was asked for.\n',
    )
  })

  it('says in an empty store how to begin', async () => {
    const ran = await crm('deal board', { store: await emptyStore() })
    expect(ran.err).toBe('No deals here. Add one with: crm deal add --name … --amount …\n')
  })

  it('shows the open stages in columns, with counts, sums and marks', async () => {
    const ran = await run('deal board', { columns: 100 })
    expect(ran.code).toBe(0)
    expect(ran.out).toMatch(/prospecting.*qualification.*proposal.*negotiation/)
    expect(ran.out).toMatch(/1 deal/)
    expect(ran.out).toMatch(/320,000,000/)
    expect(ran.out).toMatch(/160,000,000/)
    expect(ran.out).toMatch(/overdue 6d/)
    expect(ran.out).toMatch(/stuck/)
    expect(ran.out).not.toMatch(/Tea house/)
  })

  it('shows closed stages on request, and only what matches', async () => {
    const ran = await run(['deal', 'board', 'grinder', '--all'].join(' '))
    expect(ran.out).toMatch(/Grinder service/)
    expect(ran.out).not.toMatch(/Roastery/)
  })

  it('gives whole records in JSON', async () => {
    const board = (await run('deal board --json')).json()
    expect(board).toMatchObject([
      { stage: 'prospecting', deals: [{ id: CUPS }] },
      { stage: 'qualification', deals: [] },
      { stage: 'proposal', deals: [{ id: ROASTERY }] },
      {},
    ])
  })
})
