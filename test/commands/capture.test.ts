import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, recordsOf } from '../helpers/crm.ts'

let store: string
beforeEach(async () => {
  store = await emptyStore()
})

const capture = (posted: unknown, flags = '') =>
  crm(`lead capture - ${flags}`, {
    store,
    input: typeof posted === 'string' ? posted : JSON.stringify(posted),
  })
const leads = () => Object.values(recordsOf(store, 'leads'))

describe('lead capture', () => {
  it('takes one object, keeps what it has no field for, and answers with the id', async () => {
    const ran = await capture(
      {
        submission_id: 'f-1',
        firstName: 'ຄຳຫຼ້າ',
        email: 'Kham@Form.example',
        phone: '081 234 5678',
        message: 'Hello',
      },
      '--key submission_id --source web',
    )
    expect(ran).toMatchObject({ code: 0, err: '1 captured.\n' })
    expect(leads()).toMatchObject([
      {
        id: ran.out.trim(),
        externalId: 'f-1',
        firstName: 'ຄຳຫຼ້າ',
        email: 'kham@form.example',
        phone: '+66812345678',
        source: 'web',
        message: 'Hello',
        status: 'new',
      },
    ])
  })

  it('takes many lines', async () => {
    const ran = await capture(
      '{"firstName":"A","email":"a@x.example"}\n{"firstName":"B","email":"b@x.example"}\n',
    )
    expect(ran.err).toBe('2 captured.\n')
    expect(leads()).toHaveLength(2)
  })

  it('changes nothing when the same post comes again', async () => {
    const post = { submission_id: 'f-1', firstName: 'A', email: 'a@x.example' }
    await capture(post, '--key submission_id')
    const before = filesOf(store)
    const again = await capture(post, '--key submission_id')
    const [lead] = leads()
    expect(again).toMatchObject({ code: 0, out: `${lead?.['id']}\n`, err: '0 captured, 1 here already.\n' })
    expect(filesOf(store)).toEqual(before)
    const answer = await capture(post, '--key submission_id --json')
    expect(answer.json()).toEqual([{ ...lead, captured: 'skipped' }])
    expect(await capture(post, '--key submission_id --quiet')).toMatchObject({
      out: `${lead?.['id']}\n`,
      err: '',
    })
  })

  it('answers each post with its lead as it is now, new or not', async () => {
    await capture({ form: 'f-1', firstName: 'A' }, '--key form')
    const posted =
      '{"form":"f-1","firstName":"A","title":"Head"}\n{"form":"f-2","firstName":"B"}\n{"form":"f-2"}\n'
    const ran = await capture(posted, '--key form --on-duplicate update --source web --json')
    const [a, b] = leads().toSorted((one, other) =>
      String(one['externalId']).localeCompare(String(other['externalId'])),
    )
    expect(ran.json()).toEqual([
      { ...a, captured: 'updated' },
      { ...b, captured: 'created' },
      { ...b, captured: 'skipped' },
    ])
    expect(a).toMatchObject({ title: 'Head', source: 'web' })
  })

  it('answers with the contact that a converted lead became', async () => {
    const post = { form: 'f-1', firstName: 'A', lastName: 'Lee', email: 'a@x.example' }
    await capture(post, '--key form')
    await crm(`lead convert a@x.example --no-deal`, { store })
    const ran = await capture({ ...post, form: 'f-2' }, '--key form')
    const [contact] = Object.values(recordsOf(store, 'contacts'))
    expect([ran.code, ran.err, ran.out]).toEqual([
      0,
      '0 captured, 1 here already.\n',
      expect.stringMatching(new RegExp(`^(${contact?.['id']}|${leads()[0]?.['id']})\n$`)),
    ])
  })

  it('refuses what cannot be, naming line and field, and takes nothing', async () => {
    const ran = await capture(
      '{"firstName":"A","email":"a@x.example"}\n{"firstName":"B","email":"nonsense"}\n',
    )
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(/2: email/)
    expect(leads()).toEqual([])
    expect((await capture('this is no JSON')).code).toBe(2)
  })

  it('sets the owner by the rules of the settings', async () => {
    const path = join(store, 'crm.json')
    const settings = JSON.parse(readFileSync(path, 'utf8'))
    settings.assignment = [{ where: 'source:facebook', owner: 'Kham' }, { owner: 'Noy' }]
    writeFileSync(path, JSON.stringify(settings, null, 2))
    await capture({ firstName: 'A', email: 'a@x.example', source: 'facebook' })
    await capture({ firstName: 'B', email: 'b@x.example' })
    await capture({ firstName: 'C', email: 'c@x.example', owner: 'Dao' })
    expect(
      leads()
        .map((lead) => [lead['firstName'], lead['owner']])
        .sort(),
    ).toEqual([
      ['A', 'Kham'],
      ['B', 'Noy'],
      ['C', 'Dao'],
    ])
  })

  it('says nothing was posted where nothing was', async () => {
    expect(await capture('')).toMatchObject({ code: 0, err: 'Nothing was posted.\n' })
  })

  it.each([
    ['[1, 2]', /item 1: It is not an object/],
    ['{broken', /not JSON/],
    ['{}', /One of firstName, lastName, company, email, phone is needed/],
    ['{"firstName": "A"}\n{"firstName"\n', /line 2: The line is not JSON/],
  ])('refuses %s as a whole', async (input, message) => {
    await crm('lead add --first-name Ada', { store })
    const before = filesOf(store)
    const ran = await crm('lead capture -', { store, input })
    expect([ran.code, ran.out, ran.err]).toEqual([2, '', expect.stringMatching(message)])
    expect(filesOf(store)).toEqual(before)
  })

  it('takes a post that lacks names of the mapping, and never one without its key', async () => {
    const mapping = join(store, '..', 'form.json')
    const map = { 'your-name': 'name', 'your-tel': 'phone', utm: 'source', state: 'status' }
    writeFileSync(mapping, JSON.stringify({ map, values: ['state:hot=qualified'] }))
    const flags = `--mapping ${mapping} --key form_id`
    expect(await capture({ form_id: 'f-1', 'your-name': 'Noy Vongsa' }, flags)).toMatchObject({ code: 0 })
    expect(await capture({ form_id: 'f-2', 'your-name': 'Dao Lin', state: 'hot' }, flags)).toMatchObject({
      code: 0,
    })
    expect(
      leads()
        .map(({ firstName, lastName, status }) => [firstName, lastName, status])
        .sort(),
    ).toEqual([
      ['Dao', 'Lin', 'qualified'],
      ['Noy', 'Vongsa', 'new'],
    ])
    expect(await capture({ 'your-name': 'Kham' }, flags)).toMatchObject({
      code: 2,
      err: 'What was posted has no "form_id", by which --key would know it again: your-name.\nNothing was captured.\n',
    })
  })

  it('keeps what is no telephone number beside it, and what is no email where that is said', async () => {
    const post = { firstName: 'Noy', phone: 'call me', email: 'noy@' }
    expect(await capture(post)).toMatchObject({ code: 2, err: expect.stringContaining('email: "noy@"') })
    expect(await capture(post, '--keep-invalid')).toMatchObject({ code: 0 })
    expect(leads()).toEqual([
      expect.objectContaining({ firstName: 'Noy', phoneAsGiven: 'call me', emailAsGiven: 'noy@' }),
    ])
    expect(leads()[0]).not.toHaveProperty('phone')
  })
})
