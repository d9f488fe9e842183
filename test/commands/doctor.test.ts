/** crm doctor: each check finds its kind of harm, and --fix repairs what is safe. */
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixedClock } from '../../src/clock.ts'
import { guardFor, Trust } from '../../src/outside/trust.ts'
import { examineAndRepair } from '../../src/store/doctor/index.ts'
import { Folder } from '../../src/store/folder.ts'
import { sumOfFile, writeMarker } from '../../src/store/journal.ts'
import { crm, filesOf, nobodysHome, recordsOf, storeFrom } from '../helpers/crm.ts'

interface Found {
  readonly file: string
  readonly line?: number
  readonly record?: string
  readonly code: string
  readonly message: string
  readonly hint?: string
  readonly fixable: boolean
}

interface Report {
  readonly clean: boolean
  readonly problems: readonly Found[]
  readonly notes: readonly Found[]
  readonly fixed: readonly Found[]
  readonly backup: string | null
}

function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'problems' in value && 'clean' in value
}

async function doctor(
  store: string,
  ...flags: string[]
): Promise<{ code: number; report: Report; err: string }> {
  const ran = await crm(['doctor', '--json', ...flags], { store })
  const report = ran.json()
  if (!isReport(report)) throw new Error(ran.out + ran.err)
  return { code: ran.code, report, err: ran.err }
}

/** Writes a file of a store, closed to others as the store's own are. */
function put(dir: string, name: string, text: string | Uint8Array): void {
  const path = join(dir, name)
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  writeFileSync(path, text, { mode: 0o600 })
}

/** Lets others as far as the store and into it. */
function openToOthers(dir: string): void {
  chmodSync(join(dir, '..'), 0o755)
  chmodSync(dir, 0o755)
}

/** Replaces a text in a file, which must be there. */
function swap(dir: string, name: string, from: string, to: string): void {
  const text = readFileSync(join(dir, name), 'utf8')
  if (!text.includes(from)) throw new Error(`${name} has no ${from}`)
  put(
    dir,
    name,
    text.replace(from, () => to),
  )
}

const accounts = 'data/accounts.json'
const leads = 'data/leads.json'
const deals = 'data/deals.json'
const reminders = 'data/reminders.json'

interface Harm {
  readonly what: string
  do(dir: string): void
  /** What is found first with this code. */
  readonly found: Omit<Found, 'message' | 'hint'>
}

const teaHouse = '"id": "a3t8h5s1nx"'

