/** Reports and the page of the day say the same from what was kept as they say of a fresh copy, whatever has happened. */
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crm, emptyStore, temporaryFolder } from '../helpers/crm.ts'

const many = 240
const at = '2026-10-01T02:00:00Z'
const stages = ['prospecting', 'qualification', 'proposal', 'negotiation', 'won', 'lost']
const text = (words: string) => `${words} ${'น้ำผึ้ง'.repeat(12)}`
const day = (n: number) => `2026-${String((n % 3) + 10)}-${String((n % 28) + 1).padStart(2, '0')}`
const id = (letter: string, n: number) => `${letter}${'0123'[n % 4]}${String(n).padStart(8, '0')}`
const both = { createdAt: at, updatedAt: at }

/** Big enough for columns; the deals in several files, the rest in one each. */
async function bigStore(): Promise<string> {
  const store = await emptyStore()
  const numbers = Array.from({ length: many }, (_, n) => n)
  const put = (name: string, records: readonly { readonly id: string }[]) => {
    const sorted = records.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    writeFileSync(join(store, 'data', name), JSON.stringify(sorted, null, 1))
  }
  const deals = numbers.map((n) => ({
    id: id('d', n),
    name: text(`Deal ${n}`),
    amount: n * 10,
    stage: stages[n % 6],
    closeDate: day(n),
    owner: `Owner ${n % 5}`,
    stageHistory: [{ stage: 'prospecting', at }],
    ...both,
  }))
  mkdirSync(join(store, 'data/deals'), { recursive: true })
  for (const character of '0123')
    put(
      `deals/${character}.json`,
      deals.filter((deal) => deal.id[1] === character),
    )
  put(
    'leads.json',
    numbers.map((n) => ({
      id: id('l', n),
      firstName: text(`Lead ${n}`),
      status: 'new',
      source: `s${n % 3}`,
      ...both,
    })),
  )
  put(
    'reminders.json',
    numbers.map((n) => ({
      id: id('r', n),
      text: text(`Call ${n}`),
      due: day(n),
      status: 'open',
      for: [id('l', n % 40)],
      ...both,
    })),
  )
  put(
    'activities.json',
    numbers.map((n) => ({
      id: id('v', n),
      kind: 'call',
      subject: text('Talk'),
      at: `${day(n)}T03:00:00Z`,
      direction: n % 2 === 0 ? 'in' : 'out',
      for: [id('l', n % 90)],
      ...both,
    })),
  )
  return store
}

/** May give the exit code of the command that it was. */
type Step = (store: string, n: number) => Promise<number> | undefined
const run =
  (line: (n: number) => string): Step =>
  async (store, n) =>
    (await crm(line(n), { store })).code
const byHand =
  (name: string, from: RegExp, to: (n: number) => string): Step =>
  (store, n) => {
    const path = join(store, 'data', name)
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to(n)))
  }

const steps: { readonly [name: string]: Step } = {
  add: run((n) => `deal add --name "New ${n}" --amount ${n}`),
  addLead: run((n) => `lead add --last-name "Nobody ${n}" --email n${n}@nowhere.example`),
  edit: run((n) => `deal edit ${id('d', n)} --amount ${n + 7} --owner "Someone ${n}"`),
  move: run((n) => `deal win ${id('d', n - (n % 6))} --close-date 2026-11-02`),
  remove: run((n) => `deal remove ${id('d', n)} --yes`),
  undo: async (store) => {
    await crm('deal add --name "Taken back" --amount 123456', { store })
    return (await crm('undo --yes', { store })).code
  },
  log: run((n) => `log call ${id('l', n)} "Spoke of ${n}"`),
  remind: run(
    (n) => `reminder add "Go there ${n}" --due 2026-11-${String((n % 20) + 10)} --for ${id('l', n)}`,
  ),
  handEdit: byHand('deals/2.json', /"amount": \d+/, (n) => `"amount": ${n}7`),
  handEditOne: byHand('reminders.json', /"due": "[^"]*"/, (n) => `"due": "2026-11-${String((n % 9) + 20)}"`),
  pull: (store, n) => {
    // As git does it: another file under the same name, perhaps of the same size.
    for (const name of ['deals/1.json', 'leads.json']) {
      const path = join(store, 'data', name)
      writeFileSync(
        `${path}.new`,
        readFileSync(path, 'utf8').replaceAll(
          /"(stage|source)": "(won|s1)"/g,
          n % 2 === 0 ? '"$1": "s2"' : '"$1": "s0"',
        ),
      )
      renameSync(`${path}.new`, path)
    }
  },
  settings: (store, n) => {
    const path = join(store, 'crm.json')
    const settings = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(
      path,
      JSON.stringify({
        ...settings,
        stuckAfterDays: 5 + n,
        timezone: n % 2 === 0 ? 'Asia/Vientiane' : 'America/New_York',
      }),
    )
  },
}

const questions = [
  'report pipeline --json',
  'report forecast --owner "Owner 2"',
  'report funnel --json',
  'report sources',
  'report lost --period 2026-11',
  'report stale --format csv',
  'dashboard --json',
  'today',
  'today --json',
  'today --owner "Owner 1"',
  'reminder due --within 9d',
  'reminder due --json',
]

async function sameAsFresh(store: string, line: string): Promise<void> {
  const fresh = join(temporaryFolder(), 'copy')
  cpSync(store, fresh, { recursive: true })
  rmSync(join(fresh, '.local/cache'), { recursive: true, force: true })
  const kept = await crm(line, { store })
  const { out, code } = await crm(line, { store: fresh })
  expect({ line, out: kept.out, code: kept.code }).toEqual({ line, out, code })
}

test('answers follow any changes', async () => {
  const step = fc.tuple(
    fc.constantFrom(...Object.keys(steps)),
    fc.nat(many - 1),
    fc.shuffledSubarray(questions, { minLength: 2, maxLength: 3 }),
  )
  const start = await bigStore()
  for (const line of questions) await sameAsFresh(start, line)
  expect(readdirSync(join(start, '.local/cache')).filter((name) => name.endsWith('.columns'))).toEqual([
    'activities.columns',
    'deals.columns',
    'leads.columns',
    'reminders.columns',
  ])
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (changes) => {
      const store = join(temporaryFolder(), 'store')
      cpSync(start, store, { recursive: true })
      for (const [name, n, lines] of changes) {
        await steps[name]?.(store, n)
        for (const line of lines) await sameAsFresh(store, line)
      }
    }),
    { numRuns: 12 },
  )
}, 120_000)

test.each(Object.keys(steps))(
  'answers follow "%s"',
  async (name) => {
    const store = await bigStore()
    const ask = async () => {
      for (const line of ['report pipeline --json', 'today --json', 'reminder due'])
        await sameAsFresh(store, line)
    }
    await ask()
    await steps[name]?.(store, 12)
    await ask()
  },
  60_000,
)
