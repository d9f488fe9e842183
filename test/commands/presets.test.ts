/** Exports of other programs, by whole commands: every column lands where it belongs. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, recordsOf, temporaryFolder } from '../helpers/crm.ts'

const folder = new URL('../../fixtures/exports/', import.meta.url).pathname

let store: string
beforeEach(async () => {
  store = await emptyStore()
})

interface Imported {
  readonly said: string
  /** Without ids and times of writing; links as names; in the order of the file. */
  readonly records: readonly unknown[]
}

/** Imports a file twice: the second time nothing may change. */
async function imported(plural: string, file: string, flags = ''): Promise<Imported> {
  const line = `import ${plural} ${file} --create-linked ${flags}`
  const ran = await crm(line, { store, cwd: folder })
  expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('0 rejected')])
  const before = recordsOf(store, plural)
  for (const again of [line, `${line} --on-duplicate update`])
    expect((await crm(again, { store, cwd: folder })).err).toMatch(/0 created, 0 updated/)
  expect(recordsOf(store, plural)).toEqual(before)
  const lines = readFileSync(join(folder, file), 'utf8')
  const records = Object.values(before).toSorted((a, b) => placeIn(lines, a) - placeIn(lines, b))
  return { said: ran.err, records: records.map(plain) }
}

function placeIn(text: string, { name, firstName, lastName }: { [field: string]: unknown }): number {
  return text.indexOf(String(name ?? firstName ?? lastName))
}

function plain({ id, updatedAt, account, contacts, ...fields }: { [field: string]: unknown }): unknown {
  const nameOf = (one: unknown) => {
    const record = { ...recordsOf(store, 'accounts'), ...recordsOf(store, 'contacts') }[String(one)]
    return record?.['name'] ?? record?.['firstName']
  }
  return {
    ...fields,
    ...(account === undefined ? {} : { account: nameOf(account) }),
    ...(Array.isArray(contacts) ? { contacts: contacts.map(nameOf) } : {}),
  }
}

const now = '2026-11-22T09:00:00Z'

it('has a test for every file', () => {
  const tested = readFileSync(new URL(import.meta.url), 'utf8')
  for (const file of readdirSync(folder)) expect(tested).toContain(`'${file}'`)
})

describe('Google Contacts', () => {
  it('gives contacts', async () => {
    const { said, records } = await imported('contacts', 'google.csv')
    expect(said).toContain('an export of Google Contacts')
    expect(said).toContain('Kept as custom fields: salutation')
    expect(records).toEqual([
      {
        firstName: 'พิมพ์ใจ',
        lastName: 'แสงทอง',
        nickname: 'พิม',
        salutation: 'คุณ',
        account: 'ร้านผ้าไหมโคราช',
        title: 'เจ้าของร้าน',
        email: 'pimjai@silk.example',
        otherEmails: [
          { label: 'Work', value: 'shop@silk.example' },
          { label: 'Home', value: 'pim@home.example' },
        ],
        phone: '+66819990001',
        otherPhones: [{ label: 'Work', value: '+6644123456' }],
        address: { street: '12 ถนนจอมพล', city: 'นครราชสีมา', postalCode: '30000', country: 'TH' },
        birthday: '1988-04-14',
        handles: [{ label: 'Profile', value: 'https://silk.example' }],
        tags: ['ลูกค้าประจำ'],
        description: 'ชอบสีคราม',
        createdAt: now,
      },
      {
        firstName: 'Dara',
        lastName: 'Phommachanh',
        email: 'dara@lao.example',
        phone: '+8562055667788',
        address: { street: 'Ban Phonxay, Vientiane' },
        birthday: '--09-01',
        createdAt: now,
      },
    ])
  })

  it('knows the columns it had before', async () => {
    const cwd = temporaryFolder()
    const header =
      'Name,Given Name,Family Name,Yomi Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name,Address 1 - Type,Address 1 - City,Address 2 - Type,Address 2 - City'
    const row =
      'Ann Lee,Ann,Lee,,* My Contacts ::: * VIP,* Work,ann@acme.example ::: lee@acme.example,Mobile,081 999 0000,Acme,Work,Bangkok,Home,Chiang Mai'
    writeFileSync(join(cwd, 'old.csv'), `${header}\n${row}\n`)
    expect((await crm('import leads old.csv', { store, cwd })).code).toBe(0)
    expect(Object.values(recordsOf(store, 'leads'))).toMatchObject([
      {
        firstName: 'Ann',
        lastName: 'Lee',
        company: 'Acme',
        email: 'ann@acme.example',
        otherEmails: [{ label: 'Work', value: 'lee@acme.example' }],
        phone: '+66819990000',
        tags: ['VIP'],
        address: { city: 'Bangkok' },
        otherAddresses: 'label=Home; city=Chiang Mai',
      },
    ])
  })
})