const beyondRepair: readonly Harm[] = [
  {
    what: 'a folder in the place of a file',
    do: (dir) => {
      rmSync(join(dir, reminders))
      mkdirSync(join(dir, reminders), { mode: 0o700 })
    },
    found: { file: reminders, code: 'folder', fixable: false },
  },
  {
    what: 'links into a file that is gone',
    do: (dir) => rmSync(join(dir, accounts)),
    found: { file: 'data/contacts.json', line: 7, record: 'c4ntp9x2qa', code: 'link', fixable: false },
  },
  {
    what: 'a file of a record without its content',
    do: (dir) => {
      for (const name of readdirSync(join(dir, 'files'))) rmSync(join(dir, 'files', name))
    },
    found: { file: deals, line: 27, record: 'd2r9f4k7ma', code: 'content', fixable: false },
  },
  {
    what: 'a file that is cut off',
    do: (dir) => put(dir, leads, '[\n  {\n    "id": "l2v8'),
    found: { file: leads, line: 3, code: 'json', fixable: false },
  },
  {
    what: 'a half-merged file',
    do: (dir) =>
      swap(
        dir,
        leads,
        '    "status": "contacted",\n',
        '<<<<<<< HEAD\n    "status": "contacted",\n=======\n    "status": "new",\n>>>>>>> other\n',
      ),
    found: { file: leads, line: 9, code: 'conflict', fixable: false },
  },
  {
    what: 'no list',
    do: (dir) => put(dir, leads, '{}\n'),
    found: { file: leads, line: 1, code: 'list', fixable: false },
  },
  {
    what: 'another encoding',
    do: (dir) => put(dir, leads, Buffer.from('[{"firstName": "\xb9\xe9"}]\n', 'latin1')),
    found: { file: leads, line: 1, code: 'encoding', fixable: false },
  },
  {
    what: 'no record',
    do: (dir) => put(dir, accounts, '[\n  7\n]\n'),
    found: { file: accounts, line: 2, code: 'record', fixable: false },
  },
  {
    what: 'an id with the letter of another kind',
    do: (dir) => swap(dir, leads, 'l6d0a1x8rf', 'a6d0a1x8rf'),
    found: { file: leads, line: 26, record: 'a6d0a1x8rf', code: 'id', fixable: false },
  },
  {
    what: 'two different records with one id',
    do: (dir) => swap(dir, leads, 'l4h7w3e9cb', 'l2v8kd3mzt'),
    found: { file: leads, line: 16, record: 'l2v8kd3mzt', code: 'id-twice', fixable: false },
  },
  {
    what: 'a required field that is missing',
    do: (dir) => swap(dir, leads, '    "status": "contacted",\n', ''),
    found: { file: leads, line: 2, record: 'l2v8kd3mzt', code: 'required', fixable: false },
  },
  {
    what: 'a value of another type',
    do: (dir) => swap(dir, leads, '48000000', '"48000000"'),
    found: { file: leads, line: 47, record: 'l9s4mq7h2d', code: 'type', fixable: false },
  },
  {
    what: 'a day that is none',
    do: (dir) => swap(dir, deals, '"2026-12-15"', '"2026-02-30"'),
    found: { file: deals, line: 22, record: 'd2r9f4k7ma', code: 'type', fixable: false },
  },
  {
    what: 'a lead of whom nothing is known',
    do: (dir) => swap(dir, leads, '    "company": "陳大文貿易",\n    "phone": "+85223456789",\n', ''),
    found: { file: leads, line: 16, record: 'l4h7w3e9cb', code: 'empty', fixable: false },
  },
  {
    what: 'the same in a unique field',
    do(dir) {
      swap(dir, accounts, '    "owner": "Noy",\n', '    "owner": "Noy",\n    "externalId": "X-1",\n')
      swap(
        dir,
        accounts,
        '"country": "LA"},\n    "owner": "Noy",\n',
        '"country": "LA"},\n    "owner": "Noy",\n    "externalId": "X-1",\n',
      )
    },
    found: { file: accounts, line: 21, record: 'a7mk2c0f5e', code: 'unique', fixable: false },
  },
  {
    what: 'an unknown stage',
    do: (dir) =>
      swap(dir, deals, '"stage": "proposal",\n    "closeDate"', '"stage": "haggling",\n    "closeDate"'),
    found: { file: deals, line: 21, record: 'd2r9f4k7ma', code: 'choice', fixable: false },
  },
  {
    what: 'a word that the field itself does not allow',
    do: (dir) => swap(dir, reminders, '"priority": "high"', '"priority": "huge"'),
    found: { file: reminders, line: 27, record: 'r8f3kq2v7n', code: 'choice', fixable: false },
  },
  {
    what: 'an amount with too many decimals',
    do: (dir) => swap(dir, deals, '320000000', '320000000.5'),
    found: { file: deals, line: 20, record: 'd2r9f4k7ma', code: 'amount', fixable: false },
  },
  {
    what: 'a history line that says nothing',
    do: (dir) => put(dir, 'history/2026-11.aaaa.jsonl', '{"id": "h"}\n'),
    found: { file: 'history/2026-11.aaaa.jsonl', line: 1, code: 'history-form', fixable: false },
  },
  {
    what: 'settings that are no JSON',
    do: (dir) => put(dir, 'crm.json', '{\n  "format": 1,\n  "currency" "LAK"\n}\n'),
    found: { file: 'crm.json', line: 3, code: 'settings', fixable: false },
  },
  {
    what: 'settings that are not valid',
    do: (dir) => swap(dir, 'crm.json', '"LAK"', '"kip"'),
    found: { file: 'crm.json', code: 'settings', fixable: false },
  },
  {
    what: 'settings that are gone',
    do: (dir) => rmSync(join(dir, 'crm.json')),
    found: { file: 'crm.json', code: 'settings', fixable: false },
  },
  {
    what: 'a newer format',
    do: (dir) => swap(dir, 'crm.json', '"format": 1', '"format": 99'),
    found: { file: 'crm.json', code: 'newer', fixable: false },
  },
  {
    what: 'a damaged marker',
    do: (dir) => put(dir, '.local/commit.json', '{'),
    found: { file: '.local/commit.json', code: 'marker', fixable: false },
  },
  {
    what: 'an attachment that is not what its name says',
    do: (dir) => put(dir, `files/${'0'.repeat(64)}.txt`, 'changed'),
    found: { file: `files/${'0'.repeat(64)}.txt`, code: 'attachment', fixable: false },
  },
  {
    what: 'a required link to nothing',
    do: (dir) => swap(dir, 'data/activities.json', '["l2v8kd3mzt"]', '["l000000000"]'),
    found: { file: 'data/activities.json', line: 20, record: 'v7q2x4b8ze', code: 'link', fixable: false },
  },
]

