/** Conversion, rule by rule. */
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, NOW, recordsOf } from '../helpers/crm.ts'

const stamps = { createdAt: NOW, updatedAt: NOW }
const LATER = '2026-11-23T02:00:00Z'

let store: string
let lead: string

const run = (line: string, options = {}) => crm(line, { store, ...options })
const one = (plural: string) => Object.values(recordsOf(store, plural))[0] ?? {}
const count = () =>
  ['leads', 'accounts', 'contacts', 'deals'].map((plural) => Object.keys(recordsOf(store, plural)).length)
const idOf = async (line: string) => (await run(line)).out.trim()

beforeEach(async () => {
  store = await emptyStore()
  lead = await idOf(
    'lead add --first-name Somchai --last-name Jaidee --company "Siam Tea" --title Buyer --email som@siamtea.example --phone 0812345678 --website siamtea.example --source web --campaign Fair --industry retail --rating hot --owner Noy --estimated-amount 50000 --tags vip --address "street=1 Main; city=Bangkok" --description "Met at the fair"',
  )
  await run(`lead qualify ${lead} --budget yes`)
})

describe('lead convert', () => {
  it('makes account, contact and deal of everything the lead says', async () => {
    const ran = await run(
      `lead convert ${lead} --deal-name Shelves --amount 48000 --stage proposal --close-date 31/12/2569 --json`,
      { now: LATER },
    )
    expect(ran.code).toBe(0)
    const account = one('accounts')
    const contact = one('contacts')
    const deal = one('deals')
    const made = { createdAt: LATER, updatedAt: LATER }
    expect(account).toEqual({
      id: account['id'],
      name: 'Siam Tea',
      website: 'https://siamtea.example',
      address: { street: '1 Main', city: 'Bangkok' },
      industry: 'retail',
      rating: 'hot',
      source: 'web',
      owner: 'Noy',
      tags: ['vip'],
      ...made,
    })
    expect(contact).toEqual({
      id: contact['id'],
      firstName: 'Somchai',
      lastName: 'Jaidee',
      account: account['id'],
      title: 'Buyer',
      email: 'som@siamtea.example',
      phone: '+66812345678',
      address: { street: '1 Main', city: 'Bangkok' },
      source: 'web',
      campaign: 'Fair',
      owner: 'Noy',
      tags: ['vip'],
      description: 'Met at the fair',
      ...made,
    })
    expect(deal).toEqual({
      id: deal['id'],
      name: 'Shelves',
      account: account['id'],
      contacts: [contact['id']],
      amount: 48000,
      stage: 'proposal',
      closeDate: '2026-12-31',
      source: 'web',
      campaign: 'Fair',
      owner: 'Noy',
      tags: ['vip'],
      lead,
      stageHistory: [{ stage: 'proposal', at: LATER, by: 'Noy' }],
      ...made,
    })
    expect(one('leads')).toMatchObject({
      id: lead,
      status: 'converted',
      convertedAt: LATER,
      convertedAccount: account['id'],
      convertedContact: contact['id'],
      convertedDeal: deal['id'],
      email: 'som@siamtea.example',
      updatedAt: LATER,
    })
    expect(ran.json()).toEqual({ lead: one('leads'), account, contact, deal })
  })

  it('takes the estimated amount and the first stage where no other is said', async () => {
    await run(`lead convert ${lead}`)
    expect(one('deals')).toMatchObject({ name: 'Siam Tea', amount: 50000, stage: 'prospecting' })
  })

  it('makes no deal with --no-deal', async () => {
    const ran = await run(`lead convert ${lead} --no-deal --json`)
    expect(count()).toEqual([1, 1, 1, 0])
    expect(ran.json()).toMatchObject({ deal: null })
    expect(one('leads')).not.toHaveProperty('convertedDeal')
  })

  it('is one line of history, and one undo takes all of it back, byte for byte', async () => {
    const before = filesOf(store)
    await run(`log call ${lead} "Called"`)
    const between = filesOf(store)
    const lines = (files: { [path: string]: string }) =>
      Object.entries(files)
        .filter(([path]) => path.startsWith('history/'))
        .map(([, text]) => text.split('\n').length)
    await run(`lead convert ${lead}`, { now: LATER })
    expect(lines(filesOf(store))).toEqual(lines(between).map((n) => n + 1))
    const undone = await run('undo', { now: LATER })
    expect(undone.code).toBe(0)
    const data = (files: { [path: string]: string }) =>
      Object.fromEntries(
        Object.entries(files).filter(([path, text]) => path.startsWith('data/') && text !== '[]\n'),
      )
    expect(data(filesOf(store))).toEqual(data(between))
    expect(data(before)).not.toEqual(data(between))
  })

  it('is refused the second time, and the lead is read-only from then on', async () => {
    await run(`lead convert ${lead}`)
    const before = filesOf(store)
    const again = await run(`lead convert ${lead}`)
    expect(again.code).toBe(4)
    expect(again.err).toMatch(/was converted on 2026-11-22 and is read-only/)
    expect((await run(`lead edit ${lead} --rating cold`)).code).toBe(4)
    expect((await run(`lead qualify ${lead}`)).code).toBe(4)
    expect((await run(`lead disqualify ${lead} --reason x`)).code).toBe(4)
    expect(filesOf(store)).toEqual(before)
  })

  it('is refused for a disqualified lead', async () => {
    await run(`lead disqualify ${lead} --reason "no need"`)
    const ran = await run(`lead convert ${lead}`)
    expect(ran.code).toBe(4)
    expect(ran.err).toMatch(/crm lead recycle/)
  })

  it('changes nothing in a dry run, and says what it would do', async () => {
    const before = filesOf(store)
    const ran = await run(`lead convert ${lead} --dry-run`)
    expect(ran.out).toMatch(/\+ account a\w+ Siam Tea/)
    expect(ran.out).toMatch(/\+ contact c\w+ Somchai Jaidee/)
    expect(ran.out).toMatch(/\+ deal d\w+ Siam Tea/)
    expect(filesOf(store)).toEqual(before)
  })

  it('warns where the lead was not qualified', async () => {
    const raw = await idOf('lead add --first-name Dao --phone 0899999999')
    const ran = await run(`lead convert ${raw}`)
    expect(ran.code).toBe(0)
    expect(ran.err).toMatch(/not qualified/)
    expect(one('accounts')).toMatchObject({ name: 'Dao' })
  })

  it('refuses an unknown stage, listing the valid ones, and makes nothing', async () => {
    const ran = await run(`lead convert ${lead} --stage closing`)
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(/prospecting, qualification, proposal, negotiation, won, lost/)
    expect(count()).toEqual([1, 0, 0, 0])
  })
})