describe('Outlook', () => {
  it('gives contacts; what nobody filled in is nothing', async () => {
    const { said, records } = await imported('contacts', 'outlook.csv')
    expect(said).toContain('an export of Outlook')
    expect(said).toContain('Kept as custom fields: salutation, Department, Gender, Initials, otherAddresses')
    expect(records).toEqual([
      {
        salutation: 'Mr.',
        firstName: 'Keo',
        lastName: 'Sayavong',
        account: 'Mekong Timber',
        department: 'Sales',
        title: 'Director',
        email: 'keo@timber.example',
        otherEmails: [
          { label: '2', value: 'keo.s@private.example' },
          { label: '3', value: 'sales@timber.example' },
        ],
        phone: '+66815550002',
        otherPhones: [
          { label: 'work', value: '+6621234567' },
          { label: 'fax', value: '+6621234569' },
        ],
        address: {
          street: 'Fa Ngum Road 12\n2nd floor',
          city: 'Vientiane',
          postalCode: '01000',
          country: 'LA',
        },
        otherAddresses: 'label=home; street=Ban Nongbone 4; city=Vientiane',
        birthday: '1980-04-14',
        tags: ['VIP', 'Timber'],
        interests: ['golf'],
        gender: 'Male',
        initials: 'K.S.',
        handles: [{ label: 'website', value: 'https://timber.example' }],
        description: 'Met at the fair.\nWants oak.',
        createdAt: now,
      },
      {
        firstName: 'Mali',
        email: 'mali@home.example',
        phone: '+6627654321',
        address: { street: 'Soi 5', city: 'Bangkok' },
        createdAt: now,
      },
    ])
  })

  it('gives the telephones of Outlook on the web, pager and all', async () => {
    const input =
      'First Name,Given Yomi,E-mail Address,E-mail 2 Address,Business Phone,Pager,Radio Phone,Telex\nAnn,アン,a@x.example,,02 111 2222,081 555 0007,081 555 0008,12345\n'
    await crm('import contacts -', { store, input })
    expect(Object.values(recordsOf(store, 'contacts'))).toMatchObject([
      {
        phone: '+6621112222',
        otherPhones: [
          { label: 'pager', value: '+66815550007' },
          { label: 'radio', value: '+66815550008' },
        ],
        telex: '12345',
        givenYomi: 'アン',
      },
    ])
  })

  it('is known by its addresses alone', async () => {
    const input = 'E-mail Address,E-mail 2 Address,E-mail 3 Address\na@x.example,b@x.example,c@x.example\n'
    await crm('import contacts -', { store, input })
    expect(Object.values(recordsOf(store, 'contacts'))).toMatchObject([
      { email: 'a@x.example', otherEmails: [{ value: 'b@x.example' }, { value: 'c@x.example' }] },
    ])
  })
})

it('Thunderbird gives contacts, with birthdays of three columns', async () => {
  const { said, records } = await imported('contacts', 'thunderbird.csv')
  expect(said).toContain('an export of Thunderbird')
  expect(said).toContain('Kept as custom fields: Custom 1')
  expect(records).toEqual([
    {
      firstName: 'Ying',
      lastName: 'Chan',
      account: 'Silom Shop',
      title: 'Buyer',
      email: 'ying@shop.example',
      otherEmails: [{ label: '2', value: 'ying@home.example' }],
      phone: '+66891112222',
      otherPhones: [{ label: 'work', value: '+6622223333' }],
      address: { street: '99 Silom Road', city: 'Bangkok', postalCode: '10500', country: 'TH' },
      birthday: '1991-03-07',
      handles: [
        { label: 'website', value: 'https://shop.example' },
        { label: 'website', value: 'https://ying.example' },
        { label: 'chat', value: 'ying88' },
      ],
      custom1: 'size M',
      description: 'Calls on Mondays',
      createdAt: now,
    },
    {
      firstName: 'Bo',
      lastName: 'Lin',
      email: 'bo@lin.example',
      birthday: '--12-24',
      createdAt: now,
    },
  ])
})