const repairable: readonly Harm[] = [
  {
    what: 'records out of order',
    do: (dir) => swapRecords(dir),
    found: { file: accounts, line: 3, code: 'form', fixable: true },
  },
  {
    what: 'keys out of order',
    do: (dir) =>
      swap(
        dir,
        leads,
        '    "status": "new",\n    "source": "referral",\n',
        '    "source": "referral",\n    "status": "new",\n',
      ),
    found: { file: leads, line: 20, code: 'form', fixable: true },
  },
  {
    what: 'text that is not in NFC',
    do: (dir) => swap(dir, leads, '"Pakse Weaving"', '"Pakse\u0301 Weaving"'),
    found: { file: leads, line: 28, code: 'form', fixable: true },
  },
  {
    what: 'lines of Windows',
    do: (dir) => put(dir, leads, readFileSync(join(dir, leads), 'utf8').replaceAll('\n', '\r\n')),
    found: { file: leads, line: 1, code: 'form', fixable: true },
  },
  {
    what: 'a byte order mark',
    do: (dir) => put(dir, leads, `\ufeff${readFileSync(join(dir, leads), 'utf8')}`),
    found: { file: leads, line: 1, code: 'form', fixable: true },
  },
  {
    what: 'no end of the last line',
    do: (dir) => put(dir, leads, readFileSync(join(dir, leads), 'utf8').trimEnd()),
    found: { file: leads, line: 53, code: 'form', fixable: true },
  },
  {
    what: 'an empty field',
    do: (dir) => swap(dir, leads, '"title": "Owner"', '"title": ""'),
    found: { file: leads, line: 41, code: 'form', fixable: true },
  },
  {
    what: 'a record that stands twice',
    do: (dir) => twice(dir),
    found: { file: accounts, line: 11, record: 'a3t8h5s1nx', code: 'duplicate', fixable: true },
  },
  {
    what: 'a record in the wrong part of a split kind',
    do: (dir) => misplaced(dir),
    found: { file: 'data/accounts/7.json', line: 2, record: 'a3t8h5s1nx', code: 'placement', fixable: true },
  },
  {
    what: 'a kind both whole and split',
    do: (dir) => split(dir),
    found: { file: accounts, code: 'split', fixable: true },
  },
  {
    what: 'a link to nothing',
    do: (dir) => swap(dir, deals, '["c4ntp9x2qa"]', '["c4ntp9x2qa", "c000000000"]'),
    found: { file: deals, line: 19, record: 'd2r9f4k7ma', code: 'link', fixable: true },
  },
  {
    what: 'a link to another kind',
    do: (dir) => swap(dir, 'data/contacts.json', '"account": "a3t8h5s1nx"', '"account": "l2v8kd3mzt"'),
    found: { file: 'data/contacts.json', line: 20, record: 'c8b5v2j6yd', code: 'link', fixable: true },
  },
  {
    what: 'a history line that is no JSON',
    do: (dir) => put(dir, 'history/2026-11.aaaa.jsonl', '<<<<<<< HEAD\n'),
    found: { file: 'history/2026-11.aaaa.jsonl', line: 1, code: 'history', fixable: true },
  },
  {
    what: 'files of a dead command',
    do: (dir) => put(dir, '.local/pending/dead/0', 'x'),
    found: { file: '.local/pending', code: 'pending', fixable: true },
  },
  {
    what: 'a change that was not carried out',
    do: (dir) => unfinished(dir),
    found: { file: '.local/commit.json', code: 'unfinished', fixable: true },
  },
  {
    what: 'the lock of a dead command',
    do: (dir) => deadLock(dir),
    found: { file: '.local/lock', code: 'lock', fixable: true },
  },
  {
    what: 'a file that was never finished',
    do: (dir) => put(dir, '.local/backups/x.crm.gz.99999999.part', 'x'),
    found: { file: '.local/backups/x.crm.gz.99999999.part', code: 'part', fixable: true },
  },
  ...[
    'data/leads.json.part',
    'data/leads/3.json.part',
    'crm.json.part',
    `files/.${'0'.repeat(64)}.99999999`,
  ].map(
    (file): Harm => ({
      what: `a file of the store that was never finished: ${file.slice(0, 20)}`,
      do: (dir) => put(dir, file, 'x'),
      found: { file, code: 'part', fixable: true },
    }),
  ),
  {
    what: 'a file that others can read',
    do: (dir) => {
      openToOthers(dir)
      chmodSync(join(dir, leads), 0o644)
    },
    found: { file: '.', code: 'mode', fixable: true },
  },
  {
    what: 'a folder that others can enter',
    do: (dir) => {
      openToOthers(dir)
      chmodSync(join(dir, 'data'), 0o755)
    },
    found: { file: '.', code: 'mode', fixable: true },
  },
  {
    what: 'git attributes that lack a line',
    do: (dir) => put(dir, '.gitattributes', '*.md text\n'),
    found: { file: '.gitattributes', code: 'git', fixable: true },
  },
  {
    what: 'no .gitignore',
    do: (dir) => rmSync(join(dir, '.gitignore')),
    found: { file: '.gitignore', code: 'git', fixable: true },
  },
]

function recordTexts(dir: string): readonly [string, string] {
  const [first = '', second = ''] = readFileSync(join(dir, accounts), 'utf8')
    .slice(2, -3)
    .split(/(?<=\n {2}\}),\n/)
  return [first, second]
}