describe('duplicates of the targets', () => {
  it.each([
    ['an account of the same name', 'account add --name "SIAM TEA"', 'account', '--account'],
    [
      'an account with the same web domain',
      'account add --name Other --website https://www.siamtea.example/about',
      'account',
      '--account',
    ],
    ['an account whose contact has the domain', 'CONTACT-DOMAIN', 'account', '--account'],
    [
      'a contact with the same email',
      'contact add --first-name X --email SOM@siamtea.example --allow-duplicate',
      'contact',
      '--contact',
    ],
    [
      'a contact with the same phone',
      'contact add --first-name X --phone "+66 81-234-5678" --allow-duplicate',
      'contact',
      '--contact',
    ],
    [
      'a contact of the same name',
      'contact add --first-name somchai --last-name jaidee --allow-duplicate',
      'contact',
      '--contact',
    ],
  ])('%s stops it before anything is made', async (_, line, kind, flag) => {
    if (line === 'CONTACT-DOMAIN') {
      await run('account add --name Other')
      await run('contact add --first-name Mali --email mali@siamtea.example --account Other')
    } else {
      expect((await run(line)).code).toBe(0)
    }
    const before = filesOf(store)
    const ran = await run(`lead convert ${lead}`)
    expect(ran.code).toBe(4)
    expect(ran.err).toMatch(new RegExp(`The ${kind} of lead Somchai Jaidee is here already`))
    expect(ran.err).toContain(`${flag} `)
    expect(filesOf(store)).toEqual(before)
    expect((await run(`lead convert ${lead} --allow-duplicate`)).code).toBe(0)
  })

  it('an open deal of the same name for the same account stops it too', async () => {
    await run('account add --name "Siam Tea"')
    await run('deal add --name Shelves --account "Siam Tea"')
    const ran = await run(`lead convert ${lead} --account "Siam Tea" --deal-name shelves`)
    expect(ran.code).toBe(4)
    expect(ran.err).toMatch(/The deal of lead/)
  })

  it('on a terminal each can be used, made anew or the whole thing cancelled', async () => {
    const account = await idOf('account add --name "Siam Tea"')
    const contact = await idOf('contact add --first-name Somchai --last-name Jaidee --allow-duplicate')
    const before = filesOf(store)
    expect((await run(`lead convert ${lead}`, { answers: ['cancel'] })).code).toBe(130)
    expect(filesOf(store)).toEqual(before)
    const ran = await run(`lead convert ${lead}`, {
      answers: [`use account ${account}`, 'make a new contact', true, 'Shelves', '+3w'],
    })
    expect(ran.code).toBe(0)
    expect(count()).toEqual([1, 1, 2, 1])
    expect(one('deals')).toMatchObject({ name: 'Shelves', amount: 50000, closeDate: '2026-12-13' })
    expect(one('leads')).toMatchObject({ convertedAccount: account })
    expect(one('leads')).not.toMatchObject({ convertedContact: contact })
  })
})

