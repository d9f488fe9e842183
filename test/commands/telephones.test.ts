/** Telephones as offices in Thailand and Laos write them: by hand, in files, and to find somebody again. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, recordsOf, writeSettings } from '../helpers/crm.ts'

let store: string
beforeEach(async () => {
  store = await emptyStore()
})

const records = (plural = 'leads') => Object.values(recordsOf(store, plural))
const only = (plural = 'leads') => records(plural)[0]
const add = (words: string) => crm(`lead add ${words}`, { store })
const importing = (input: string, flags = '', plural = 'accounts') =>
  crm(`import ${plural} - ${flags}`, { store, input })

const set = (values: { readonly [key: string]: unknown }) => writeSettings(store, values)

describe('by hand', () => {
  it.each([
    ['นภา ศรีสุข "02-123-4567 ต่อ 12"', '+6621234567;ext=12', undefined],
    ['นภา ศรีสุข โทร. 02-123-4567 ต่อ. 12', '+6621234567;ext=12', undefined],
    ['นภา ศรีสุข "02-123-4567#12"', '+6621234567;ext=12', undefined],
    ['นภา ศรีสุข 02 123 4567 กด 9', '+6621234567;ext=9', undefined],
    ['นภา ศรีสุข 0-2555-4040-9', '+6625554040', [{ value: '+6625554049', label: '0-2555-4040-9' }]],
    ['นภา ศรีสุข 081-234-5678 หรือ 089-765-4321', '+66812345678', [{ value: '+66897654321' }]],
    ['นภา ศรีสุข "0812345678, 0897654321"', '+66812345678', [{ value: '+66897654321' }]],
  ])('lead add %s', async (typed, phone, otherPhones) => {
    expect(await add(typed)).toMatchObject({ code: 0, err: 'Added lead นภา ศรีสุข.\n' })
    expect(only()).toMatchObject({ firstName: 'นภา', lastName: 'ศรีสุข', phone })
    expect(only()?.['otherPhones']).toEqual(otherPhones)
  })

  it('takes a word of digits for a short number, and says so', async () => {
    const ran = await crm('lead quick Bee 12345', { store })
    expect([ran.code, ran.err]).toEqual([
      0,
      '⚠ 12345 is kept as it is: it is dialled only within its country or exchange.\nAdded lead Bee.\n',
    ])
    expect(only()).toMatchObject({ firstName: 'Bee', phone: '12345' })
  })

  it('leaves digits within a name alone', async () => {
    await add('Studio 191 Café')
    expect(only()).toMatchObject({ firstName: 'Studio' })
    expect(only()).not.toHaveProperty('phone')
  })

  it.each([
    ['1572', '1572', '1572 is kept as it is: it is dialled only within its country or exchange.'],
    ['๑๙๑', '191', '๑๙๑ is kept as it is: it is dialled only within its country or exchange.'],
    ['*123#', '*123#', '*123# is kept as it is: it is dialled only within its country or exchange.'],
    ['(555) 555-1212', '+15555551212', '+1 555 555 1212 is kept, though no such number is assigned.'],
    ['020 5577 8899', '+8562055778899', '020 5577 8899 was read as a number of Laos: +856 20 55 778 899.'],
    [
      '(415) 835-1656',
      '+14158351656',
      '(415) 835-1656 was read as a number of United States: +1 415 835 1656.',
    ],
  ])('keeps %s and says so', async (typed, phone, told) => {
    const ran = await add(`--first-name Noy --phone '${typed}'`)
    expect([ran.code, ran.err]).toEqual([0, `⚠ ${told}\nAdded lead Noy.\n`])
    expect(only()).toMatchObject({ phone })
  })

  it.each(['0812', '12', '081 234 56789', 'ask reception', '+999 123456'])(
    'refuses %s, which can be no number',
    async (typed) => {
      const ran = await add(`--first-name Noy --phone '${typed}'`)
      expect([ran.code, ran.err]).toEqual([
        2,
        `--phone: "${typed}" is not a phone number in TH.\nType it like 081 234 5678, or with the code of its country: +856 20 55 123 456\n`,
      ])
    },
  )

  it('reads it in the country of the address, and refuses what is written as in both countries', async () => {
    const refused = await add('--first-name Noy --phone "021 212 399"')
    expect([refused.code, refused.err]).toEqual([
      2,
      '--phone: "021 212 399" may be a number of Thailand or of Laos.\nType it with the code of its country: +66 2 121 2399 or +856 21 212 399\n',
    ])
    expect((await add('--first-name Noy --phone "021 212 399" --address "city=ວຽງຈັນ"')).code).toBe(0)
    expect(only()).toMatchObject({ phone: '+85621212399' })
  })

  it('adds to the other phones of a record that is there', async () => {
    await add('Noy 081 234 5678 --other-phones "fax=02 123 4567"')
    const ran = await crm('lead edit Noy --phone "0-2632-7071-85 / 089 999 8888"', { store })
    expect([ran.code, ran.err]).toEqual([0, 'Edited lead Noy.\n'])
    expect(only()).toMatchObject({
      phone: '+6626327071',
      otherPhones: [
        { value: '+6621234567', label: 'fax' },
        { value: '+6626327085', label: '0-2632-7071-85' },
        { value: '+66899998888' },
      ],
    })
  })
})

describe('in a store of Laos', () => {
  beforeEach(() => set({ country: 'LA' }))

  it.each([
    ['56 789 123', '+8562056789123', ''],
    ['22 123 456', '+8562022123456', ''],
    ['໙໙໘໘໗໗໖໖', '+8562099887766', ''],
    ['54 212 345', '+8562054212345', ''],
    ['054 212 345', '+85654212345', ''],
    ['21 212 345', '+85621212345', ''],
    ['081 234 5678', '+66812345678', '⚠ 081 234 5678 was read as a number of Thailand: +66 81 234 5678.\n'],
    ['053-559-447', '+6653559447', '⚠ 053-559-447 was read as a number of Thailand: +66 53 559 447.\n'],
  ])('%s is %s', async (typed, phone, told) => {
    const ran = await add(`--first-name ນ້ອຍ --phone '${typed}'`)
    expect([ran.code, ran.err]).toEqual([0, `${told}Added lead ນ້ອຍ.\n`])
    expect(only()).toMatchObject({ phone })
  })

  it('finds a mobile that an older store keeps without 020', async () => {
    await add('Dao 020 56 789 123')
    const file = join(store, 'data/leads.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace('+8562056789123', '+85656789123'))
    expect((await crm('lead show "020 56 789 123"', { store })).out).toContain('Phone       020 56 789 123\n')
    expect(await add('Dao 56 789 123')).toMatchObject({ code: 4 })
    expect((await importing('First Name,Phone\nDao,020 56 789 123\n', '', 'leads')).err).toContain(
      '0 created, 0 updated, 1 skipped',
    )
  })
})

describe('in other countries that are set', () => {
  it('reads numbers of those, and tells of what fits two', async () => {
    set({ countries: ['LA', 'VN'] })
    const ran = await add('--first-name A --phone "020 5577 8899"')
    expect([ran.code, ran.err]).toEqual([
      2,
      '--phone: "020 5577 8899" may be a number of Laos or of Vietnam.\nType it with the code of its country: +856 20 55 778 899 or +84 205 5778 899\n',
    ])
    expect((await add('--first-name B --phone "034 123 456"')).err).toBe(
      '⚠ 034 123 456 was read as 034 123 456; of Laos it is +856 34 123 456.\nAdded lead B.\n',
    )
  })

  it('reads none where none is set', async () => {
    set({ countries: [] })
    expect((await add('--first-name A --phone "020 5577 8899"')).code).toBe(2)
  })

  it('says where the setting is wrong', async () => {
    set({ countries: ['Laos'] })
    expect(await add('--first-name A')).toMatchObject({
      code: 5,
      err: 'crm.json: crm.json.countries[0]: an ISO 3166 code such as TH, not "Laos"\nCorrect that line of crm.json.\n',
    })
  })
})

describe('in files', () => {
  it('reads ranges, lists and extensions: the first is the phone, nothing of the text is lost', async () => {
    const ran = await importing(
      'บริษัท,โทรศัพท์\nก,0-2555-4040-9\nข,"0-5355-1451, 0-5355-1026, 0-5355-9447-8"\nค,02-555-7071-85\nง,0-2555-2000 ต่อ 12\nจ,"02 123 4567\n081-234-5678"\nฉ,02-222-4567/69\n',
    )
    expect([ran.code, ran.err]).toEqual([
      0,
      expect.stringContaining('6 created, 0 updated, 0 skipped, 0 rejected'),
    ])
    expect(records('accounts').map(({ name, phone, otherPhones }) => [name, phone, otherPhones])).toEqual([
      ['ก', '+6625554040', [{ value: '+6625554049', label: '0-2555-4040-9' }]],
      ['ข', '+6653551451', [{ value: '+6653551026' }, { value: '+6653559447' }, { value: '+6653559448' }]],
      ['ค', '+6625557071', [{ value: '+6625557085', label: '02-555-7071-85' }]],
      ['ง', '+6625552000;ext=12', undefined],
      ['จ', '+6621234567', [{ value: '+66812345678' }]],
      ['ฉ', '+6622224567', [{ value: '+6622224569' }]],
    ])
  })

  it('comes back from each format as it went out, and changes nothing', async () => {
    await importing('Name,Phone\nก,0-2555-4040-9 ต่อ 5\nข,1572\nค,(555) 555-1212\n')
    const before = recordsOf(store, 'accounts')
    for (const format of ['csv', 'xlsx', 'json', 'vcf']) {
      const file = join(store, `../out.${format}`)
      expect((await crm(`export accounts --out ${file}`, { store })).code).toBe(0)
      expect((await crm(`import accounts ${file} --on-duplicate update`, { store })).code).toBe(0)
      expect([format, recordsOf(store, 'accounts')]).toEqual([format, before])
    }
  })

  it('keeps and tells of what is short, not assigned, or no number; stops where that is asked', async () => {
    const input =
      'Name,Phone\nA,(555) 555-1212\nB,1572\nC,call reception\nD,-\nE,มือถือ 081 234 5678\nF,089 765 4321\n'
    const strict = await importing(input, '--strict --skip-invalid')
    expect(strict.err).toContain('Imported accounts: 2 created, 0 updated, 0 skipped, 4 rejected.')
    expect(strict.err).toContain('line 3: phone: 1572 is kept as it is')
    await crm('undo', { store })
    const ran = await importing(input)
    expect([ran.code, ran.err]).toEqual([
      0,
      [
        '⚠ A phone number is kept, though no such number is assigned: +1 555 555 1212 (line 2).',
        '⚠ A phone number is kept as it is: it is dialled only within its country or exchange: 1572 (line 3).',
        '⚠ 2 phone numbers are not all numbers and are kept whole in a field of their own: call reception (line 4); มือถือ 081 234 5678 (line 6).',
        'Read as: a phone cell with a sign for none',
        'Imported accounts: 6 created, 0 updated, 0 skipped, 0 rejected.',
        'Kept as custom fields: Phone as given',
        '',
      ].join('\n'),
    ])
    expect(records('accounts').map(({ name, phone, phoneAsGiven }) => [name, phone, phoneAsGiven])).toEqual([
      ['A', '+15555551212', undefined],
      ['B', '1572', undefined],
      ['C', undefined, 'call reception'],
      ['D', undefined, undefined],
      ['E', '+66812345678', 'มือถือ 081 234 5678'],
      ['F', '+66897654321', undefined],
    ])
  })

  it.each([
    ['TH', 'Country', 'Laos', '021 212 399', '+85621212399'],
    ['TH', 'ແຂວງ', 'ນະຄອນຫຼວງວຽງຈັນ', '021212399', '+85621212399'],
    ['TH', 'แขวง', 'จำปาสัก', '031 212 399', '+85631212399'],
    ['TH', 'ປະເທດ', 'ລາວ', '56 789 123', '+8562056789123'],
    ['LA', 'Country', 'Thailand', '02-123-4567', '+6621234567'],
    ['LA', 'จังหวัด', 'กรุงเทพฯ', '021234567', '+6621234567'],
    ['LA', 'Province', 'Chiang Mai', '054 123 456', '+6654123456'],
  ])(
    'in a store of %s a row of %s %s reads %s in its country',
    async (country, heading, place, typed, phone) => {
      set({ country })
      const ran = await importing(`Name,Phone,${heading}\nA,${typed},${place}\n`)
      expect([ran.code, ran.err]).toEqual([
        0,
        expect.stringContaining('Read as: a phone number by the country of the row\n'),
      ])
      expect(only('accounts')).toMatchObject({ phone })
    },
  )

  it('takes a number that is written as at home for one, in a row abroad, and says so', async () => {
    const ran = await importing('Name,Phone,Country\nA,02 123 4567,Laos\n')
    expect(ran.err).toContain(
      '⚠ A phone number may be of another country and was read as of Thailand: 02 123 4567, of Laos +856 21 234 567 (line 2).',
    )
    expect(only('accounts')).toMatchObject({ phone: '+6621234567' })
  })
})

describe('to find somebody', () => {
  beforeEach(async () => {
    await add('Khamla 020 5544 1199 --other-phones "work=02 123 4567 ต่อ 12"')
  })

  it.each([
    '020 5544 1199',
    '+856 20 5544 1199',
    '5544 1199',
    '02-123-4567',
    '02 123 4567 ต่อ 99',
    '๐๒ ๑๒๓ ๔๕๖๗',
  ])('by %s, as find does', async (typed) => {
    expect((await crm(`lead show "${typed}"`, { store })).out).toContain('Khamla')
    expect((await crm(`find "${typed}"`, { store })).out).toContain('Khamla')
  })

  it('by a short number', async () => {
    await add('--company "Mekong Taxi" --phone 1661')
    expect((await crm('lead show 1661', { store })).out).toContain('Mekong Taxi')
  })

  it('tells where digits mean several', async () => {
    await add('Dao 020 5544 1188')
    expect(await crm('lead show "020 5544 11"', { store })).toMatchObject({
      code: 3,
      err: expect.stringContaining('"020 5544 11" may mean 2 records:'),
    })
  })
})