function swapRecords(dir: string): void {
  const [first, second] = recordTexts(dir)
  put(dir, accounts, `[\n${second},\n${first}\n]\n`)
}

function twice(dir: string): void {
  const [first, second] = recordTexts(dir)
  put(dir, accounts, `[\n${first},\n${first},\n${second}\n]\n`)
}

function misplaced(dir: string): void {
  const [first, second] = recordTexts(dir)
  put(dir, 'data/accounts/7.json', `[\n${first},\n${second}\n]\n`)
  rmSync(join(dir, accounts))
}

function split(dir: string): void {
  const [first, second] = recordTexts(dir)
  put(dir, 'data/accounts/7.json', `[\n${second}\n]\n`)
  put(dir, accounts, `[\n${first}\n]\n`)
}

function unfinished(dir: string, text = readFileSync(join(dir, leads), 'utf8')): void {
  const id = 'p'.repeat(12)
  const from = `.local/pending/${id}/0`
  put(dir, from, text)
  const folder = new Folder(dir, guardFor(dir, new Trust({ env: {}, home: nobodysHome })))
  const moves = [{ from, to: leads, sum: sumOfFile(folder, from) ?? '' }]
  const history = { name: 'history/2026-11.aaaa.jsonl', offset: 0, line: '' }
  writeMarker(folder, { id, generation: 7, moves, removals: [], history })
}

/** Of a machine that has been started anew since; where that cannot be told, of a process that cannot be. */
function deadLock(dir: string): void {
  const boot = existsSync('/proc/sys/kernel/random/boot_id') ? { bootId: 'before' } : {}
  const { host } = { host: readHost() }
  const holder = {
    pid: 99999999,
    host,
    ...boot,
    startedAt: '2026-11-01T00:00:00Z',
    user: 'Noy',
    command: 'crm import',
    token: 'x',
  }
  put(dir, '.local/lock', JSON.stringify(holder))
}

function readHost(): string {
  return readFileSync('/proc/sys/kernel/hostname', 'utf8').trim()
}

describe('a sound store', () => {
  it('is clean, and nothing is written', async () => {
    const store = storeFrom('examples')
    const before = filesOf(store)
    const { code, report, err } = await doctor(store)
    expect({ code, report }).toEqual({
      code: 0,
      report: { clean: true, problems: [], notes: [], fixed: [], failures: [], backup: null, violations: [] },
    })
    expect(err).toBe(`All is well in ${store}.\n`)
    expect(filesOf(store)).toEqual(before)
    expect(existsSync(join(store, '.local'))).toBe(false)
  })

  it('stays as it is with --fix, and no backup is made', async () => {
    const store = storeFrom('examples')
    const before = filesOf(store)
    expect((await doctor(store, '--fix')).code).toBe(0)
    expect(filesOf(store)).toEqual(before)
    expect(existsSync(join(store, '.local'))).toBe(false)
  })

  it('is clean after every kind of command', async () => {
    const store = storeFrom('examples')
    await crm('lead add --first-name สมชาย --company "ร้าน" --phone "081 999 8888"', { store })
    await crm('deal move d2r9 negotiation', { store })
    expect((await crm('reminder add "ໂທ" --due tomorrow --for a7mk', { store })).code).toBe(0)
    const { report } = await doctor(store)
    expect(report.problems).toEqual([])
  })
})

function placeOf({ file, line, record, code, fixable }: Found): Omit<Found, 'message'> {
  return {
    file,
    ...(line === undefined ? {} : { line }),
    ...(record === undefined ? {} : { record }),
    code,
    fixable,
  }
}

describe('harm that people must repair', () => {
  it.each(beyondRepair)('$what', async ({ do: harm, found }) => {
    const store = storeFrom('examples')
    harm(store)
    const { code, report } = await doctor(store)
    expect(code).toBe(5)
    const problem = report.problems.find((one) => one.code === found.code)
    expect(problem === undefined ? report : placeOf(problem)).toEqual(found)
    expect(problem?.hint ?? '').toMatch(/\S/)
    const again = await doctor(store, '--fix')
    expect(again.code).toBe(5)
    expect(again.report.problems.map((one) => one.code)).toContain(found.code)
  })
})

describe('harm that --fix repairs', () => {
  it.each(repairable)('$what', async ({ do: harm, found }) => {
    const store = storeFrom('examples')
    harm(store)
    const { code, report } = await doctor(store)
    expect(code).toBe(5)
    const problem = report.problems.find((one) => one.code === found.code)
    expect(problem === undefined ? report : placeOf(problem)).toEqual(found)
    const repaired = await doctor(store, '--fix')
    expect({ code: repaired.code, problems: repaired.report.problems }).toEqual({ code: 0, problems: [] })
    expect(repaired.report.fixed.map((one) => one.code)).toContain(found.code)
    expect(existsSync(repaired.report.backup ?? '')).toBe(true)
    expect((await doctor(store)).report).toEqual({
      clean: true,
      problems: [],
      notes: [],
      fixed: [],
      failures: [],
      violations: [],
      backup: null,
    })
  })
})

