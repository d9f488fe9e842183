/** Importing and exporting by whole commands; the rules are tested in test/unit/rules/importing. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, recordsOf, storeFrom, temporaryFolder } from '../helpers/crm.ts'

let store: string
let cwd: string
beforeEach(async () => {
  store = await emptyStore()
  cwd = temporaryFolder()
})

const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(cwd, name), content)
  return name
}
const run = (line: string, options = {}) => crm(line, { store, cwd, ...options })
const records = (plural: string) => Object.values(recordsOf(store, plural))

describe('import', () => {
  it('writes all rows in one line of history, and one undo takes them back', async () => {
    file('a.csv', 'ชื่อ,นามสกุล,เบอร์โทรศัพท์,Colour\nสมชาย,ใจดี,081-234-5678,red\nMalee,Suk,,\n')
    const before = filesOf(store)
    const ran = await run('import leads a.csv')
    expect(ran).toMatchObject({ code: 0, out: '' })
    expect(ran.err).toBe(
      'Imported leads: 2 created, 0 updated, 0 skipped, 0 rejected.\nKept as custom fields: Colour\n',
    )
    expect(records('leads')).toMatchObject(
      [{ phone: '+66812345678' }, {}].sort(() => 0).length === 2
        ? expect.arrayContaining([
            expect.objectContaining({
              firstName: 'สมชาย',
              lastName: 'ใจดี',
              phone: '+66812345678',
              colour: 'red',
              status: 'new',
            }),
            expect.objectContaining({ firstName: 'Malee' }),
          ])
        : [],
    )
    expect((await run('history --json')).json()).toHaveLength(1)
    expect((await run('lead list colour:red --columns name,colour --format csv')).out).toBe(
      'name,colour\nสมชาย ใจดี,red\n',
    )
    await run('undo')
    expect(filesOf(store)['crm.json']).toBe(before['crm.json'])
    expect(records('leads')).toEqual([])
  })

  it('says nothing of refused or like rows where there are none', async () => {
    await run('lead add --first-name Noy --last-name Vongsa --phone 0812345678')
    file('good.csv', 'First name,Last name\nKham,Suk\n')
    expect((await run('import leads good.csv --rejects r.csv')).err).toBe(
      'Imported leads: 1 created, 0 updated, 0 skipped, 0 rejected.\n',
    )
    expect(readFileSync(join(cwd, 'r.csv'), 'utf8')).toBe('First name,Last name,line,field,code,reason\n')
    file('bad.csv', 'First name,Last name,Email\nNoy,Vongsa,noy@a.example\nDao,Keo,nonsense\n')
    const { code, err } = await run('import leads bad.csv')
    expect(code).toBe(2)
    expect(err).not.toContain('made although')
    expect((await run('import leads bad.csv --skip-invalid')).err).toContain('One row was made although')
  })

  it('keeps the order of the rows, in the data files and in lists', async () => {
    const rows = Array.from({ length: 300 }, (_, row) => `Row${row}`)
    file('a.csv', `First name\n${rows.join('\n')}\n`)
    expect((await run('import leads a.csv')).code).toBe(0)
    expect(records('leads').map((lead) => Reflect.get(Object(lead), 'firstName'))).toEqual(rows)
    const { out } = await run('lead list --columns firstName --limit 5000 --format csv')
    expect(out).toBe(`firstName\n${rows.join('\n')}\n`)
  })

  it('says what to do with rejects: alone they are enough only where the good rows were taken', async () => {
    file('a.csv', 'First Name,Email\nAnn,ann@x.example\nBob,nonsense\n')
    expect((await run('import leads a.csv --rejects bad.csv')).err).toContain(
      'Refused rows are in bad.csv: correct them in the file they came from and import that again; or take the good rows with --skip-invalid, then import bad.csv corrected.\n',
    )
    expect((await run('import leads a.csv --rejects bad.csv --skip-invalid')).err).toContain(
      'Refused rows are in bad.csv; correct them and import that file.\n',
    )
  })

  it('takes nothing where one row is bad; rejects keep the row and can be imported once corrected', async () => {
    file('a.csv', 'First Name,Email,Close\nAda,ada@x.example,1\nBob,nonsense,2\n')
    const before = filesOf(store)
    const ran = await run('import leads a.csv --rejects bad.csv --json')
    expect(ran.code).toBe(2)
    expect(ran.json()).toEqual({
      created: 0,
      updated: 0,
      good: 1,
      skipped: 0,
      rejected: 1,
      similar: 0,
      rejects: [{ line: 3, field: 'email', code: 'invalid', message: expect.stringMatching(/nonsense/) }],
      columns: [
        { column: 'First Name', field: 'firstName', how: 'name' },
        { column: 'Email', field: 'email', how: 'name' },
        { column: 'Close', field: 'close', how: 'custom', type: 'number' },
      ],
      source: { format: 'csv', encoding: 'UTF-8', delimiter: ',', preset: null, dates: [] },
    })
    expect(ran.err).toMatch(/Nothing was imported/)
    expect(filesOf(store)).toEqual(before)
    const rejects = readFileSync(join(cwd, 'bad.csv'), 'utf8')
    expect(rejects).toMatch(/^First Name,Email,Close,line,field,code,reason\nBob,nonsense,2,3,email,invalid,/)
    expect((await run('import leads a.csv --skip-invalid')).code).toBe(0)
    file('bad.csv', rejects.replace('nonsense', 'bob@x.example'))
    const again = await run('import leads bad.csv')
    expect(again.code).toBe(0)
    expect(
      records('leads')
        .map((lead) => lead['firstName'])
        .sort(),
    ).toEqual(['Ada', 'Bob'])
    expect(records('leads').every((lead) => lead['reason'] === undefined && lead['code'] === undefined)).toBe(
      true,
    )
  })

  it('changes nothing the second time, and updates on request', async () => {
    file('a.csv', 'First Name,Email,Rating\nAda,ada@x.example,warm\n')
    await run('import leads a.csv')
    const before = filesOf(store)
    expect((await run('import leads a.csv')).err).toMatch(/0 created, 0 updated, 1 skipped/)
    expect((await run('import leads a.csv --on-duplicate update')).err).toMatch(
      /0 created, 0 updated, 1 skipped/,
    )
    expect(filesOf(store)).toEqual(before)
    file('b.csv', 'First Name,Email,Rating\nAda,ada@x.example,hot\n')
    const dry = await run('import leads b.csv --on-duplicate update --dry-run')
    expect(dry.out).toMatch(/rating: warm → hot/)
    expect(filesOf(store)).toEqual(before)
    expect((await run('import leads b.csv --on-duplicate update')).err).toMatch(/0 created, 1 updated/)
    await run('undo')
    expect(filesOf(store)['data/leads.json']).toBe(before['data/leads.json'])
  })

  it('reads Windows-874, semicolons and a column that proves its order of dates', async () => {
    const thai = Buffer.from(
      'ª×èÍ´ÕÅ;ÇÑ¹·Õè»Ô´¡ÒÃ¢ÒÂ;ÁÙÅ¤èÒ\r\nµÙéáªè;13/02/2569;1.250,50\r\nâµêÐ;05/03/2569;99,00\r\n',
      'latin1',
    )
    file('deals.csv', thai)
    const ran = await run('import deals deals.csv')
    expect(ran.err).toMatch(/Windows-874/)
    expect(ran.err).toMatch(/semicolon/i)
    expect(records('deals')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'ตู้แช่', closeDate: '2026-02-13', amount: 1250.5 }),
        expect.objectContaining({ name: 'โต๊ะ', closeDate: '2026-03-05', amount: 99 }),
      ]),
    )
  })

  it('makes no account that only refused or skipped rows name', async () => {
    file('a.csv', 'First Name,Company,Email\nAda,Acme,ada@x.example\nBob,Globex,nonsense\n')
    await run('import contacts a.csv --create-linked --skip-invalid')
    expect(records('accounts')).toMatchObject([{ name: 'Acme' }])
    file('b.csv', 'First Name,Company,Email\nAda,Initech,ada@x.example\n')
    const ran = await run('import contacts b.csv --create-linked')
    expect(ran.err).toMatch(/0 created, 0 updated, 1 skipped/)
    expect(records('accounts')).toHaveLength(1)
  })

  it('asks about dates that may be read in two ways', async () => {
    file('deals.csv', 'Deal Name,Close Date\nA,05/06/2026\n')
    const ran = await run('import deals deals.csv')
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(/Close Date[\s\S]*--date-order dmy/)
    await run('import deals deals.csv --date-order mdy')
    expect(records('deals')).toMatchObject([{ closeDate: '2026-05-06' }])
  })

  it('knows an export of Google Contacts by its columns', async () => {
    file(
      'google.csv',
      'First Name,Last Name,Organization Name,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\nAnn,Lee,Acme,* Work,ann@acme.example,Mobile,081 999 0000,Work,02 123 4567\n',
    )
    const ran = await run('import contacts google.csv --create-linked')
    expect(ran.err).toMatch(/Google Contacts/)
    const [account] = records('accounts')
    expect(records('contacts')).toMatchObject([
      {
        firstName: 'Ann',
        account: account?.['id'],
        email: 'ann@acme.example',
        phone: '+66819990000',
        otherPhones: [{ label: 'Work', value: '+6621234567' }],
      },
    ])
  })

  it('keeps several emails and phones, labelled by their headings', async () => {
    file(
      'a.csv',
      'First Name,Phone 1,Phone 2,Mobile,Email,Work Email\nAda,02 123 4567,,081 234 5678,ada@x.example,ada@work.example\n',
    )
    expect((await run('import leads a.csv')).code).toBe(0)
    expect(records('leads')).toMatchObject([
      {
        phone: '+6621234567',
        otherPhones: [{ label: 'mobile', value: '+66812345678' }],
        email: 'ada@x.example',
        otherEmails: [{ label: 'work', value: 'ada@work.example' }],
      },
    ])
  })

  it('keeps what is no phone number beside it, where that is asked for', async () => {
    file('a.csv', 'First Name,Phone,Email\nAda,call reception,ada@x.example\nBob,081 234 5678,nonsense\n')
    expect((await run('import leads a.csv')).code).toBe(2)
    expect((await run('import leads a.csv --keep-invalid')).code).toBe(0)
    expect(records('leads')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ firstName: 'Ada', phoneAsGiven: 'call reception', email: 'ada@x.example' }),
        expect.objectContaining({ firstName: 'Bob', phone: '+66812345678', emailAsGiven: 'nonsense' }),
      ]),
    )
  })

  it('says how rows come by what they lack', async () => {
    file('a.csv', 'OpportunityID,Amount\nO1,5\n')
    const ran = await run('import deals a.csv')
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining("--map 'COLUMN=name'")])
    expect((await run('import deals a.csv --default name=Opportunity')).code).toBe(0)
  })

  it('takes of several phones only the bad one aside', async () => {
    file('a.csv', 'First Name,Mobile,Home Phone,Work Phone\nAda,081 234 5678,ask,02 123 4567\n')
    const ran = await run('import leads a.csv --keep-invalid')
    expect(ran.err).toMatch(/Kept as custom fields: otherPhones as given/)
    expect(records('leads')).toMatchObject([
      {
        phone: '+66812345678',
        otherPhones: [{ label: 'work', value: '+6621234567' }],
        otherPhonesAsGiven: 'home=ask',
      },
    ])
  })

  it('keeps a mapping and uses it again', async () => {
    file('a.csv', 'Who,Mail,Junk\nAda,ada@x.example,-\n')
    await run(
      'import leads a.csv --map Who=firstName --map Mail=email --map Junk=- --blank - --default source=event --save-mapping map.json',
    )
    expect(records('leads')).toMatchObject([{ firstName: 'Ada', source: 'event' }])
    file('b.csv', 'Who,Mail,Junk\nBob,bob@x.example,x\n')
    await run('import leads b.csv --mapping map.json')
    expect(records('leads')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ firstName: 'Bob', email: 'bob@x.example', source: 'event' }),
      ]),
    )
    file('bad.json', '{"mapp": {}}')
    expect((await run('import leads b.csv --mapping bad.json')).err).toMatch(/bad\.json: mapp/)
  })

  it('keeps how the file was read in the mapping, too', async () => {
    file('a.csv', 'Prenom|Courriel\nZo\u00e9|zoe@x.example\n')
    const flags = '--map Prenom=firstName --map Courriel=email --delimiter | --encoding utf-8'
    await run(`import leads a.csv ${flags} --save-mapping map.json`)
    const saved = JSON.parse(readFileSync(join(cwd, 'map.json'), 'utf8'))
    expect(saved).toMatchObject({ delimiter: '|', encoding: 'utf-8' })
    file('b.csv', 'Prenom|Courriel\nA;B;C|a@x.example\n')
    await run('import leads b.csv --mapping map.json')
    expect(records('leads')).toEqual(
      expect.arrayContaining([expect.objectContaining({ firstName: 'A;B;C', email: 'a@x.example' })]),
    )
  })

  it('misses columns of a mapping in a table, and not names in objects', async () => {
    file('map.json', '{"map": {"Who": "firstName", "Where": "company"}}')
    file('a.csv', 'Who\nAda\n')
    expect(await run('import leads a.csv --mapping map.json')).toMatchObject({
      code: 2,
      err: 'map.json speaks of columns that the file does not have: "Where". It has Who.\nCorrect the names in map.json, or take them out there\n',
    })
    file('a.jsonl', '{"Who": "Ada"}\n')
    expect((await run('import leads a.jsonl --mapping map.json')).code).toBe(0)
    expect(records('leads')).toMatchObject([{ firstName: 'Ada' }])
  })

  it('asks at a terminal what an unknown column is, showing what is in it', async () => {
    file('a.csv', 'First Name,Mail,Shoe\nAda,ada@x.example,38\n')
    await run('import leads a.csv', { answers: ['email', 'a field of its own'] }).catch(() => undefined)
    await run('import leads a.csv', { answers: ['not wanted'] })
    expect(records('leads')).toMatchObject([{ firstName: 'Ada', email: 'ada@x.example' }])
  })

  it('reads a name that stands on several lines of its cell as one, and says so', async () => {
    file('a.csv', 'First Name,Company,Description\nAda,"Shan\nTea  \r\n Ltd","one\ntwo"\n')
    const ran = await run('import leads a.csv')
    expect(ran.err).toContain('Read as: Company: several lines as one\n')
    expect(records('leads')).toMatchObject([{ company: 'Shan Tea Ltd', description: 'one\ntwo' }])
  })

  it('takes the rejects of rows with too many or too few cells, once they are corrected', async () => {
    file('a.csv', 'First Name,Email\nAda,a@x.example,red\nBo\nCy,nope\n')
    expect((await run('import leads a.csv --rejects r.csv --skip-invalid')).err).toContain('3 rejected')
    const rejects = readFileSync(join(cwd, 'r.csv'), 'utf8')
    expect(rejects).toContain('\nAda,a@x.example,red,2,,ragged,')
    expect((await run('import leads r.csv --rejects again.csv')).err).toContain(
      '0 created, 0 updated, 0 skipped, 3 rejected',
    )
    expect(readFileSync(join(cwd, 'again.csv'), 'utf8')).toBe(rejects)
    file(
      'r.csv',
      rejects.replace(',red', '').replace('Bo,', 'Bo,bo@x.example,').replace('nope', 'cy@x.example'),
    )
    expect((await run('import leads r.csv')).err).toContain('3 created, 0 updated, 0 skipped, 0 rejected')
    expect(
      records('leads')
        .map(({ email }) => email)
        .sort(),
    ).toEqual(['a@x.example', 'bo@x.example', 'cy@x.example'])
  })

  it('writes rejects and mapping in a dry run, and nothing in the store', async () => {
    file('a.csv', 'First Name,Mail\nAda,ada@x.example\nBob,nonsense\n')
    const before = filesOf(store)
    const flags = '--map Mail=email --dry-run --rejects bad.csv --save-mapping map.json'
    for (const more of ['', ' --skip-invalid'])
      expect((await run(`import leads a.csv ${flags}${more}`)).err).toContain(
        'Refused rows are in bad.csv: correct them in the file they came from and import that again;',
      )
    expect(readFileSync(join(cwd, 'bad.csv'), 'utf8')).toMatch(/^First Name,Mail,.*\nBob,nonsense,3,email,/)
    expect(filesOf(store)).toEqual(before)
    const ran = await run('import leads a.csv --mapping map.json --skip-invalid')
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('1 created')])
  })

  it('writes no file that is called -, and says where a folder is missing', async () => {
    file('a.csv', 'First Name\nAda\n')
    expect(await run('import leads a.csv --rejects -')).toMatchObject({
      code: 2,
      err: '"-" is no file that can be written.\nGive it a name: standard output is for the data\n',
    })
    for (const flag of ['rejects', 'save-mapping'])
      expect(await run(`import leads missing.csv --${flag} none/r.csv`)).toMatchObject({
        code: 2,
        err: 'Cannot write none/r.csv: there is no folder none.\nMake it first: mkdir -p none\n',
      })
    expect(await run('export leads --out none/r.csv')).toMatchObject({ code: 2 })
    expect(await run('report pipeline --out none/r.csv')).toMatchObject({ code: 2 })
    expect(await run('import leads a.csv --rejects .')).toMatchObject({
      code: 2,
      err: 'Cannot write .: it is a folder.\nName a file in it\n',
    })
    expect(await run('import leads a.csv --rejects ./a.csv')).toMatchObject({
      code: 2,
      err: './a.csv is the file that is imported: it would be written over.\nGive another name\n',
    })
    expect(records('leads')).toEqual([])
  })

  it('asks at a terminal what words mean that no list has, and keeps the answers in the mapping', async () => {
    file('a.csv', 'ชื่อ,สถานะ\nมาลี,สนใจ\nดาว,-\nนก,สนใจ\nโต้ง,new\nเอ,เลิก\n')
    const answers = ['contacted', 'nothing', 'not known']
    const ran = await run('import leads a.csv --skip-invalid --save-mapping map.json', { answers })
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('line 6: status: Unknown status "เลิก"')])
    expect(
      records('leads')
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['contacted', 'contacted', 'new', 'new'])
    const { values } = JSON.parse(readFileSync(join(cwd, 'map.json'), 'utf8'))
    expect(values).toEqual(['status:สนใจ=contacted', 'status:-='])
  })

  it('asks at a terminal for the order of dates that may be read in two ways', async () => {
    file('a.csv', 'name,stage,closeDate\nA,won,05/06/2026\n')
    await run('import deals a.csv --save-mapping map.json', { answers: ['the month'] })
    expect(records('deals')).toMatchObject([{ closeDate: '2026-05-06' }])
    expect(JSON.parse(readFileSync(join(cwd, 'map.json'), 'utf8'))).toMatchObject({ dateOrder: 'mdy' })
    file('b.csv', 'name,stage,closeDate\nB,won,05/06/2026\n')
    expect(await run('import deals b.csv --yes', { answers: [] })).toMatchObject({ code: 2 })
  })

  it.each([
    ['no file', 'import leads missing.csv', /missing\.csv: there is no such file/],
    ['a folder', 'import leads .', /it is a folder/],
    ['a header without rows', 'import leads empty.csv', /no rows/],
    ['two columns for one field', 'import leads two.csv', /Employer[\s\S]*Organization/],
    ['a broken quote', 'import leads quote.csv', /line 2/i],
    ['a workbook that is none', 'import leads fake.xlsx', /xlsx|workbook|zip/i],
    ['an unknown field', 'import leads ok.csv --map Name=wings', /wings/],
    ['an unknown encoding', 'import leads ok.csv --encoding klingon', /klingon/],
    ['an unknown preset', 'import leads ok.csv --preset siebel', /siebel[\s\S]*google/],
  ])('refuses %s', async (_, line, message) => {
    file('empty.csv', 'First Name,Email\n')
    file('two.csv', 'Employer,Organization\nAcme,Globex\n')
    file('quote.csv', 'First Name,Email\n"Ada,ada@x.example\nBob,bob@x.example\n')
    file('fake.xlsx', 'PK\u0003\u0004nonsense')
    file('ok.csv', 'Name\nAda\n')
    const before = filesOf(store)
    const ran = await run(line)
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(message)
    expect(ran.err).not.toMatch(/bug in crm/)
    expect(filesOf(store)).toEqual(before)
  })
})

describe('export', () => {
  beforeEach(() => {
    store = storeFrom('examples')
  })

  it.each(['csv', 'tsv', 'xlsx', 'json', 'jsonl'])(
    'writes %s that imports again unchanged, every kind',
    async (format) => {
      const target = await emptyStore()
      writeFileSync(join(target, 'crm.json'), readFileSync(join(store, 'crm.json')))
      const kinds = ['accounts', 'contacts', 'leads', 'deals', 'activities', 'reminders']
      for (const plural of kinds) {
        expect((await run(`export ${plural} --out ${plural}.${format}`)).code).toBe(0)
        const ran = await crm(
          `import ${plural} ${plural}.${format} --allow-duplicate`.replace(' --allow-duplicate', ''),
          { store: target, cwd },
        )
        expect([plural, ran.code, ran.code === 0 ? '' : ran.err]).toEqual([plural, 0, ''])
      }
      for (const plural of kinds) expect(recordsOf(target, plural)).toEqual(recordsOf(store, plural))
    },
  )

  it('guards formulas for spreadsheets, and takes the guard off again', async () => {
    await run(['lead', 'add', '--first-name', '=cmd', '--company', '-x'].join(' '))
    const out = (await run('export leads \'"=cmd"\' --columns firstName,company --safe-formulas')).out
    expect(out).toBe("firstName,company\n'=cmd,'-x\n")
    const target = await emptyStore()
    await crm('import leads -', { store: target, input: out })
    expect(Object.values(recordsOf(target, 'leads'))).toMatchObject([{ firstName: '=cmd', company: '-x' }])
  })

  it('calls what is linked by name where people read it', async () => {
    expect(
      (await run('export contacts Malaythong --columns firstName,account --format markdown')).out,
    ).toContain('| Malaythong | ບໍລິສັດ ຊາລາວ ຈຳກັດ |')
    const page = (await run('export contacts Malaythong --columns firstName,account --format html')).out
    expect(page).toContain('<td>ບໍລິສັດ ຊາລາວ ຈຳກັດ</td>')
  })

  it('writes what Excel wants on request', async () => {
    const out = (await run('export leads Somsak --columns firstName --excel')).out
    expect(out).toBe('\ufefffirstName\r\nSomsak\r\n')
  })

  it('says what a format cannot hold', async () => {
    const ran = await run('export deals --format vcard')
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(/vCard|card/)
    expect((await run('export leads --format pdf')).err).toMatch(/pdf[\s\S]*xlsx/)
    expect((await run('export leads --format xlsx')).err).toMatch(/--out/)
  })
})