it('LinkedIn gives contacts, below the notes at the top of its file', async () => {
  const { said, records } = await imported('contacts', 'linkedin.csv')
  expect(said).toContain('names of the columns in line 4; above it: "Notes:", "Some email addresses')
  expect(said).toContain('an export of LinkedIn connections')
  expect(records).toEqual([
    {
      firstName: 'Ann',
      lastName: 'Lee',
      account: 'Lee Roasters',
      title: 'Head of buying',
      handles: [{ label: 'linkedin', value: 'https://www.linkedin.com/in/ann-lee-0' }],
      connectedOn: '2024-03-12',
      createdAt: now,
    },
    {
      firstName: 'ธนา',
      lastName: 'รุ่งเรือง',
      account: 'Rung Rueang',
      title: 'Owner',
      email: 'thana@rr.example',
      handles: [{ label: 'linkedin', value: 'https://www.linkedin.com/in/thana-r' }],
      connectedOn: '2025-06-01',
      createdAt: now,
    },
  ])
})

describe('HubSpot', () => {
  it('gives leads of its contacts', async () => {
    const { said, records } = await imported('leads', 'hubspot-contacts.csv')
    expect(said).toContain(
      'an export of HubSpot, status Attempted to Contact is contacted, status Bad Timing is nurturing',
    )
    expect(said).toContain('Kept as custom fields: Lifecycle Stage, Last Activity Date')
    expect(records).toEqual([
      {
        externalId: '51',
        firstName: 'Sengdao',
        lastName: 'Keomany',
        company: 'Keomany Travel',
        title: 'Manager',
        email: 'sengdao@keomany.example',
        phone: '+66815550003',
        otherPhones: [{ label: 'work', value: '+6621112233' }],
        website: 'https://keomany.example',
        address: {
          street: '5 Riverside',
          city: 'Nong Khai',
          province: 'Nong Khai',
          postalCode: '43000',
          country: 'TH',
        },
        status: 'contacted',
        source: 'Organic Search',
        owner: 'Noy',
        lifecycleStage: 'Lead',
        lastActivityDate: '2026-05-01 10:00',
        createdAt: '2026-02-03T02:15:00Z',
      },
      {
        externalId: '101',
        firstName: 'Phu',
        lastName: 'Tran',
        company: 'Tran Logistics',
        email: 'phu@tran.example',
        status: 'nurturing',
        lifecycleStage: 'Lead',
        createdAt: '2026-03-09T09:40:00Z',
      },
    ])
  })

  it('gives deals', async () => {
    const { records } = await imported('deals', 'hubspot-deals.csv')
    expect(records).toEqual([
      {
        externalId: '9001',
        name: 'Coach tours',
        account: 'Keomany Travel',
        amount: 125000.5,
        stage: 'negotiation',
        stageHistory: [{ stage: 'negotiation', at: now }],
        closeDate: '2026-12-20',
        owner: 'Noy',
        pipeline: 'Sales Pipeline',
        createdAt: '2026-04-01T01:00:00Z',
      },
      {
        externalId: '9002',
        name: 'Airport shuttle',
        account: 'Tran Logistics',
        amount: 40000,
        stage: 'lost',
        stageHistory: [{ stage: 'lost', at: '2026-06-29T17:00:00Z' }],
        closeDate: '2026-06-30',
        closedAt: '2026-06-29T17:00:00Z',
        lostNote: 'They bought their own bus',
        owner: 'Noy',
        pipeline: 'Sales Pipeline',
        createdAt: '2026-04-02T01:00:00Z',
      },
    ])
  })
})

it('HubSpot words are known as the program keeps them, too', async () => {
  const leads =
    'Record ID,Last Name,Lead Status,Contact owner\n1,Bee,ATTEMPTED_TO_CONTACT,Noy\n2,Lin,OPEN_DEAL,Noy\n'
  await crm('import leads -', { store, input: leads })
  expect(
    Object.values(recordsOf(store, 'leads'))
      .map(({ status }) => status)
      .sort(),
  ).toEqual(['contacted', 'qualified'])
  const deals =
    'Record ID,Deal Name,Deal Stage,Deal owner\n1,A,closedwon,Noy\n2,B,presentationscheduled,Noy\n'
  await crm('import deals -', { store, input: deals })
  expect(
    Object.values(recordsOf(store, 'deals'))
      .map(({ stage }) => stage)
      .sort(),
  ).toEqual(['qualification', 'won'])
})