describe('--fix', () => {
  it.each([
    'records out of order',
    'keys out of order',
    'lines of Windows',
    'a byte order mark',
    'a record that stands twice',
    'a file that others can read',
  ])('brings the files back as they were: %s', async (what) => {
    const store = storeFrom('examples')
    const { 'history/none': _, ...before } = filesOf(store)
    repairable.find((one) => one.what === what)?.do(store)
    await doctor(store, '--fix')
    const after = Object.entries(filesOf(store)).filter(([name]) => !name.startsWith('history/'))
    expect(Object.fromEntries(after)).toEqual(before)
  })

  it('splits what belongs into several files', async () => {
    const store = storeFrom('examples')
    misplaced(store)
    await doctor(store, '--fix')
    expect(Object.keys(filesOf(store)).filter((name) => name.includes('accounts'))).toEqual([
      'data/accounts/3.json',
      'data/accounts/7.json',
    ])
  })

  it('takes links out by a change that can be taken back', async () => {
    const store = storeFrom('examples')
    swap(store, deals, '["c4ntp9x2qa"]', '["c4ntp9x2qa", "c000000000"]')
    swap(store, reminders, '["a7mk2c0f5e"]', '["a000000000"]')
    await doctor(store, '--fix')
    expect(recordsOf(store, 'deals')['d2r9f4k7ma']?.['contacts']).toEqual(['c4ntp9x2qa'])
    expect(recordsOf(store, 'reminders')['r2y6p9s4hk']).not.toHaveProperty('for')
    expect(historyOf(store)).toContain('Took 2 broken links out')
    expect(historyOf(store)).toContain('crm doctor --json --fix')
  })

  it('keeps what another command adds to a history while it is mended', async () => {
    const store = storeFrom('examples')
    const history = 'history/2026-11.aaaa.jsonl'
    put(store, history, 'cut off\n')
    const added =
      '{"id":"h1","at":"2026-11-22T02:00:00Z","by":"Noy","command":"","summary":"Added","changes":[]}\n'
    const step = (name: string): void => {
      if (name === 'make .local/backups') appendFileSync(join(store, history), added)
    }
    const clock = fixedClock(new Date('2026-11-22T03:00:00Z'))
    const folder = new Folder(store, undefined, step)
    const { problems } = await examineAndRepair({ folder, clock, by: 'Noy', command: 'crm', wait: 1 })
    expect(problems).toEqual([])
    expect(readFileSync(join(store, history), 'utf8')).toBe(added)
  })

  it('finishes a change that was decided', async () => {
    const store = storeFrom('examples')
    unfinished(
      store,
      readFileSync(join(store, leads), 'utf8').replace('"rating": "warm"', '"rating": "cold"'),
    )
    await doctor(store, '--fix')
    expect(recordsOf(store, 'leads')['l9s4mq7h2d']?.['rating']).toBe('cold')
    expect(readdirSync(join(store, '.local/pending'))).toEqual([])
  })

  it('keeps the store as it was', async () => {
    const store = storeFrom('examples')
    swapRecords(store)
    const harmed = filesOf(store)
    const { report } = await doctor(store, '--fix')
    const to = join(store, '../as-it-was')
    expect((await crm(['restore', report.backup ?? '', '--to', to])).code).toBe(0)
    expect(filesOf(to)).toEqual(harmed)
  })

  it('closes files to others and leaves the owner’s rights alone', async () => {
    const store = storeFrom('examples')
    openToOthers(store)
    chmodSync(join(store, leads), 0o664)
    chmodSync(join(store, 'data'), 0o755)
    await doctor(store, '--fix')
    expect([statSync(join(store, leads)).mode & 0o777, statSync(join(store, 'data')).mode & 0o777]).toEqual([
      0o600, 0o700,
    ])
  })

  it('loses no record where two differ', async () => {
    const store = storeFrom('examples')
    swap(store, leads, 'l4h7w3e9cb', 'l2v8kd3mzt')
    const before = filesOf(store)
    const { report } = await doctor(store, '--fix')
    expect(filesOf(store)).toEqual(before)
    expect(report.problems.find(({ code }) => code === 'id-twice')?.message).toBe(
      'the same record stands in data/leads.json too, with another firstName, lastName, company, email, phone, status, source, rating, owner, createdAt, updatedAt',
    )
  })

  it('adds what git must know and keeps the lines of others', async () => {
    const store = storeFrom('examples')
    put(store, '.gitattributes', '*.md text\n')
    await doctor(store, '--fix')
    expect(readFileSync(join(store, '.gitattributes'), 'utf8')).toMatch(
      /^\*\.md text\ncrm\.json text eol=lf\ndata\/\*\* text eol=lf\n/,
    )
  })

  it('repairs what it can while another file cannot be read', async () => {
    const store = storeFrom('examples')
    put(store, accounts, 'broken')
    swap(store, leads, '"title": "Owner"', '"title": ""')
    const { report } = await doctor(store, '--fix')
    expect(report.problems.map(({ code }) => code)).toEqual(['json'])
    expect(report.fixed.map(({ code }) => code)).toEqual(['form'])
  })

  it('brings an old store into the present form', async () => {
    const store = storeFrom('old-stores/format-0')
    const { report } = await doctor(store)
    expect(report.problems).toEqual([])
    expect(report.notes.map(({ code, fixable }) => [code, fixable])).toEqual([['older', true]])
    expect((await doctor(store, '--fix')).report.fixed.map(({ code }) => code)).toEqual(['older'])
    expect(recordsOf(store, 'deals')['d0aa1bb2cc']?.['amount']).toBe(89000)
  })

  it('changes nothing in a newer store', async () => {
    const store = storeFrom('examples')
    swap(store, 'crm.json', '"format": 1', '"format": 99')
    swapRecords(store)
    const before = filesOf(store)
    const { report } = await doctor(store, '--fix')
    expect(report.fixed).toEqual([])
    expect(report.problems.every(({ fixable }) => !fixable)).toBe(true)
    expect(filesOf(store)).toEqual(before)
  })
})

