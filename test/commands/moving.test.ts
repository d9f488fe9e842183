/** Everything of another program, in the order the README tells: notes, calls and tasks stay with whom they are about. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, recordsOf } from '../helpers/crm.ts'

let store: string
beforeEach(async () => {
  store = await emptyStore()
})

/** Imports a file twice: the second time nothing may change. */
async function imported(plural: string, lines: readonly string[]): Promise<string> {
  const input = `${lines.join('\n')}\n`
  const ran = await crm(`import ${plural} -`, { store, input })
  expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('0 rejected')])
  const again = await crm(`import ${plural} - --on-duplicate update`, { store, input })
  expect(again.err).toMatch(/0 created, 0 updated/)
  return ran.err
}

/** Fields of the records of a kind, links as the names of what they lead to. */
function told(plural: string, ...fields: readonly string[]): readonly unknown[] {
  const linked = {
    ...recordsOf(store, 'accounts'),
    ...recordsOf(store, 'contacts'),
    ...recordsOf(store, 'deals'),
  }
  const called = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(called)
    const record = linked[String(value)]
    return record === undefined ? value : (record['name'] ?? record['firstName'])
  }
  return Object.values(recordsOf(store, plural)).map((record) => fields.map((field) => called(record[field])))
}

describe('HubSpot', () => {
  beforeEach(async () => {
    await imported('accounts', ['Record ID,Company name,Create Date', '9001,Keomany Travel,2026-01-05 10:00'])
    await imported('contacts', [
      'Record ID,First Name,Last Name,Email,Associated Company,Create Date',
      '101,Maria,Keo,maria@keomany.example,Keomany Travel,2026-01-05 10:00',
      '102,Maria,Keo,other@tran.example,,2026-01-05 10:00',
    ])
  })

  it('tells people of one name apart by their address, and finds what only an id is given of', async () => {
    await imported('deals', [
      'Record ID,Deal Name,Deal Stage,Deal owner,Associated Company IDs,Associated Contact,Associated Contact IDs',
      '501,Coach tours,Contract Sent,Noy,9001,Maria Keo (maria@keomany.example);Maria Keo (other@tran.example),101;102',
      '502,Shuttle,Contract Sent,Noy,9001,,102',
    ])
    const { '101': maria, '102': other } = Object.fromEntries(
      Object.values(recordsOf(store, 'contacts')).map(({ externalId, id }) => [String(externalId), id]),
    )
    const deals = Object.values(recordsOf(store, 'deals')).map(({ name, contacts }) => [name, contacts])
    expect(Object.fromEntries(deals)).toEqual({ 'Coach tours': [maria, other], Shuttle: [other] })
    expect(told('deals', 'account')).toEqual([['Keomany Travel'], ['Keomany Travel']])
  })

  it('brings notes and tasks', async () => {
    const said = await imported('activities', [
      'Record ID,Note body,Activity date,Activity assigned to,Associated Contact,Associated Company',
      '701,Wants a quote,2026-03-01 10:30,Noy,Maria Keo (maria@keomany.example),Keomany Travel',
    ])
    expect(said).toContain('Read as: an export of HubSpot, kind note where no other is said\n')
    expect(told('activities', 'kind', 'text', 'at', 'for', 'owner')).toEqual([
      ['note', 'Wants a quote', '2026-03-01T03:30:00Z', ['Maria', 'Keomany Travel'], 'Noy'],
    ])
    await imported('reminders', [
      'Task Title,Due date,Task Status,Priority,Assigned to,Associated Company',
      'Send the quote,2026-12-01 09:00,Not Started,Medium,Noy,Keomany Travel',
    ])
    expect(told('reminders', 'text', 'due', 'status', 'priority', 'for', 'owner')).toEqual([
      ['Send the quote', '2026-12-01T02:00:00Z', 'open', 'normal', ['Keomany Travel'], 'Noy'],
    ])
  })
})

describe('HubSpot by ids', () => {
  beforeEach(async () => {
    await imported('accounts', ['Record ID,Company name,Create Date', '9001,Keomany Travel,2026-01-05 10:00'])
    await imported('contacts', [
      'Record ID,First Name,Last Name,Create Date',
      '101,Maria,Keo,2026-01-05 10:00',
      '102,Dao,Lin,2026-01-05 10:00',
    ])
    await imported('deals', [
      'Record ID,Deal Name,Deal Stage,Deal owner',
      '501,Coach tours,Contract Sent,Noy',
    ])
  })
  const ids = 'Associated Contact IDs,Associated Company IDs,Associated Deal IDs'

  it('links notes and tasks to all that they are about', async () => {
    await imported('activities', [
      `Record ID,Note body,Activity date,${ids}`,
      '701,Wants a quote,2026-03-01 10:30,101;102,9001,501',
    ])
    expect(told('activities', 'text', 'for')).toEqual([
      ['Wants a quote', ['Maria', 'Dao', 'Keomany Travel', 'Coach tours']],
    ])
    await imported('reminders', [`Task Title,Due date,${ids}`, 'Send it,2026-12-01 09:00,,9001,501'])
    expect(told('reminders', 'text', 'for')).toEqual([['Send it', ['Keomany Travel', 'Coach tours']]])
    expect(JSON.parse(readFileSync(join(store, 'crm.json'), 'utf8')).customFields).toEqual({})
  })

  it('takes names before ids, and the ids where there is no name or it is left out', async () => {
    const lines = (row: string) => [
      'Record ID,Note body,Activity date,Associated Contact,Associated Contact IDs',
      `${row}\n`,
    ]
    await imported('activities', lines('701,One,2026-03-01 10:30,Dao Lin,101'))
    await imported('activities', lines('702,Two,2026-03-01 10:30,,101'))
    const left = lines('703,Three,2026-03-01 10:30,Nobody Known,101').join('\n')
    const refused = await crm('import activities -', { store, input: left })
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("--map 'Associated Contact=-'")])
    const ran = await crm(['import', 'activities', '-', '--map', 'Associated Contact=-'], {
      store,
      input: left,
    })
    expect(ran.code).toBe(0)
    expect(told('activities', 'text', 'for')).toEqual(
      expect.arrayContaining([
        ['One', ['Dao']],
        ['Two', ['Maria']],
        ['Three', ['Maria']],
      ]),
    )
  })
})