describe('Salesforce', () => {
  it('gives leads', async () => {
    const { said, records } = await imported('leads', 'salesforce-leads.csv')
    expect(said).toContain('an export of Salesforce')
    expect(said).toContain('Kept as custom fields: Salutation\n')
    expect(records).toEqual([
      {
        externalId: '00Q5g00000AbCdE',
        salutation: 'Ms.',
        firstName: 'Wanida',
        lastName: 'Boonmee',
        title: 'Purchasing',
        company: 'Boonmee Foods',
        address: {
          street: '88 Moo 4',
          city: 'Hang Dong',
          province: 'Chiang Mai',
          postalCode: '50230',
          country: 'TH',
        },
        email: 'wanida@boonmee.example',
        phone: '+6653123456',
        otherPhones: [{ label: 'mobile', value: '+66815550004' }],
        source: 'Trade Show',
        status: 'contacted',
        rating: 'hot',
        industry: 'Food & Beverage',
        owner: 'Noy',
        doNotEmail: false,
        description: 'Needs a price list',
        createdAt: '2026-01-19T17:00:00Z',
      },
      {
        externalId: '00Q5g00000AbCdF',
        firstName: 'Ken',
        lastName: 'Suzuki',
        company: 'Suzuki Tools',
        email: 'ken@suzuki.example',
        source: 'Web',
        status: 'unqualified',
        rating: 'cold',
        doNotEmail: true,
        createdAt: '2026-01-24T17:00:00Z',
      },
    ])
  })

  it('gives deals of its opportunities', async () => {
    const { said, records } = await imported('deals', 'salesforce-opportunities.csv')
    expect(said).toContain('stage Proposal/Price Quote is proposal, stage Closed Won is won')
    expect(records).toEqual([
      {
        externalId: '0065g00000XyZ01',
        name: 'Boonmee – cold store',
        account: 'Boonmee Foods',
        stage: 'proposal',
        stageHistory: [{ stage: 'proposal', at: now }],
        amount: 1250000,
        probability: 60,
        closeDate: '2026-12-31',
        source: 'Trade Show',
        nextStep: 'Send the offer',
        type: 'New Customer',
        owner: 'Noy',
        createdAt: '2026-08-02T17:00:00Z',
      },
      {
        externalId: '0065g00000XyZ02',
        name: 'Suzuki – drills',
        account: 'Suzuki Tools',
        stage: 'won',
        stageHistory: [{ stage: 'won', at: '2026-05-14T17:00:00Z' }],
        amount: 99000,
        probability: 100,
        closeDate: '2026-05-15',
        closedAt: '2026-05-14T17:00:00Z',
        owner: 'Noy',
        createdAt: '2026-03-01T17:00:00Z',
      },
    ])
  })

  it('gives accounts and contacts of the files of its data export, linked by its ids', async () => {
    const accounts =
      'Id,IsDeleted,Name,ParentId,BillingCity,OwnerId\n001A1,0,Boonmee,,Hang Dong,0051\n001A2,0,Export,001A1,,0051\n'
    const contacts =
      'Id,AccountId,LastName,Phone,MobilePhone,MailingCity,OtherCity,OwnerId\n003C1,001A2,Wanida,053 123 456,081 555 0004,Hang Dong,Lamphun,0051\n'
    expect((await crm('import accounts -', { store, input: accounts })).err).toContain(
      'Kept as custom fields: OwnerId\n',
    )
    await crm('import contacts -', { store, input: contacts })
    const [parent, child] = ['001A1', '001A2'].map((id) =>
      Object.values(recordsOf(store, 'accounts')).find(({ externalId }) => externalId === id),
    )
    expect(parent).toMatchObject({ name: 'Boonmee', address: { city: 'Hang Dong' }, ownerId: '0051' })
    expect(child?.['parent']).toBe(parent?.['id'])
    expect(Object.values(recordsOf(store, 'contacts'))).toMatchObject([
      {
        account: child?.['id'],
        phone: '+6653123456',
        otherPhones: [{ label: 'mobile', value: '+66815550004' }],
        address: { city: 'Hang Dong' },
        otherAddresses: 'label=other; city=Lamphun',
      },
    ])
  })

  it('leaves alone the words that a store has itself', async () => {
    const crmJson = join(store, 'crm.json')
    const settings: object = JSON.parse(readFileSync(crmJson, 'utf8'))
    const stages = [
      { name: 'Needs Analysis', probability: 10, kind: 'open' },
      { name: 'proposal', probability: 50, kind: 'open' },
      { name: 'won', probability: 100, kind: 'won' },
      { name: 'lost', probability: 0, kind: 'lost' },
    ]
    writeFileSync(crmJson, JSON.stringify({ ...settings, stages }))
    const input =
      'Opportunity Name,Opportunity Owner,Stage\nA,Noy,Needs Analysis\nB,Noy,Proposal/Price Quote\nC,Noy,Perception Analysis\n'
    const ran = await crm('import deals - --value "stage:Perception Analysis=proposal"', { store, input })
    expect(ran.code).toBe(0)
    const stageOf = Object.fromEntries(
      Object.values(recordsOf(store, 'deals')).map((deal) => [deal['name'], deal['stage']]),
    )
    expect(stageOf).toEqual({ A: 'Needs Analysis', B: 'proposal', C: 'proposal' })
  })
})