function historyOf(dir: string): string {
  const names = readdirSync(join(dir, 'history'))
  return names.map((name) => readFileSync(join(dir, 'history', name), 'utf8')).join('')
}

describe('the caches', () => {
  const cache = '.local/cache/leads.keys'

  async function withCache(): Promise<string> {
    const store = storeFrom('examples')
    await crm('lead edit l9s4 --rating hot', { store })
    if (!existsSync(join(store, cache))) throw new Error('no cache was made')
    return store
  }

  it('are sound after a change', async () => {
    expect((await doctor(await withCache())).report).toMatchObject({ clean: true, notes: [] })
  })

  it('of which a draft was never finished are worth a note, for nothing reads it', async () => {
    const store = await withCache()
    put(store, '.local/cache/leads.keys.0a1b2c', 'x')
    const { report } = await doctor(store)
    expect(report).toMatchObject({ clean: true, problems: [] })
    expect(report.notes.map((one) => [one.file, one.code])).toEqual([
      ['.local/cache/leads.keys.0a1b2c', 'part'],
    ])
    await doctor(store, '--fix')
    expect((await doctor(store)).report.notes).toEqual([])
  })

  it('of another version of the file are worth a note, and made anew', async () => {
    const store = await withCache()
    swap(store, leads, '"title": "Owner"', '"title": "Baker"')
    const { code, report } = await doctor(store)
    expect(code).toBe(0)
    expect(report.notes.map((one) => [one.file, one.code])).toEqual([[cache, 'cache-old']])
    await doctor(store, '--fix')
    expect((await doctor(store)).report.notes).toEqual([])
  })

  it('of a file that is gone are removed', async () => {
    const store = await withCache()
    renameSync(join(store, cache), join(store, '.local/cache/leads.q.keys'))
    expect((await doctor(store)).report.notes.map((one) => one.code)).toEqual(['cache-old'])
    await doctor(store, '--fix')
    expect(existsSync(join(store, '.local/cache/leads.q.keys'))).toBe(false)
  })

  it('that hold something else are wrong', async () => {
    const store = await withCache()
    const bytes = readFileSync(join(store, cache))
    const at = bytes.indexOf('l2v8kd3mzt')
    bytes.write('l2v8kd3mzz', at, 'latin1')
    put(store, cache, bytes)
    const { code, report } = await doctor(store)
    expect(code).toBe(5)
    expect(report.problems.map((one) => [one.file, one.code, one.fixable])).toEqual([[cache, 'cache', true]])
    expect((await doctor(store, '--fix')).code).toBe(0)
    expect((await crm('lead show l2v8kd3mzt --json', { store })).code).toBe(0)
  })
})

