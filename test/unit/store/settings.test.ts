/** Reading and checking crm.json. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../../src/config.ts'
import { StoreError } from '../../../src/errors.ts'
import { checkedSettings, parseSettings, settingsText } from '../../../src/store/settings.ts'

const stages = defaultSettings.stages
const custom = (field: unknown, kind = 'lead') => ({ customFields: { [kind]: { lineId: field } } })

test('missing keys take their defaults, unknown ones stay', () => {
  expect(checkedSettings({})).toEqual(defaultSettings)
  expect(
    checkedSettings({
      later: 1,
      currency: 'LAK',
      stages: stages.map((stage) => ({ ...stage, colour: 'red' })),
    }),
  ).toEqual({
    ...defaultSettings,
    later: 1,
    currency: 'LAK',
    stages: stages.map((stage) => ({ ...stage, colour: 'red' })),
  })
})

test('what is written is read again', () => {
  expect(parseSettings(settingsText(defaultSettings))).toEqual(defaultSettings)
  expect(settingsText({ b: 1, a: [2] })).toBe('{\n  "b": 1,\n  "a": [\n    2\n  ]\n}\n')
})

test('a checked document is sound when it is checked again', () => {
  const field = fc.record(
    {
      type: fc.constantFrom('text', 'number', 'date', 'yesNo'),
      help: fc.string().filter((help) => help.trim() !== ''),
      required: fc.constant(true),
      list: fc.constant(true),
    },
    { requiredKeys: ['type'] },
  )
  const document = fc.record(
    {
      currency: fc.constantFrom('THB', 'LAK'),
      territories: fc.uniqueArray(fc.constantFrom('North', 'ใต้', 'ເໜືອ')),
      customFields: fc.record({ deal: fc.record({ lineId: field }) }),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(document, (value) => {
      const settings = checkedSettings(value)
      expect(parseSettings(settingsText(settings))).toEqual(settings)
    }),
  )
})

describe('a wrong key is named with what is expected', () => {
  test.each<[string, unknown, string]>([
    ['format', { format: '1' }, 'crm.json: format: a whole number of at least 0, not "1"'],
    ['currency', { currency: 'baht' }, 'crm.json: currency: an ISO 4217 code such as THB, not "baht"'],
    [
      'timezone',
      { timezone: 'Bangkok' },
      'crm.json: timezone: an IANA time zone such as Asia/Bangkok, not "Bangkok"',
    ],
    ['country', { country: 'Laos' }, 'crm.json: country: an ISO 3166 code such as TH, not "Laos"'],
    [
      'rates',
      { rates: { USD: 36.5 } },
      'crm.json: rates.USD: a decimal number above 0 in quotes, such as "36.50", not 36.5',
    ],
    [
      'a rate of nothing',
      { rates: { USD: '0.00' } },
      'crm.json: rates.USD: a decimal number above 0 in quotes, such as "36.50", not "0.00"',
    ],
    [
      'a currency of rates',
      { rates: { usd: '1' } },
      'crm.json: rates.usd: an ISO 4217 code such as THB, not "usd"',
    ],
    [
      'probability',
      { stages: [stages[0], stages[1], { name: 'x', kind: 'open', probability: 'high' }] },
      'crm.json: stages[2].probability: a number from 0 to 100, not "high"',
    ],
    [
      'probability above 100',
      { stages: [{ name: 'x', kind: 'open', probability: 101 }] },
      'crm.json: stages[0].probability: a number from 0 to 100, not 101',
    ],
    [
      'kind of a stage',
      { stages: [{ name: 'x', kind: 'closed', probability: 1 }] },
      'crm.json: stages[0].kind: one of open, won, lost, not "closed"',
    ],
    [
      'name of a stage',
      { stages: [{ kind: 'open', probability: 1 }] },
      'crm.json: stages[0].name: a text that is not empty, not nothing',
    ],
    [
      'a stage twice',
      { stages: [...stages, stages[0]] },
      'crm.json: stages[6]: each word once, not "prospecting"',
    ],
    [
      'no stage to win',
      { stages: stages.filter(({ kind }) => kind !== 'won') },
      'crm.json: stages: at least one of kind won, not nothing',
    ],
    [
      'no status to convert to',
      { leadStatuses: [{ name: 'new', kind: 'open' }] },
      'crm.json: leadStatuses: at least one of kind qualified, not nothing',
    ],
    ['a list', { sources: 'web' }, 'crm.json: sources: a list in brackets, not "web"'],
    ['a word twice', { ratings: ['hot', 'hot'] }, 'crm.json: ratings[1]: each word once, not "hot"'],
    [
      'qualification',
      { qualification: { minimum: 9 } },
      'crm.json: qualification.minimum: at most 4, the length of the checklist, not 9',
    ],
    [
      'stuckAfterDays',
      { stuckAfterDays: 0 },
      'crm.json: stuckAfterDays: a whole number of at least 1, not 0',
    ],
    ['users', { users: [{ email: 'x' }] }, 'crm.json: users[0].name: a text that is not empty, not nothing'],
    ['customFields', { customFields: [] }, 'crm.json: customFields: an object in braces, not []'],
    ['type of a field', custom({ type: 'colour' }), 'crm.json: customFields.lead.lineId.type: one of '],
    [
      'a type that rules fill',
      custom({ type: 'stageHistory' }),
      'crm.json: customFields.lead.lineId.type: one of ',
    ],
    [
      'a choice of nothing',
      custom({ type: 'choice' }),
      'crm.json: customFields.lead.lineId.options: the words to choose from, not nothing',
    ],
    [
      'a link to nothing',
      custom({ type: 'link' }),
      'crm.json: customFields.lead.lineId.to: the kind of record it points at, not nothing',
    ],
    [
      'a link to another thing',
      custom({ type: 'link', to: 'leads' }),
      'crm.json: customFields.lead.lineId.to: one of lead, account, contact, deal, activity, reminder, any, not "leads"',
    ],
    [
      'a default of another type',
      custom({ type: 'number', default: 'x' }),
      'crm.json: customFields.lead.lineId.default: a value of type number, not "x"',
    ],
    [
      'required',
      custom({ type: 'text', required: 'yes' }),
      'crm.json: customFields.lead.lineId.required: true, or left out, not "yes"',
    ],
    [
      'a name that is taken',
      { customFields: { lead: { email: { type: 'text' } } } },
      'crm.json: customFields.lead.email: a name that no built-in field has, not "email"',
    ],
    [
      'a name of a flag',
      { customFields: { lead: { json: { type: 'text' } } } },
      'crm.json: customFields.lead.json: a name that no flag has, not "json"',
    ],
    [
      'a name that is no flag',
      { customFields: { lead: { 'Line ID': { type: 'text' } } } },
      'crm.json: customFields.lead.Line ID: a name of letters and digits, such as lineId or งบประมาณ, not "Line ID"',
    ],
  ])('%s', (_, document, message) => {
    expect(() => checkedSettings(document)).toThrow(StoreError)
    expect(() => checkedSettings(document)).toThrow(message)
  })

  test('no object at all', () => {
    expect(() => checkedSettings([])).toThrow('crm.json should hold one object in braces.')
  })

  test('no JSON, with its line', () => {
    expect(() => parseSettings('{\n  "currency": "THB",\n  stages: []\n}')).toThrow(
      'crm.json, line 3: this is not JSON: stages: [].',
    )
    expect(() => parseSettings('{\n<<<<<<< HEAD\n}')).toThrow('crm.json, line 2: the file is half-merged.')
  })
})

test('custom fields of a kind that only a newer version knows are kept', () => {
  expect(checkedSettings(custom({ type: 'text' }, 'ticket')).customFields).toEqual({
    ticket: { lineId: { type: 'text', help: '' } },
  })
})

test('a store of a newer version is left alone', () => {
  expect(() => checkedSettings({ format: 99, stages: 'new' })).toThrow(
    'The store was written by a newer version (format 99; this program knows 1).',
  )
})