describe('Zoho CRM', () => {
  it('gives leads', async () => {
    const { said, records } = await imported('leads', 'zoho-leads.csv')
    expect(said).toContain('an export of Zoho CRM')
    expect(said).toContain(
      'Kept as custom fields: salutation, employees (number), zohoRating, Created By, handles',
    )
    expect(records).toEqual([
      {
        externalId: 'zcrm_1001',
        salutation: 'Mr.',
        firstName: 'ชาติชาย',
        lastName: 'ตั้งตรง',
        company: 'ห้างทองเยาวราช',
        title: 'ผู้จัดการ',
        email: 'chat@gold.example',
        otherEmails: [{ label: '2', value: 'chat@home.example' }],
        phone: '+66815550005',
        otherPhones: [
          { label: 'work', value: '+6625556666' },
          { label: 'fax', value: '+6625556667' },
        ],
        website: 'https://gold.example',
        handles: 'skype=chat.gold',
        address: { street: '9 ถนนเยาวราช', city: 'กรุงเทพฯ', postalCode: '10100', country: 'TH' },
        source: 'Seminar',
        status: 'nurturing',
        zohoRating: 'Active',
        industry: 'Retail',
        employees: 25,
        doNotEmail: true,
        tags: ['ทอง', 'VIP'],
        owner: 'Noy',
        createdBy: 'Noy',
        createdAt: '2026-02-01T02:00:00Z',
      },
      {
        externalId: 'zcrm_1002',
        lastName: 'Bot',
        company: 'Spam Ltd',
        email: 'bot@spam.example',
        status: 'junk',
        doNotEmail: false,
        owner: 'Noy',
        createdBy: 'Noy',
        createdAt: '2026-02-02T02:00:00Z',
      },
    ])
  })

  it('gives deals', async () => {
    const { records } = await imported('deals', 'zoho-deals.csv')
    expect(records).toEqual([
      {
        externalId: 'zcrm_2001',
        name: 'Display cases',
        account: 'ห้างทองเยาวราช',
        contacts: ['ชาติชาย'],
        amount: 55000,
        stage: 'qualification',
        stageHistory: [{ stage: 'qualification', at: now }],
        probability: 40,
        closeDate: '2026-12-10',
        nextStep: 'Call the owner',
        owner: 'Noy',
        createdAt: '2026-07-01T03:00:00Z',
      },
      {
        externalId: 'zcrm_2002',
        name: 'Lamps',
        account: 'ห้างทองเยาวราช',
        amount: 12000,
        stage: 'lost',
        stageHistory: [{ stage: 'lost', at: '2026-04-29T17:00:00Z' }],
        probability: 0,
        closeDate: '2026-04-30',
        closedAt: '2026-04-29T17:00:00Z',
        lostNote: 'Price',
        owner: 'Noy',
        createdAt: '2026-03-01T03:00:00Z',
      },
    ])
  })
})