describe('records that the history made', () => {
  it('and whose file is gone are a loss; their links stay', async () => {
    const store = storeFrom('examples')
    await crm('account add --name Tea', { store })
    await crm('contact add --first-name Noy --account Tea', { store })
    rmSync(join(store, accounts))
    const before = filesOf(store)
    for (const flags of [[], ['--fix']]) {
      const { code, report } = await doctor(store, ...flags)
      expect(code).toBe(5)
      const found = report.problems.find((one) => one.code === 'lost')
      expect(found).toMatchObject({ file: accounts, fixable: flags.length > 0 })
      expect(found?.message).toMatch(
        /^the file is gone, and with it record a\S{9} \(Added account Tea\); the history made it and no command removed it$/,
      )
    }
    expect(filesOf(store)).toEqual(before)
  })

  it('and that somebody took out by hand are a loss until that is accepted, those that a command removed are not', async () => {
    const store = storeFrom('examples')
    for (const name of ['Tea', 'Milk']) await crm(`account add --name ${name}`, { store })
    await crm('account remove Milk --yes', { store })
    expect((await doctor(store)).report.notes).toEqual([])
    const file = join(store, accounts)
    writeFileSync(file, readFileSync(join(import.meta.dirname, '../../fixtures/examples', accounts)))
    const lost = async () => {
      const { code, report } = await doctor(store)
      return { code, messages: report.problems.flatMap((one) => (one.code === 'lost' ? [one.message] : [])) }
    }
    const says = expect.stringMatching(
      /^it lacks record a\S{9} \(Added account Tea\); the history made it and no command removed it$/,
    )
    expect(await lost()).toEqual({ code: 5, messages: [says] })
    await crm('undo', { store })
    expect(await lost()).toEqual({ code: 5, messages: [says] })
    expect(await crm('doctor --accept-lost', { store })).toMatchObject({ code: 0 })
    expect(await lost()).toEqual({ code: 0, messages: [] })
    expect((await crm('history --json', { store })).out).toContain('Gave up a lost record')
  })

  it('stop every command where their whole file is gone, until they are back or given up', async () => {
    const store = storeFrom('examples')
    await crm('account add --name "ร้านชา"', { store })
    await crm('contact add --first-name "ນ້ອຍ"', { store })
    mkdirSync(join(store, '.local/backups'), { recursive: true })
    await crm(`backup ${join(store, '.local/backups/daily-2026-11-01.crm.gz')}`, { store })
    await crm('account edit "ร้านชา" --phone 021234567', { store })
    const before = filesOf(store)[accounts]
    rmSync(join(store, accounts))
    for (const line of [
      'account list',
      'account add --name Milk',
      'find ชา',
      'report customers',
      'export accounts',
    ])
      expect(await crm(line, { store })).toMatchObject({
        code: 5,
        err: expect.stringMatching(
          /^data\/accounts\.json is gone, and with it .* no command removed\.\nBring it back: /,
        ),
      })
    expect(await crm('lead list', { store })).toMatchObject({ code: 0 })
    const { code, report } = await doctor(store, '--fix')
    expect(report.problems.filter((one) => one.code === 'lost')).toEqual([])
    expect(code).toBe(0)
    expect(filesOf(store)[accounts]).toBe(before)
    rmSync(join(store, accounts))
    await crm('doctor --accept-lost', { store })
    expect(await crm('account list', { store })).toMatchObject({ code: 0 })
  })

  it('and are lost out of a file keep what links to them, and come back before anything is taken out', async () => {
    const store = storeFrom('examples')
    const file = join(store, accounts)
    const old = readFileSync(file)
    await crm('account add --name "ร้านชา"', { store })
    await crm('contact add --first-name "ນ້ອຍ" --account "ร้านชา"', { store })
    const before = filesOf(store)
    writeFileSync(file, old)
    const { code, report } = await doctor(store, '--fix')
    expect(code).toBe(5)
    expect(report.problems.map((one) => one.code).sort()).toEqual(['link', 'lost'])
    expect(filesOf(store)).toEqual({ ...before, [accounts]: old.toString() })
    writeFileSync(file, before[accounts] ?? '')
    await crm(`backup ${join(store, '.local/backups/daily-2026-11-02.crm.gz')}`, { store })
    writeFileSync(file, old)
    expect((await doctor(store, '--fix')).code).toBe(0)
    expect(filesOf(store)[accounts]).toBe(before[accounts])
  })

  it('are not brought back into files that are damaged, and nothing is told of it as done', async () => {
    const store = storeFrom('examples')
    await crm('account add --name "ຮ້ານຊາ"', { store })
    mkdirSync(join(store, '.local/backups'), { recursive: true })
    await crm(`backup ${join(store, '.local/backups/daily-2026-11-02.crm.gz')}`, { store })
    const old: readonly object[] = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../fixtures/examples', accounts), 'utf8'),
    )
    put(store, accounts, JSON.stringify([...old, { name: 'without an id' }]))
    const { code, report } = await doctor(store, '--fix')
    expect(code).toBe(5)
    expect(report.fixed.map((one) => one.code)).not.toContain('lost')
    expect((await crm('history --json', { store })).out).not.toContain('Brought')
  })

  it('are no loss where one removed what another edited before the two were merged', async () => {
    const store = storeFrom('examples')
    await crm('account add --name "ร้านน้ำ"', { store, now: '2026-11-22T09:00:00Z' })
    await crm('account remove "ร้านน้ำ" --yes', { store, now: '2026-11-22T10:00:00Z' })
    const [name = ''] = Object.keys(filesOf(store)).filter((one) => one.startsWith('history/'))
    const id = /"id":"(a[0-9a-z]{9})"/.exec(filesOf(store)[name] ?? '')?.[1]
    const edit = { kind: 'account', id, fields: { phone: [null, '+6621234567'] } }
    const line = {
      id: 'h000000001',
      at: '2026-11-22T11:00:00Z',
      by: 'Keo',
      command: 'crm',
      summary: 'Edited',
    }
    put(store, 'history/2026-11.zzzz.jsonl', `${JSON.stringify({ ...line, changes: [edit] })}\n`)
    expect((await doctor(store)).report.problems.map((one) => one.code)).toEqual([])
    expect((await doctor(store)).code).toBe(0)
  })

  it('are no loss where git brings an older state, or another form of the same', async () => {
    const store = storeFrom('examples')
    rmSync(join(store, '.local'), { recursive: true, force: true })
    expect(await crm('account list', { store })).toMatchObject({ code: 0 })
    await crm('activity remove x --yes', { store })
    const old = filesOf(store)
    await crm('account add --name Tea', { store })
    for (const [name, text] of Object.entries(old)) if (text !== undefined) put(store, name, text)
    for (const name of Object.keys(filesOf(store)))
      if (!(name in old) && /^(data|history)/.test(name)) rmSync(join(store, name))
    expect(await crm('account list', { store })).toMatchObject({ code: 0 })
    expect((await doctor(store)).code).toBe(0)
  })
})