describe('existing targets', () => {
  it('have only their blank fields filled, and the tags added', async () => {
    const account = await idOf('account add --name "Siam Tea Ltd" --industry wholesale --tags old')
    const contact = await idOf('contact add --first-name Somchai --email other@else.example')
    const deal = await idOf(`deal add --name Shelves --amount 10 --account ${account}`)
    const ran = await run(`lead convert ${lead} --account ${account} --contact ${contact} --deal ${deal}`, {
      now: LATER,
    })
    expect(ran.err).not.toMatch(/here already/)
    expect(count()).toEqual([1, 1, 1, 1])
    expect(one('accounts')).toEqual({
      id: account,
      name: 'Siam Tea Ltd',
      industry: 'wholesale',
      website: 'https://siamtea.example',
      address: { street: '1 Main', city: 'Bangkok' },
      rating: 'hot',
      source: 'web',
      owner: 'Noy',
      tags: ['old', 'vip'],
      ...stamps,
      updatedAt: LATER,
    })
    expect(one('contacts')).toMatchObject({
      firstName: 'Somchai',
      lastName: 'Jaidee',
      account,
      email: 'other@else.example',
      phone: '+66812345678',
    })
    expect(one('deals')).toMatchObject({
      name: 'Shelves',
      amount: 10,
      stage: 'prospecting',
      contacts: [contact],
      lead,
      source: 'web',
    })
    expect(one('deals')['stageHistory']).toEqual([{ stage: 'prospecting', at: NOW, by: 'Noy' }])
  })

  it('given as a contact, its account is taken too', async () => {
    const account = await idOf('account add --name Elsewhere')
    const contact = await idOf(`contact add --first-name S --account ${account}`)
    await run(`lead convert ${lead} --contact ${contact}`)
    expect(one('leads')).toMatchObject({ convertedAccount: account, convertedContact: contact })
    expect(count()).toEqual([1, 1, 1, 1])
  })

  it('must exist', async () => {
    const ran = await run(`lead convert ${lead} --account Nowhere`)
    expect(ran.code).toBe(3)
    expect(count()).toEqual([1, 0, 0, 0])
  })
})

describe('what was recorded about the lead', () => {
  it('comes to concern the contact and the deal, and stays on the lead', async () => {
    await run(`log call ${lead} "Called"`)
    await run(`reminder add "Send offer" --due tomorrow --for ${lead}`)
    await run(`lead convert ${lead}`)
    const about = [lead, one('contacts')['id'], one('deals')['id']]
    expect(one('activities')).toMatchObject({ subject: 'Called', for: about })
    expect(one('reminders')).toMatchObject({ text: 'Send offer', for: about })
    const page = await run('account show "Siam Tea"')
    expect(page.out).toMatch(/Called/)
    expect(page.out).toMatch(/Send offer/)
  })
})