describe('Pipedrive', () => {
  it('gives deals; won and lost ones are closed, whatever stage they were in', async () => {
    const { said, records } = await imported('deals', 'pipedrive-deals.csv')
    expect(said).toContain('an export of Pipedrive, stage Proposal Made is proposal\n')
    expect(records).toEqual([
      {
        externalId: '1',
        name: 'Kitchen',
        account: 'Baan Suan',
        contacts: ['Nok'],
        amount: 80000,
        currency: 'THB',
        stage: 'proposal',
        stageHistory: [{ stage: 'proposal', at: now }],
        closeDate: '2026-12-24',
        tags: ['Hot'],
        owner: 'Noy',
        dealPipeline: 'Pipeline',
        createdAt: '2026-09-01T01:30:00Z',
      },
      {
        externalId: '2',
        name: 'Garden',
        account: 'Baan Suan',
        amount: 30000,
        currency: 'THB',
        stage: 'won',
        stageHistory: [{ stage: 'won', at: '2026-10-05T07:00:00Z' }],
        stageWhenClosed: 'Negotiations Started',
        closeDate: '2026-10-05',
        dealExpectedCloseDate: '2026-10-31',
        closedAt: '2026-10-05T07:00:00Z',
        owner: 'Noy',
        dealPipeline: 'Pipeline',
        createdAt: '2026-08-01T01:30:00Z',
      },
      {
        externalId: '3',
        name: 'Pool',
        account: 'Pool House',
        amount: 900,
        currency: 'USD',
        stage: 'lost',
        stageHistory: [{ stage: 'lost', at: '2026-07-07T00:07:07Z' }],
        stageWhenClosed: 'Qualified',
        closeDate: '2026-07-07',
        closedAt: '2026-07-07T00:07:07Z',
        lostNote: 'Too dear',
        owner: 'Noy',
        dealPipeline: 'Pipeline',
        createdAt: '2026-06-01T01:30:00Z',
      },
    ])
  })

  it('knows its words in any case', async () => {
    const deals =
      'Deal - Title,Deal - Value,Deal - Stage,Deal - Status\nA,1,Qualified,open\nB,2,Qualified,won\nC,3,Qualified,LOST\n'
    expect((await crm('import deals -', { store, input: deals })).code).toBe(0)
    expect(
      Object.values(recordsOf(store, 'deals'))
        .map(({ name, stage, dealStatus }) => [name, stage, dealStatus])
        .sort(),
    ).toEqual([
      ['A', 'qualification', undefined],
      ['B', 'won', undefined],
      ['C', 'lost', undefined],
    ])
  })

  it('gives contacts of its people and accounts of its organizations', async () => {
    expect((await imported('contacts', 'pipedrive-people.csv')).records).toEqual([
      {
        externalId: '7',
        firstName: 'Nok',
        lastName: 'Srisai',
        account: 'Baan Suan',
        title: 'Architect',
        tags: ['Customer'],
        email: 'nok@baan.example',
        otherEmails: [{ label: 'home', value: 'nok@home.example' }],
        phone: '+66815550006',
        otherPhones: [{ label: 'work', value: '+6629998888' }],
        birthday: '1979-05-05',
        owner: 'Noy',
        description: 'Call after ten',
        createdAt: now,
      },
    ])
    await crm('undo', { store })
    expect((await imported('accounts', 'pipedrive-organizations.csv')).records).toEqual([
      {
        externalId: '3',
        name: 'Baan Suan',
        tags: ['Customer'],
        address: { street: '7 Soi Ari, Bangkok' },
        website: 'https://baan.example',
        employees: 12,
        owner: 'Noy',
        createdAt: now,
      },
    ])
  })
})

it('words for won, lost and new that can mean nothing else are known without a program', async () => {
  const deals = 'name,stage\nA,Closed Won\nB,แพ้\nC,proposal\n'
  const ran = await crm('import deals -', { store, input: deals })
  expect(ran.err).toContain('Read as: stage Closed Won is won, stage แพ้ is lost\n')
  expect(
    Object.values(recordsOf(store, 'deals'))
      .map(({ stage }) => stage)
      .sort(),
  ).toEqual(['lost', 'proposal', 'won'])
  const said = await crm("import deals - --value 'stage:Closed Won=lost'", {
    store,
    input: 'name,stage\nD,closed won\n',
  })
  expect(said.code).toBe(0)
  expect(Object.values(recordsOf(store, 'deals')).find(({ name }) => name === 'D')).toMatchObject({
    stage: 'lost',
  })
})

it('names each unknown word as it is to be explained', async () => {
  const ran = await crm('import deals -', { store, input: 'name,stage\nA,Talking\nB,Waiting\n' })
  expect(ran.err).toContain(
    'Unknown in stage: "Talking", "Waiting". Say what they stand for: --value \'stage:Talking=…\' --value \'stage:Waiting=…\'',
  )
})
