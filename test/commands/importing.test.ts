/** crm import: what a person is told that the rows alone do not say. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, recordsOf, temporaryFolder } from '../helpers/crm.ts'

let store: string
let cwd: string
beforeEach(async () => {
  store = await emptyStore()
  cwd = temporaryFolder()
})

const run = (line: string) => crm(line, { store, cwd })
const file = (name: string, text: string) => writeFileSync(join(cwd, name), text)
const leads = () => Object.values(recordsOf(store, 'leads'))

describe('two names in one cell', () => {
  it('are told of with their lines, and kept as they stand', async () => {
    file(
      'a.csv',
      'Name\nAnn and Bob Lee\nมาลี สุขสันต์ / คุณวิชัย ใจดี\nNoy Vongsa\nAnn&Bob\nນ້ອຍ ແລະ ດາວ\nAnn + Bob\n"Dan Wu; Eve Xi"\n',
    )
    const ran = await run('import leads a.csv')
    expect(ran.err).toContain(
      '⚠ Two names may be in one cell of Name: line 2 "Ann and Bob Lee", line 3 "มาลี สุขสันต์ / คุณวิชัย ใจดี", line 5 "Ann&Bob", line 6 "ນ້ອຍ ແລະ ດາວ", line 7 "Ann + Bob" and 1 more. A row makes one record; give each person a row.',
    )
    expect(leads()).toHaveLength(7)
  })

  it('are looked for in first names, items and posts, too', async () => {
    file('a.json', '[{"firstName":"Dao"},{"firstName":"Ann & Bob","lastName":"Lee"}]')
    expect((await run('import contacts a.json')).err).toContain('cell of firstName: item 2 "Ann & Bob". ')
    const posted = await crm('lead capture -', { store, input: '{"name":"Ann & Bob"}' })
    expect(posted.err).toContain('Two names may be in one cell of name')
  })

  it('are not seen in names of one, nor where names are of companies', async () => {
    file(
      'a.csv',
      'Name,Email\nRamesh a/l Kumar,\nFernand O+,\nR&D,\nSandy Anderson,\n"Lee, Ann",\nJean-Luc,\n',
    )
    expect((await run('import leads a.csv')).err).toBe(
      'Imported leads: 6 created, 0 updated, 0 skipped, 0 rejected.\n',
    )
    file('b.csv', 'Name\nSmith & Sons\n')
    expect((await run('import accounts b.csv')).err).not.toContain('Two names')
  })
})

describe('dates beside numbers of a spreadsheet', () => {
  it('are both read, in a field of the program and in one of one’s own', async () => {
    file(
      'a.csv',
      'Name,Close date,Signed,Stage\nA,22/11/2026,46348,new\nB,46349,2026-11-24,new\nC,46350.5,25 Nov 2026,new\n',
    )
    const ran = await run('import deals a.csv --map Stage=-')
    expect(ran.err).toContain(
      'Close date: dates with the day first, and some as spreadsheets number them (46349 is 2026-11-23)',
    )
    expect(ran.err).toContain(
      'Signed: dates with names of months, and some as spreadsheets number them (46348 is 2026-11-22)',
    )
    expect(
      Object.values(recordsOf(store, 'deals'))
        .map(({ name, closeDate, signed }) => [name, closeDate, signed])
        .sort(),
    ).toEqual([
      ['A', '2026-11-22', '2026-11-22'],
      ['B', '2026-11-23', '2026-11-24'],
      ['C', '2026-11-24', '2026-11-25'],
    ])
  })

  it('stay text where they may be amounts, and it is said', async () => {
    file('a.csv', 'Name,Value A\nA,22/11/2026\nB,46349\nC,46350\n')
    const ran = await run('import leads a.csv')
    expect(ran.err).toContain('Value A: kept as text: dates and numbers such as 46349')
    expect(leads().map(({ valueA }) => valueA)).toEqual(
      expect.arrayContaining(['22/11/2026', '46349', '46350']),
    )
  })
})

describe('flags that mean nothing', () => {
  it.each([
    ['import leads a.csv --sheet 1', '--sheet means nothing for csv, only for xlsx.'],
    ['import leads a.json --delimiter ;', '--delimiter means nothing for json, only for csv, tsv.'],
    ['import leads a.json --header-row 2', '--header-row means nothing for json, only for csv, tsv, xlsx.'],
    ['import leads a.xlsx --encoding utf-8', '--encoding means nothing for xlsx, only for csv,'],
    ['export leads --format json --excel', '--excel means nothing for json, only for csv, tsv.'],
    [
      'export leads --json --safe-formulas',
      '--safe-formulas means nothing for json, only for csv, tsv, xlsx.',
    ],
    ['export reminders --as event', '--as means nothing for csv, only for icalendar.'],
  ])('%s says so, and does the rest', async (line, says) => {
    await run('lead add Ada Lee')
    for (const ending of ['csv', 'json', 'xlsx']) await run(`export leads --out a.${ending}`)
    const ran = await run(`${line} --quiet`)
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining(`⚠ ${says}`)])
    expect(ran.err.split('\n')).toHaveLength(2)
  })

  it('are few: --delimiter is for files called .tsv, too', async () => {
    file('a.tsv', 'First name;Last name\nAda;Lee\n')
    expect(await run('import leads a.tsv --delimiter ;')).toMatchObject({ code: 0 })
    expect(leads()).toMatchObject([{ firstName: 'Ada', lastName: 'Lee' }])
  })
})

describe('--value', () => {
  it('is refused where no list has the word, before any row needs it', async () => {
    file('a.csv', 'Name,Status\nAda,new\n')
    const before = filesOf(store)
    expect(await run('import leads a.csv --value status:hot=warm')).toMatchObject({
      code: 2,
      err: 'Unknown word in --value \'status:hot=warm\': "warm".\nValid: new, contacted, nurturing, qualified, converted, unqualified, junk\n',
    })
    expect(filesOf(store)).toEqual(before)
    expect((await run('import leads a.csv --value status:hot=Contacted --value status:-=')).code).toBe(0)
  })
})

describe('columns of the same name', () => {
  const columns = 'Name,Company,Note,Company,Note\nAda Lee,X,one,Y,two\n'

  it('are told apart by number, in the mapping and the rejects, too', async () => {
    file('a.csv', columns)
    const refused = await run('import leads a.csv')
    expect([refused.code, refused.err]).toEqual([
      2,
      expect.stringContaining('The columns "Company" and "Company#2" both go into company.'),
    ])
    const flags = "--map 'Company#2=industry' --map 'note#2=-' --map Note=description --save-mapping m.json"
    const ran = await run(`import leads a.csv ${flags} --rejects r.csv`)
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('Left out: note#2 (1 cell)')])
    expect(leads()).toMatchObject([{ company: 'X', industry: 'Y', description: 'one' }])
    expect(readFileSync(join(cwd, 'r.csv'), 'utf8')).toMatch(/^Name,Company,Note,Company,Note,line/)
    expect((await run('import leads a.csv --mapping m.json')).err).toContain('1 skipped')
    const third = await run("import leads a.csv --map 'Company#3=-'")
    expect([third.code, third.err]).toEqual([2, expect.stringContaining('Unknown column "Company#3"')])
  })

  it('are all kept where they are phones or emails', async () => {
    file('a.csv', 'Name,Phone,Phone,Email,Email\nAda Lee,0812345678,0823456789,a@x.example,b@x.example\n')
    expect((await run('import leads a.csv')).code).toBe(0)
    expect(leads()).toMatchObject([
      {
        phone: '+66812345678',
        otherPhones: [{ value: '+66823456789' }],
        email: 'a@x.example',
        otherEmails: [{ value: 'b@x.example' }],
      },
    ])
  })
})

describe('warnings about single rows', () => {
  it.each([
    ['xlsx', 'Row 2', 'row 3'],
    ['json', 'Item 1', 'item 2'],
    ['vcf', 'Card 1', 'card 2'],
  ])('of %s are by what the file has: %s', async (ending, first, second) => {
    await run('contact add Ada Lee --email ada@x.example')
    await run('contact add Somchai Jaidee')
    const other = await emptyStore()
    await crm('contact add Zoe Wu --email ada@x.example', { store: other })
    await crm('contact add "Mr. Somchai" Jaidee', { store: other })
    await crm(`export contacts --columns firstName,lastName,email --sort -firstName --out a.${ending}`, {
      store: other,
      cwd,
    })
    const ran = await run(`import contacts a.${ending} --preset none`)
    expect(ran.err).toContain(`${first} was left out: "zoe wu" has the same email as "ada lee".`)
    expect(ran.err).toContain(second)
  })
})
