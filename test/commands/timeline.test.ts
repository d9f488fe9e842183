/** crm timeline: everything that happened with a customer, in order. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, type RunOptions } from '../helpers/crm.ts'

let store: string
beforeEach(async () => {
  store = await emptyStore()
})

/** A day of December 2026 at noon in Bangkok. */
const on = (day: number) => `2026-12-${String(day).padStart(2, '0')}T05:00:00Z`

async function run(line: string, options: RunOptions = {}) {
  const ran = await crm(line, { store, ...options })
  if (ran.code !== 0) throw new Error(`${line}\n${ran.err}`)
  return ran
}

/** A lead that is called, converted, sold to and cared for, a thing a day. */
async function story(): Promise<void> {
  const steps: readonly (readonly [day: number, line: string])[] = [
    [1, 'lead add --first-name Dao --last-name Inthavong --company "Dao Tea" --email dao@tea.example'],
    [2, 'log call dao@tea.example "Wants a sample" --direction in --minutes 5'],
    [3, 'lead convert dao@tea.example --deal-name "Tea machine" --amount 95000'],
    [4, 'log email dao@tea.example "Sent the offer" --direction out --for "Tea machine"'],
    [5, 'deal move "Tea machine" negotiation'],
    [6, 'reminder add "Ask for the order" --due 2026-12-07 --for "Tea machine"'],
    [7, 'reminder done "Ask for the order"'],
    [8, 'log meeting "Tea machine" "Showed it" --outcome "they like it"'],
    [9, 'deal win "Tea machine" --amount 92000.50'],
    [10, 'log note "Dao Tea" "Pays late"'],
    [11, 'contact add --first-name Malee --last-name Suk --account "Dao Tea"'],
    [12, 'log message "Malee Suk" "สวัสดีค่ะ" --direction in'],
    [13, 'deal add --name "Second machine" --account "Dao Tea" --amount 5000'],
    [14, 'deal lose "Second machine" --reason price'],
    [15, 'lead add --first-name Else --last-name Somebody'],
    [16, 'log call "Else Somebody" "About nothing of this"'],
  ]
  for (const [day, line] of steps) await run(line, { now: on(day) })
}

interface Event {
  readonly at: string
  readonly kind: string
  readonly direction?: string
  readonly what: string
}

/** The day, kind and text of each line. */
async function told(flags: string): Promise<readonly (readonly [day: number, kind: string, what: string])[]> {
  const list: readonly Event[] = JSON.parse((await run(`timeline ${flags} --json`)).out)
  return list.map(({ at, kind, what }) => [Number(at.slice(8, 10)), kind, what])
}

const ofDeal = [
  [9, 'purchase', 'Tea machine, 92,000.50 THB'],
  [8, 'meeting', 'Showed it — they like it'],
  [7, 'reminder', 'done: Ask for the order'],
  [5, 'stage', 'Tea machine: prospecting → negotiation'],
  [4, 'email', 'Sent the offer'],
  [3, 'stage', 'Tea machine: prospecting'],
  [3, 'converted', 'into Dao Tea, Dao Inthavong, Tea machine'],
  [3, 'added', 'deal Tea machine'],
  [2, 'call', 'Wants a sample'],
  [1, 'added', 'lead Dao Inthavong'],
]
const ofSecond = [
  [14, 'stage', 'Second machine: prospecting → lost (price)'],
  [13, 'stage', 'Second machine: prospecting'],
  [13, 'added', 'deal Second machine'],
]
const ofMalee = [
  [12, 'message', 'สวัสดีค่ะ'],
  [11, 'added', 'contact Malee Suk'],
]

const byDay = (a: readonly (string | number)[], b: readonly (string | number)[]) =>
  Number(b[0]) - Number(a[0]) ||
  String(a[1]).localeCompare(String(b[1])) ||
  String(a[2]).localeCompare(String(b[2]))
const sorted = (events: readonly (readonly (string | number)[])[]) => [...events].sort(byDay)

