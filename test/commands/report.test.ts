/** crm report and crm dashboard, as they are typed. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, storeFrom, temporaryFolder } from '../helpers/crm.ts'

function settingsOf(store: string): unknown {
  return JSON.parse(filesOf(store)['crm.json'] ?? '')
}

describe('crm report', () => {
  it('says how its figures are counted', async () => {
    const { out } = await crm('crm report funnel --help', { columns: 200 })
    expect(out).toContain('conversion: went on ÷ reached')
    expect(out).toContain('Source: Stage conversion by the cohort of the period')
  })

  it('answers scripts with rows by column, totals and the currency', async () => {
    const ran = await crm('crm report pipeline --json', { store: storeFrom('examples') })
    expect(ran.json()).toMatchObject({
      columns: ['stage', 'count', 'amount', 'weighted', 'averageAge'],
      totals: { count: 4, amount: 385500000, weighted: 169250000 },
      currency: 'LAK',
      notes: ['Open: 2 deals, 332,500,000 LAK, weighted 161,250,000 LAK.'],
    })
  })

  it('says so where nobody of the name owns anything, rather than let zeros answer', async () => {
    const store = storeFrom('examples')
    const note = 'Nobody called "Nyo" owns anything here: the owners are Noy.\n'
    expect((await crm('crm report pipeline --owner Nyo', { store })).err).toBe(note)
    expect((await crm('crm dashboard --owner Nyo', { store })).err).toBe(note)
    expect((await crm('crm deal board --owner Nyo', { store })).err).toContain(note)
    expect((await crm('crm report pipeline --owner NOY', { store })).err).toBe('')
  })

  it('groups by several fields, one inside the other, and compares them', async () => {
    const store = storeFrom('examples')
    const { out } = await crm('crm report pipeline --by owner,stage --format csv', { store })
    expect(out).toBe(
      `owner,stage,count,amount,weighted,averageAge
Noy,prospecting,1,12500000,1250000,43
Noy,proposal,1,320000000,160000000,52
Noy,won,1,8000000,8000000,
Noy,lost,1,45000000,0,
`,
    )
    const ran = await crm('crm report win-loss --by owner,source --period 2026-Q4 --compare --json', {
      store,
      now: '2027-01-02T02:00:00Z',
    })
    expect(ran.json()).toMatchObject({
      columns: [
        'owner',
        'source',
        'won',
        'wonBefore',
        'wonChange',
        'lost',
        'lostBefore',
        'lostChange',
        'winRate',
        'winRateBefore',
        'winRateChange',
        'wonAmount',
        'wonAmountBefore',
        'wonAmountChange',
      ],
      rows: [{ owner: 'Noy', source: '(none)', won: 0, wonBefore: 1, wonAmountBefore: 8000000 }],
    })
    const stages = await crm('crm report pipeline --by owner,stage --period 2026-Q4 --compare --json', {
      store,
    })
    expect(stages.json()).toMatchObject({
      rows: [
        { stage: 'prospecting', count: 1, countBefore: 0 },
        { stage: 'proposal', count: 1, countBefore: 0 },
        { stage: 'won', count: 0, countBefore: 1 },
        { stage: 'lost', count: 0, countBefore: 1 },
      ],
    })
    expect((await crm('crm report pipeline --by owner,owner', { store })).err).toContain(
      'Grouped by owner twice.',
    )
    expect((await crm('crm report pipeline --by owner,colour', { store })).code).toBe(2)
  })

  it('of one’s own has the empty months too, which a time series needs', async () => {
    const store = await emptyStore()
    for (const [at, name] of [
      ['2026-01-05', 'A'],
      ['2026-04-05', 'B'],
    ])
      await crm(`crm lead add --first-name ${name} --last-name X --company ${name} --estimated-amount 5`, {
        store,
        now: `${at}T02:00:00Z`,
      })
    await crm('crm report new by-month --entity lead --group month(createdAt) --sum estimatedAmount', {
      store,
    })
    const { out } = await crm('crm report by-month --format csv', { store })
    expect(out).toBe(
      'monthCreatedAt,count,estimatedAmount\n2026-01,1,5.00\n2026-02,0,0.00\n2026-03,0,0.00\n2026-04,1,5.00\n',
    )
  })

  it('takes periods by name and by dates, not both', async () => {
    const store = storeFrom('examples')
    const rows = async (flags: string) =>
      (await crm(`crm report win-loss ${flags} --format csv`, { store })).out.split('\n').slice(1, -1)
    expect(await rows('--period 2026-Q3')).toEqual(['Noy,1,1,50,8000000,45000000,15.1,8000000,19,90'])
    expect(await rows('--period 2569-09')).toEqual(['Noy,1,0,100,8000000,0,100,8000000,19,'])
    expect(await rows('--from 1/8/2569 --to 2026-08-31')).toEqual(['Noy,0,1,0,0,45000000,0,,,90'])
    expect(await crm('crm report win-loss --period 2026 --from 2026-01-01', { store })).toMatchObject({
      code: 2,
      err: '--period and --from or --to exclude each other.\nGive one of them\n',
    })
    expect(await crm('crm report win-loss --period soon', { store })).toMatchObject({
      code: 2,
      err: '--period: "soon" is no period.\nType this-month, last-quarter, last-30-days, 2026, 2569, 2026-11, 2026-Q4 or 2026-W47\n',
    })
    expect(await crm('crm report win-loss --compare', { store })).toMatchObject({
      code: 2,
      err: '--compare needs a period to come before.\nAdd --period this-month, or --from and --to\n',
    })
  })

  it('sorts by a column and shows the first rows, with the totals of all', async () => {
    const store = storeFrom('examples')
    const top = await crm('crm report pipeline --sort -amount --limit 2 --json', { store })
    expect(top.json()).toMatchObject({
      rows: [
        { stage: 'proposal', amount: 320000000 },
        { stage: 'lost', amount: 45000000 },
      ],
      totals: { count: 4, amount: 385500000 },
      notes: [
        'Open: 2 deals, 332,500,000 LAK, weighted 161,250,000 LAK.',
        'The first 2 of 6 rows; totals are of all.',
      ],
    })
    const stages = async (sort: string) =>
      (await crm(`crm report pipeline --sort ${sort} --format csv`, { store })).out
        .split('\n')
        .slice(1, -1)
        .map((line) => line.split(',')[0])
    expect(await stages('averageAge,stage')).toEqual([
      'prospecting',
      'proposal',
      'lost',
      'negotiation',
      'qualification',
      'won',
    ])
    expect((await stages('-averageAge')).slice(0, 2)).toEqual(['proposal', 'prospecting'])
    const { out } = await crm('crm report forecast --sort -bestCase --chart', { store })
    expect(out).toMatch(/Month[^\n]*\n─+\n2026-12/)
    expect(out).not.toContain('highest')
    expect(await crm('crm report pipeline --sort -amonut', { store })).toMatchObject({
      code: 2,
      err: 'Unknown column "amonut". Did you mean "amount"?\nValid: stage, count, amount, weighted, averageAge\n',
    })
  })

  it('takes days without activity as people write them', async () => {
    const store = storeFrom('examples')
    const titles = async (days: string) =>
      (await crm(`crm report stale --days ${days}`, { store })).out.split('\n')[0]
    expect(await titles('2w')).toBe('Without activity for 14 days')
    expect(await titles('20d')).toBe('Without activity for 20 days')
    expect(await crm('crm report stale --days 0', { store })).toMatchObject({ code: 2 })
  })

  it('puts the period before beside', async () => {
    const { out } = await crm('crm report owners --period 2026-Q3 --compare --format csv', {
      store: storeFrom('examples'),
    })
    expect(out).toBe(
      'owner,activities,activitiesBefore,activitiesChange,won,wonBefore,wonChange,wonAmount,wonAmountBefore,wonAmountChange,winRate,winRateBefore,winRateChange\nNoy,0,0,,1,0,,8000000,0,,50,,\n',
    )
  })

  it('refuses a group that is not there', async () => {
    const ran = await crm('crm report pipeline --by citty', { store: storeFrom('examples') })
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(/Unknown deal field "citty"/)
  })

  it('tells what it would have said on an earlier day', async () => {
    const store = storeFrom('examples')
    const ran = await crm('crm report pipeline --as-of 2026-08-01 --format csv', { store })
    expect(ran.out.split('\n').slice(1, -1)).toEqual([
      'prospecting,0,0,0,',
      'qualification,0,0,0,',
      'proposal,0,0,0,',
      'negotiation,1,45000000,36000000,61',
      'won,0,0,0,',
      'lost,0,0,0,',
    ])
  })

  it('takes back in the past what was changed since', async () => {
    const store = storeFrom('examples')
    await crm('crm deal edit "Roastery fit-out" --amount 1', { store, now: '2026-11-22T09:00:00Z' })
    const amount = async (flags: string) => {
      const { out } = await crm(`crm report pipeline ${flags} --where Roastery --format csv`, {
        store,
        now: '2026-11-25T09:00:00Z',
      })
      return out.split('\n').find((line) => line.startsWith('proposal'))
    }
    expect(await amount('')).toBe('proposal,1,1,1,55')
    expect(await amount('--as-of 2026-11-21')).toBe('proposal,1,320000000,160000000,51')
  })

  it('writes files by their ending', async () => {
    const cwd = temporaryFolder()
    const store = storeFrom('examples')
    for (const ending of ['html', 'md', 'csv', 'json', 'tsv', 'xlsx']) {
      const ran = await crm(`crm report owners --out owners.${ending}`, { store, cwd })
      expect(ran).toMatchObject({ code: 0, out: '', err: `Wrote owners.${ending}: 1 row.\n` })
    }
    expect(readFileSync(join(cwd, 'owners.html'), 'utf8')).toContain('<h1>Owners</h1>')
    expect(readFileSync(join(cwd, 'owners.csv'), 'utf8')).toContain('Noy,2,2,332500000')
    expect(await crm('crm report owners --out owners.doc', { store, cwd })).toMatchObject({ code: 2 })
  })

  it('writes no file whose name says another format than --format', async () => {
    const cwd = temporaryFolder()
    const store = storeFrom('examples')
    const refused: readonly (readonly [line: string, message: string])[] = [
      [
        'report pipeline --format html --out p.xlsx',
        'The name p.xlsx says xlsx, but html was asked for.\nAsk for xlsx, or let the name end in .html\n',
      ],
      [
        'report pipeline --json --out p.md',
        'The name p.md says markdown, but json was asked for.\nAsk for markdown, or let the name end in .json\n',
      ],
      [
        'dashboard --format markdown --out d.htm',
        'The name d.htm says html, but markdown was asked for.\nAsk for html, or let the name end in .md\n',
      ],
      [
        'deal board --format html --out b.md',
        'The name b.md says markdown, but html was asked for.\nAsk for markdown, or let the name end in .html\n',
      ],
      [
        'timeline "Roastery fit-out" --format csv --out t.tsv',
        'The name t.tsv says tsv, but csv was asked for.\nAsk for tsv, or let the name end in .csv\n',
      ],
      [
        'export leads --format html --out l.csv',
        'The name l.csv says csv, but html was asked for.\nAsk for csv, or let the name end in .html\n',
      ],
      [
        'export leads --format csv --out l.vcf',
        'The name l.vcf says vcard, but csv was asked for.\nAsk for vcard, or let the name end in .csv\n',
      ],
      [
        'export leads --json --out l.csv',
        'The name l.csv says csv, but json was asked for.\nAsk for csv, or let the name end in .json\n',
      ],
    ]
    for (const [line, err] of refused) expect(await crm(line, { store, cwd })).toMatchObject({ code: 2, err })
    expect(readdirSync(cwd)).toEqual([])
  })

  it('writes the format that is asked for where the name says none, or the same', async () => {
    const cwd = temporaryFolder()
    const store = storeFrom('examples')
    const begins = async (line: string, file: string) => {
      expect(await crm(line, { store, cwd })).toMatchObject({ code: 0, out: '' })
      return readFileSync(join(cwd, file), 'latin1').slice(0, 4)
    }
    expect(await begins('report owners --format xlsx --out o.xlsx', 'o.xlsx')).toBe('PK\x03\x04')
    expect(await begins('dashboard --format xlsx --out sheet', 'sheet')).toBe('PK\x03\x04')
    expect(await begins('report owners --format csv --out o.txt', 'o.txt')).toBe('owne')
    expect(await begins('deal board --format html --out wall', 'wall')).toBe('<!do')
    expect(await begins('export leads --format md --out l.md', 'l.md')).toBe('| id')
    expect(await crm('report owners --format xlsx', { store, cwd })).toMatchObject({
      code: 2,
      out: '',
      err: 'A workbook needs a file to go to.\nAdd --out owners.xlsx\n',
    })
    expect((await crm('report owners --json --out o.json', { store, cwd })).json()).toEqual({
      file: 'o.json',
      rows: 1,
    })
  })

  it('writes a folder in the one format that --format names, too', async () => {
    const cwd = temporaryFolder()
    const ran = await crm('report all --out r --format xlsx', { store: storeFrom('examples'), cwd })
    expect(ran).toMatchObject({ code: 0, err: 'Wrote 20 files into r.\n' })
    expect(readdirSync(join(cwd, 'r')).filter((name) => !name.endsWith('.xlsx'))).toEqual([])
  })

  it('draws charts on a terminal, not in a pipe, unless told', async () => {
    const store = storeFrom('examples')
    const terminal = { store, columns: 100, answers: [] }
    expect((await crm('crm report funnel', terminal)).out).toContain('████')
    expect((await crm('crm report funnel --no-chart', terminal)).out).not.toContain('█')
    expect((await crm('crm report funnel', { store })).out).not.toContain('█')
    expect((await crm('crm report funnel --chart', { store })).out).toContain('████')
  })

  it('says so where there is nothing to report', async () => {
    const store = await emptyStore()
    expect(await crm('crm report lost', { store })).toMatchObject({
      code: 0,
      out: '',
      err: 'Nothing to report.\n',
    })
    expect((await crm('crm report owners --json', { store })).json()).toMatchObject({ rows: [] })
  })
})

describe('crm report new', () => {
  const line =
    'crm report new by-city --entity lead --group city,month(createdAt) --sum estimatedAmount --title "Leads by city"'

  it('saves a report in the settings, which is then like any other', async () => {
    const store = storeFrom('examples')
    const made = await crm(line, { store })
    expect(made).toMatchObject({ code: 0, err: 'Saved. From now on: crm report by-city\n' })
    expect(settingsOf(store)).toMatchObject({
      currency: 'LAK',
      reports: {
        'tea-leads': { entity: 'lead' },
        'by-city': {
          entity: 'lead',
          title: 'Leads by city',
          group: ['city', 'month(createdAt)'],
          sum: ['estimatedAmount'],
        },
      },
    })
    const ran = await crm('crm report by-city --json', { store })
    expect(ran.json()).toMatchObject({
      columns: ['city', 'monthCreatedAt', 'count', 'estimatedAmount'],
      totals: { count: 4, estimatedAmount: 48000000 },
    })
    expect((await crm('crm report --help', { store })).out).toContain('by-city')
    expect((await crm('crm report by-city --by source --format csv', { store })).out).toContain(
      'web,1,48000000',
    )
  })

  it('is undone like any command', async () => {
    const store = storeFrom('examples')
    const before = settingsOf(store)
    await crm(line, { store })
    expect(await crm('crm undo', { store })).toMatchObject({ code: 0 })
    expect(settingsOf(store)).toEqual(before)
  })

  it('changes nothing with --dry-run', async () => {
    const store = storeFrom('examples')
    const before = filesOf(store)
    expect(await crm(`${line} --dry-run`, { store })).toMatchObject({ code: 0 })
    expect(filesOf(store)).toEqual(before)
  })

  it('refuses what cannot be reported, before it is saved', async () => {
    const store = storeFrom('examples')
    const before = filesOf(store)
    const refused: readonly (readonly [string, RegExp])[] = [
      ['crm report new x --entity leed', /Unknown kind of record "leed". Did you mean "lead"/],
      ['crm report new x --entity lead --sum amount', /Unknown amount or number of a lead "amount"/],
      ['crm report new x --entity lead --group colour', /Unknown lead field "colour"/],
      ['crm report new x --entity lead --group month(source)', /month\(source\) needs a date/],
      ['crm report new x --entity lead --where colour:red', /Unknown lead field "colour"/],
      ['crm report new x --entity lead --group source --columns price', /has no column "price"/],
      ['crm report new pipeline --entity lead', /There is a report "pipeline" already/],
      ['crm report new "a b" --entity lead', /is no name for a report/],
      ['crm report new x', /Add --entity/],
    ]
    for (const [typed, message] of refused) {
      const ran = await crm(typed, { store })
      expect({ typed, code: ran.code }).toEqual({ typed, code: 2 })
      expect(ran.err).toMatch(message)
    }
    expect((await crm('crm report new tea-leads --entity lead', { store })).code).toBe(4)
    expect(filesOf(store)).toEqual(before)
  })

  it('lists records with chosen columns and sums', async () => {
    const store = storeFrom('examples')
    await crm(
      'crm report new big --entity deal --where amount:>10000000 --columns name,amount --sum amount --sort -amount',
      { store },
    )
    expect((await crm('crm report big --format csv', { store })).out).toBe(
      'name,amount\nRoastery fit-out,320000000\nTea house shelves,45000000\nCups and saucers,12500000\n',
    )
    expect((await crm('crm report big --json', { store })).json()).toMatchObject({
      totals: { amount: 377500000 },
    })
  })

  it('is removed again', async () => {
    const store = storeFrom('examples')
    expect(await crm('crm report remove tea-leads', { store })).toMatchObject({
      code: 0,
      err: 'Removed report tea-leads.\n',
    })
    expect(settingsOf(store)).toMatchObject({ reports: {} })
    expect((await crm('crm report tea-leads', { store })).code).toBe(2)
    expect((await crm('crm report remove pipeline', { store })).err).toMatch(
      /Unknown report of your own "pipeline"/,
    )
  })

  it('complains of settings that are no report, naming the key', async () => {
    const store = storeFrom('examples')
    const { writeFileSync } = await import('node:fs')
    writeFileSync(join(store, 'crm.json'), '{"format": 1, "reports": {"x": {"entity": "cow"}}}')
    const ran = await crm('crm report pipeline', { store })
    expect(ran).toMatchObject({ code: 5 })
    expect(ran.err).toContain('reports.x.entity')
  })
})

describe('crm dashboard', () => {
  it('has the main figures of the month beside the month before', async () => {
    const { out } = await crm('crm dashboard', { store: storeFrom('examples') })
    expect(out).toContain('2026-11-01 to 2026-11-30')
    expect(out).toMatch(/Open pipeline +332,500,000 LAK +2 deals, 1 overdue/)
    expect(out).toMatch(/New leads +3 +before: 0/)
    expect(out).toMatch(/Reminders due +2 +2 overdue, 4 open/)
  })

  it('keeps to an owner and a period', async () => {
    const store = storeFrom('examples')
    const figures = async (flags: string) => (await crm(`crm dashboard ${flags} --format csv`, { store })).out
    expect(await figures('--period 2026-Q3')).toContain('Won,8000000,LAK,0')
    expect(await figures('--owner Somebody')).toContain('Open pipeline,0,LAK,')
  })

  it('is written to a file with its figures', async () => {
    const cwd = temporaryFolder()
    await crm('crm dashboard --out month.md', { store: storeFrom('examples'), cwd })
    expect(readFileSync(join(cwd, 'month.md'), 'utf8')).toMatch(
      /^# Dashboard\n[\s\S]*- \*\*Open pipeline\*\*: 332,500,000 LAK \(2 deals, 1 overdue\)/,
    )
  })

  it('says how its figures are counted, and writes large ones as the store’s language does', async () => {
    const store = await emptyStore()
    const rows = Array.from({ length: 1200 }, (_, index) => `D${index},proposal,2026-11-01`)
    await crm(['import', 'deals', '-'], { store, input: `name,stage,closeDate\n${rows.join('\n')}\n` })
    const { out } = await crm('crm dashboard --format html', { store })
    expect(out).toContain('Win rate: won ÷ (won + lost), by number, in the period.')
    expect(out).toContain('1,200 deals, 1,200 overdue')
    const settings = JSON.parse(filesOf(store)['crm.json'] ?? '')
    writeFileSync(join(store, 'crm.json'), JSON.stringify({ ...settings, locale: 'lo' }))
    expect((await crm('crm report pipeline --json', { store })).out).toContain('Open: 1.200 deals, 0,00 THB')
  })

  it('is one page that can be mailed', async () => {
    const { out, err } = await crm('crm dashboard --format html', { store: storeFrom('examples') })
    expect(err).toBe('')
    expect(out).toMatch(/^<!doctype html>/)
    expect(out.match(/<svg /g)?.length).toBeGreaterThan(3)
  })
})

describe('crm deal board', () => {
  it('is a page, or Markdown, in a file too', async () => {
    const cwd = temporaryFolder()
    const store = storeFrom('examples')
    expect(await crm('crm deal board --out board.html', { store, cwd })).toMatchObject({
      code: 0,
      err: 'Wrote board.html: 2 deals.\n',
    })
    expect(readFileSync(join(cwd, 'board.html'), 'utf8')).toContain('<p class="name">Roastery fit-out</p>')
    await crm('crm deal board --out board.md', { store, cwd })
    expect(readFileSync(join(cwd, 'board.md'), 'utf8')).toContain('## proposal')
    expect(await crm('crm deal board --out board.csv', { store, cwd })).toMatchObject({ code: 2 })
  })

  it('says on a page whose it is and of what day, and what is left out of its sums', async () => {
    const cwd = temporaryFolder()
    const store = storeFrom('examples')
    await crm('crm deal add --name Yen --amount 5 --currency JPY --owner Noy', { store })
    const note = '1 deal in JPY is counted but not in the amounts, for the settings have no rate for it: Yen.'
    const { out } = await crm('crm deal board --owner Noy amount:>1 --format markdown', { store })
    expect(out).toMatch(/^# Deals by stage\n\nowner Noy · where amount:>1 · as of 2026-11-22\n\n## prosp/)
    expect(out.endsWith(`\n\n${note}\n`)).toBe(true)
    await crm('crm deal board --owner Noy amount:>1 --out board.md', { store, cwd })
    expect(readFileSync(join(cwd, 'board.md'), 'utf8')).toBe(out)
    const page = (await crm('crm deal board --owner me --format html', { store })).out
    expect(page).toContain('<p class="dim">owner Noy · as of 2026-11-22</p>')
    expect(page).toContain(note)
  })

  it('adds up as the pipeline report does, and says by which rates', async () => {
    const store = storeFrom('examples')
    const settings = JSON.parse(filesOf(store)['crm.json'] ?? '')
    writeFileSync(join(store, 'crm.json'), JSON.stringify({ ...settings, rates: { THB: '643.215' } }))
    await crm('crm deal add --name Baht --amount 0.33 --currency THB --stage proposal', { store })
    const { out } = await crm('crm deal board', { store, columns: 120 })
    expect(out).toContain('320,000,212 LAK')
    expect(out).toContain('Converted to LAK: 1 THB = 643.215 LAK.\n')
    expect((await crm('crm report pipeline --format csv', { store })).out).toContain(
      'proposal,2,320000212,160000106,',
    )
  })

  it('marks as stuck what the funnel counts as stuck', async () => {
    const store = await emptyStore()
    await crm('crm deal add --name Slow --amount 5', { store, now: '2026-10-23T05:00:00Z' })
    const on = async (now: string) => [
      (await crm('crm deal board', { store, now })).out.includes('! stuck'),
      /^prospecting,.*,1$/m.test((await crm('crm report funnel --format csv', { store, now })).out),
    ]
    expect(await on('2026-11-21T05:00:00Z')).toEqual([false, false])
    expect(await on('2026-11-22T05:00:00Z')).toEqual([true, true])
  })

  it('shows so many cards of a column, the largest first', async () => {
    const store = storeFrom('examples')
    await crm('crm deal add --name Small --amount 5 --stage prospecting', { store })
    const { out } = await crm('crm deal board --limit 1', { store })
    expect(out).toContain('Cups and saucers')
    expect(out).not.toContain('Small')
    expect(out).toContain('… and 1 more')
    expect((await crm('crm deal board --limit 0', { store })).out).toContain('Small')
  })
})

describe('numbers by language', () => {
  function storeIn(locale: string): string {
    const store = storeFrom('examples')
    const path = join(store, 'crm.json')
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), locale }))
    return store
  }

  it('are for people: tables, notes, figures, boards, pages', async () => {
    const store = storeIn('lo')
    const shown = async (line: string) => (await crm(line, { store })).out
    const pipeline = await shown('crm report pipeline')
    expect(pipeline).toContain('Total              4  385.500.000 LAK  169.250.000 LAK                47,5')
    expect(pipeline).toContain('Open: 2 deals, 332.500.000 LAK, weighted 161.250.000 LAK.')
    expect(await shown('crm dashboard')).toMatch(/Open pipeline +332\.500\.000 LAK/)
    expect(await shown('crm deal board')).toContain('320.000.000 LAK')
    expect(await shown('crm report pipeline --format html')).toContain('<td class="n">385.500.000 LAK</td>')
    expect(await shown('crm report pipeline --format markdown')).toContain('**385.500.000 LAK**')
    expect(await shown('crm deal show Roastery')).toContain('320.000.000 LAK')
  })

  it('keep their points under each other, whatever the point', async () => {
    const store = storeIn('de')
    await crm('crm deal edit Roastery --currency USD --amount 12345.5', { store })
    const { out } = await crm('crm deal list --columns name,amount', { store })
    expect(
      out
        .split('\n')
        .filter((line) => line.includes('USD') || line.includes('LAK'))
        .map((line) => line.slice(-20)),
    ).toEqual([
      '   12.500.000    LAK',
      '       12.345,50 USD',
      '    8.000.000    LAK',
      's  45.000.000    LAK',
    ])
  })

  it('are plain for machines', async () => {
    const [own, usual] = [storeIn('de'), storeFrom('examples')]
    for (const format of ['csv', 'tsv']) {
      const line = `crm report win-loss --format ${format}`
      expect((await crm(line, { store: own })).out).toBe((await crm(line, { store: usual })).out)
    }
    const [mine, theirs] = [
      await crm('crm report win-loss --json', { store: own }),
      await crm('crm report win-loss --json', { store: usual }),
    ]
    const figures = ({ rows, totals }: { rows?: unknown; totals?: unknown }) => ({ rows, totals })
    expect(figures(JSON.parse(mine.out))).toEqual(figures(JSON.parse(theirs.out)))
  })

  it('have a language that there is', async () => {
    expect(await crm('crm report pipeline', { store: storeIn('xx-nowhere-1') })).toMatchObject({
      code: 5,
      err: expect.stringContaining('locale'),
    })
  })
})