describe('what is only worth knowing', () => {
  it('is no problem: unknown files, names without hash, links', async () => {
    const store = storeFrom('examples')
    put(store, 'data/invoices.json', '[]\n')
    put(store, 'files/readme.txt', 'by hand')
    symlinkSync('/etc', join(store, 'elsewhere'))
    const { code, report } = await doctor(store)
    expect(code).toBe(0)
    expect(report.notes.map((one) => [one.file, one.code])).toEqual([
      ['files/readme.txt', 'attachment-name'],
      ['data/invoices.json', 'unknown-file'],
      ['elsewhere', 'no-file'],
    ])
    await doctor(store, '--fix')
    expect(existsSync(join(store, 'data/invoices.json'))).toBe(true)
  })

  it('are custom fields that became required later', async () => {
    const store = storeFrom('examples')
    swap(
      store,
      'crm.json',
      '"format": 1,',
      '"format": 1,\n  "customFields": {"account": {"vatNumber": {"type": "text", "required": true}}},',
    )
    const { code, report } = await doctor(store)
    expect(code).toBe(0)
    expect(report.notes.map((one) => [one.record, one.code])).toEqual([
      ['a3t8h5s1nx', 'required'],
      ['a7mk2c0f5e', 'required'],
    ])
  })
})

describe('the report', () => {
  it('tells people where, what and how', async () => {
    const store = storeFrom('examples')
    swap(store, deals, '"stage": "proposal",\n    "closeDate"', '"stage": "haggling",\n    "closeDate"')
    swap(store, leads, '"title": "Owner"', '"title": ""')
    const ran = await crm('doctor', { store })
    expect(ran.out).toBe(
      [
        'data/leads.json, line 41: spacing, empty fields or the order of keys are not as they are written. (--fix repairs it)',
        'data/deals.json, line 21: record d2r9f4k7ma: "stage" is "haggling", which is not among stages of crm.json. Put it right: crm deal edit d2r9f4k7ma --stage WORD, or add the word to stages in crm.json.',
        '',
      ].join('\n'),
    )
    expect(ran.err).toBe(`2 problems in ${store}. 1 can be repaired: crm doctor --fix\n`)
  })

  it('does not call links broken whose target may be in a file that cannot be read', async () => {
    const store = storeFrom('examples')
    put(store, accounts, readFileSync(join(store, accounts), 'utf8').replace(teaHouse, `${teaHouse},,`))
    expect((await doctor(store)).report.problems.map(({ code }) => code)).toEqual(['json'])
  })

  it('says what is harmless on a terminal', async () => {
    const store = storeFrom('examples')
    swap(store, deals, '"stage": "proposal",\n    "closeDate"', '"stage": "\\u001b[31mred",\n    "closeDate"')
    expect((await crm('doctor', { store })).out).not.toContain('\u001b')
  })

  it('leaves out what is left of a folder that is no store', async () => {
    const ran = await crm('doctor --store nowhere', { cwd: storeFrom('examples') })
    expect([ran.code, ran.err]).toEqual([5, expect.stringContaining('There is no store in')])
  })

  it('keeps the history that other machines write', async () => {
    const store = storeFrom('examples')
    await crm('lead edit l9s4 --rating hot', { store })
    const [name = ''] = readdirSync(join(store, 'history'))
    appendFileSync(join(store, 'history', name), '{"cut off')
    await doctor(store, '--fix')
    expect(historyOf(store)).toContain('"rating":["warm","hot"]')
    expect(historyOf(store)).not.toContain('cut off')
  })
})