describe('the timeline', () => {
  it('of a deal has its stages, the purchase, what was logged, promises kept, and the lead it came from', async () => {
    await story()
    const events = await told('"Tea machine"')
    expect(sorted(events)).toEqual(sorted(ofDeal))
    expect(events.map(([day]) => day)).toEqual([9, 8, 7, 5, 4, 3, 3, 3, 2, 1])
  })

  it('of a contact has also that of its deals', async () => {
    await story()
    expect(sorted(await told('dao@tea.example'))).toEqual(
      sorted([...ofDeal, [3, 'added', 'contact Dao Inthavong']]),
    )
    expect(await told('"Malee Suk"')).toEqual(ofMalee)
  })

  it('of an account has that of its contacts and deals, and nothing of others', async () => {
    await story()
    const events = await told('"Dao Tea"')
    expect(sorted(events)).toEqual(
      sorted([
        ...ofSecond,
        ...ofMalee,
        [10, 'note', 'Pays late'],
        ...ofDeal,
        [3, 'added', 'account Dao Tea'],
        [3, 'added', 'contact Dao Inthavong'],
      ]),
    )
    const days = events.map(([day]) => day)
    expect(days).toEqual([...days].sort((a, b) => b - a))
  })

  it('of a lead ends with what became of it', async () => {
    await story()
    const { id } = JSON.parse((await run('lead list --json')).out).find(
      (lead: { firstName: string }) => lead.firstName === 'Dao',
    )
    expect(await told(id)).toEqual([
      [3, 'converted', 'into Dao Tea, Dao Inthavong, Tea machine'],
      [2, 'call', 'Wants a sample'],
      [1, 'added', 'lead Dao Inthavong'],
    ])
  })

  it('is filtered by kind and day, turned round, and cut', async () => {
    await story()
    expect(await told('"Dao Tea" --kind call,email --oldest-first')).toEqual([
      [2, 'call', 'Wants a sample'],
      [4, 'email', 'Sent the offer'],
    ])
    expect((await told('"Tea machine" --from 2026-12-05 --to 2026-12-08')).map(([day]) => day)).toEqual([
      8, 7, 5,
    ])
    expect((await told('"Tea machine" --from 05/12/2569')).map(([day]) => day)).toEqual([9, 8, 7, 5])
    expect(await run('timeline "Dao Tea" --limit 1')).toMatchObject({
      out: expect.stringMatching(/lost \(price\)/),
      err: '1 of 18; --limit shows more.\n',
    })
    expect(await run('timeline "Tea machine" --from 2026-12-30')).toMatchObject({
      err: expect.stringContaining('Nothing'),
    })
  })

  it('says what has let nothing through', async () => {
    await story()
    expect((await run('timeline "Dao Tea" --kind note --from 2026-12-31')).err).toBe(
      'Nothing has happened within --kind, --from.\n',
    )
  })

  it('of a store where nobody has done anything says so', async () => {
    await run('account add --name Quiet', { now: on(1) })
    expect(await run('timeline Quiet --kind call')).toMatchObject({
      code: 0,
      err: expect.stringContaining('Nothing'),
    })
  })

  it.each([
    ['timeline "Dao Tea" --kind phone', /Unknown kind "phone"[\s\S]*call/],
    ['timeline "Dao Tea" --from 31/02/2026', /--from: .*no day 31/],
    ['timeline', /ref/i],
  ])('refuses %s', async (line, says) => {
    await run('account add --name "Dao Tea"')
    const ran = await crm(line, { store })
    expect([ran.code, ran.out]).toEqual([2, ''])
    expect(ran.err).toMatch(says)
  })

  it('shows direction and whom it was about as a table', async () => {
    await story()
    const { out } = await run('timeline "Dao Tea" --kind email,message')
    expect(out.split('\n').map((line) => line.trimEnd().replace(/ {2,}\S+$/, ''))).toEqual([
      expect.stringMatching(/^When +Kind +What +About +By$/),
      expect.stringMatching(/^─+$/),
      expect.stringMatching(/^2026-12-12 12:00 +message +in +สวัสดีค่ะ +Malee Suk +Noy$/),
      expect.stringMatching(
        /^2026-12-04 12:00 +email +out +Sent the offer +Dao Inthavong, Tea machine +Noy$/,
      ),
      '',
    ])
  })

  it.each(['csv', 'tsv', 'json', 'html', 'markdown', 'xlsx'])('is exported as %s', async (ending) => {
    await story()
    const file = join(store, `../timeline.${ending === 'markdown' ? 'md' : ending}`)
    expect(await run(`timeline "Dao Tea" --kind message,purchase --out ${file}`)).toMatchObject({
      out: '',
      err: `Wrote ${file}: 2 lines.\n`,
    })
    const bytes = readFileSync(file)
    if (ending === 'xlsx') expect(bytes.subarray(0, 2).toString()).toBe('PK')
    else {
      expect(bytes.toString()).toContain('สวัสดีค่ะ')
      expect(bytes.toString()).toMatch(/Tea machine, 92,000\.50 THB/)
    }
  })
})