it('Salesforce: the files of its data export are linked by their ids', async () => {
  await imported('accounts', ['Id,Name,OwnerId', '001A0001,Grand Hotel,005A'])
  await imported('contacts', [
    'Id,AccountId,LastName,FirstName,OwnerId',
    '003A0001,001A0001,Boyle,Lauren,005A',
  ])
  await imported('deals', [
    'Id,AccountId,ContactId,Name,StageName,CloseDate,OwnerId',
    '006A0001,001A0001,003A0001,Generators,Closed Won,2026-03-01,005A',
  ])
  expect(told('deals', 'account', 'contacts', 'stage')).toEqual([['Grand Hotel', ['Lauren'], 'won']])
  const tasks = [
    'Id,WhoId,WhatId,Subject,ActivityDate,Status,Description,TaskSubtype,OwnerId',
    '00TA0001,003A0001,006A0001,Rang her,2026-03-01,Completed,all fine,Call,005A',
  ]
  await imported('activities', tasks)
  expect(told('activities', 'kind', 'subject', 'text', 'for')).toEqual([
    ['call', 'Rang her', 'all fine', ['Lauren', 'Generators']],
  ])
  await imported('reminders', tasks)
  expect(told('reminders', 'text', 'due', 'status', 'for')).toEqual([
    ['Rang her', '2026-03-01', 'done', ['Lauren', 'Generators']],
  ])
})

it('Zoho: notes and tasks are linked by id and by name', async () => {
  await imported('accounts', ['Record Id,Account Owner,Account Name', 'zcrm_1,Noy,Zeta'])
  await imported('contacts', [
    'Record Id,Contact Owner,First Name,Last Name,Account Name',
    'zcrm_2,Noy,Dao,Lin,Zeta',
  ])
  await imported('activities', [
    'Record Id,Note Owner,Note Title,Note Content,Parent ID,Created Time',
    'zcrm_3,Noy,Visit,Likes tea,zcrm_1,2026-01-01 10:00:00',
  ])
  expect(told('activities', 'kind', 'subject', 'text', 'at', 'for', 'owner')).toEqual([
    ['note', 'Visit', 'Likes tea', '2026-01-01T03:00:00Z', ['Zeta'], 'Noy'],
  ])
  await imported('reminders', [
    'Record Id,Task Owner,Subject,Due Date,Contact Name,Related To,Status,Priority',
    'zcrm_4,Noy,Ring,2026-12-05,Dao Lin,Zeta,Waiting for input,Highest',
  ])
  expect(told('reminders', 'text', 'due', 'for', 'status', 'priority', 'owner')).toEqual([
    ['Ring', '2026-12-05', ['Dao', 'Zeta'], 'open', 'high', 'Noy'],
  ])
})

it('Pipedrive: activities are linked, and a day and its time of the day are one', async () => {
  await imported('accounts', ['Organization - ID,Organization - Name', '1,Umbrella'])
  await imported('contacts', ['Person - ID,Person - Name,Person - Organization', '2,Alice Bee,Umbrella'])
  const activities = [
    'Activity - ID,Activity - Subject,Activity - Type,Activity - Due date,Activity - Due time,Activity - Done,Activity - Contact person,Activity - Organization,Activity - Assigned to user,Activity - Note',
    '3,Talk it over,Lunch,2026-11-01,12:30,Done,Alice Bee,Umbrella,Noy,with the boss',
    '4,Contract,Deadline,2026-12-01,,To do,,Umbrella,Noy,',
  ]
  await imported('activities', activities)
  expect(told('activities', 'externalId', 'kind', 'subject', 'text', 'at', 'for').toSorted()).toEqual([
    ['3', 'meeting', 'Talk it over', 'with the boss', '2026-11-01T05:30:00Z', ['Alice', 'Umbrella']],
    ['4', 'note', 'Contract', undefined, '2026-11-30T17:00:00Z', ['Umbrella']],
  ])
  await imported('reminders', activities)
  expect(told('reminders', 'externalId', 'text', 'due', 'status', 'description').toSorted()).toEqual([
    ['3', 'Talk it over', '2026-11-01T05:30:00Z', 'done', 'with the boss'],
    ['4', 'Contract', '2026-12-01', 'open', undefined],
  ])
})

it('makes people of an address with a name as the one they are', async () => {
  const deals = [
    'name,stage,contacts',
    'A,prospecting,Maria Lee <maria@lee.example>',
    'B,prospecting,maria@lee.example',
  ]
  await crm('import deals - --create-linked', { store, input: `${deals.join('\n')}\n` })
  expect(Object.values(recordsOf(store, 'contacts'))).toEqual([
    expect.objectContaining({ firstName: 'Maria', lastName: 'Lee', email: 'maria@lee.example' }),
  ])
})
