import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../../src/config.ts'
import { entities } from '../../../src/entities/index.ts'
import { contentHash, recordText, tidied } from '../../../src/schema/canonical.ts'
import { entityIn } from '../../../src/schema/custom.ts'

const { lead } = entities

describe('recordText', () => {
  test('puts one field a line, in the order of the schema, others after by alphabet, values inline', () => {
    const record = {
      zone: 'x',
      tags: ['vip', 'web'],
      alpha: { b: [1, 2], a: 'y' },
      phone: '+66812345678',
      id: 'l7k3m9x2qa',
      otherPhones: [{ value: '+66', label: 'work' }],
      firstName: 'Somchai',
      doNotCall: true,
    }
    expect(recordText(lead, record)).toBe(
      [
        '  {',
        '    "id": "l7k3m9x2qa",',
        '    "firstName": "Somchai",',
        '    "phone": "+66812345678",',
        '    "otherPhones": [{"label": "work", "value": "+66"}],',
        '    "doNotCall": true,',
        '    "tags": ["vip", "web"],',
        '    "alpha": {"a": "y", "b": [1, 2]},',
        '    "zone": "x"',
        '  }',
      ].join('\n'),
    )
  })

  test('escapes what JSON must', () => {
    expect(recordText(lead, { id: 'l1', description: 'a "b" \\ \n\t\u0001 😀 \ud800' })).toBe(
      '  {\n    "id": "l1",\n    "description": "a \\"b\\" \\\\ \\n\\t\\u0001 😀 \\ud800"\n  }',
    )
  })

  test('is JSON of the same record, whatever its texts', () => {
    const keyed = fc.dictionary(
      fc.string(),
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.boolean(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
      ),
    )
    fc.assert(
      fc.property(keyed, (fields) => {
        const record = { ...fields, id: 'l1' }
        expect(JSON.parse(recordText(lead, record))).toEqual(JSON.parse(JSON.stringify(record)))
      }),
    )
  })
})

describe('tidied', () => {
  test('leaves out what is empty and brings text to NFC, in depth', () => {
    const record = {
      id: 'l1',
      firstName: 'Jose\u0301',
      lastName: '',
      tags: [],
      company: undefined,
      address: { city: 'กรุงเทพ', street: '' },
      otherPhones: [{ value: '1', label: 'e\u0301' }],
      estimatedAmount: 0,
      doNotCall: false,
    }
    expect(tidied(lead, record)).toEqual({
      id: 'l1',
      firstName: 'José',
      address: { city: 'กรุงเทพ' },
      otherPhones: [{ value: '1', label: 'é' }],
      estimatedAmount: 0,
      doNotCall: false,
    })
    expect(Object.keys(tidied(lead, record))).not.toContain('company')
  })

  test('is the same object when there is nothing to tidy', () => {
    const record = { id: 'l1', tags: ['a'], firstName: 'ສົມໃຈ', address: { city: 'x' } }
    expect(tidied(lead, record)).toBe(record)
  })

  test('keeps a key called __proto__', () => {
    const record = JSON.parse('{"id": "l1", "firstName": "", "__proto__": "x"}')
    expect(recordText(lead, tidied(lead, record))).toBe('  {\n    "id": "l1",\n    "__proto__": "x"\n  }')
  })
})

test('contentHash depends on content, not on the order of keys', () => {
  const hash = contentHash(lead, { id: 'l1', firstName: 'A', company: 'B' })
  expect(hash).toMatch(/^[0-9a-f]{16}$/)
  expect(contentHash(lead, { company: 'B', firstName: 'A', id: 'l1' })).toBe(hash)
  expect(contentHash(lead, { id: 'l1', firstName: 'A', company: 'C' })).not.toBe(hash)
})

test('the user’s own fields come last by alphabet, however crm.json orders them or whether it has them yet', () => {
  const text = { type: 'text', help: '' } as const
  const record = { id: 'l7k3m9x2qa', zeta: '1', alpha: '2', firstName: 'Ada' }
  const settings = { ...defaultSettings, customFields: { lead: { zeta: text, alpha: text } } }
  const lines =
    '  {\n    "id": "l7k3m9x2qa",\n    "firstName": "Ada",\n    "alpha": "2",\n    "zeta": "1"\n  }'
  expect(recordText(entities.lead, record)).toBe(lines)
  expect(recordText(entityIn(settings, 'lead'), record)).toBe(lines)
})
