import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { TypeName, Value } from '../../../../src/schema/field.ts'
import { isPlainFileName } from '../../../../src/schema/names.ts'
import { types } from '../../../../src/schema/types/index.ts'
import { nfc } from '../../../../src/text.ts'
import { contextOf } from './reading.ts'

beforeAll(async () => {
  await types.phone.prepare([])
  await types.repeat.prepare([])
})

const names = Object.keys(types).filter((name): name is TypeName => name in types)

const line = fc
  .string({ unit: fc.constantFrom(...'aZ5 .-;,=|\\#:/@\'"กำ้ນ້ຳé日') })
  .map((text) => nfc(text.trim()))
  .filter((text) => text !== '')
const day = fc
  .date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('2399-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())
const date = day.map((text) => text.slice(0, 10))
const instant = day.map((text) => `${text.slice(0, 19)}Z`)
const email = fc
  .tuple(fc.constantFrom('ann', 'o.brien', 'สมชาย', 'a+b'), fc.constantFrom('acme.co.th', 'ไทย.ไทย'))
  .map((parts) => parts.join('@'))
const phone = fc.constantFrom('+66812345678', '+6621234567;ext=12', '+8562055123456', '+12125550123')
const id = fc
  .string({ unit: fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz'), minLength: 9, maxLength: 9 })
  .map((text) => `d${text}`)
const hundredths = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }).map((number) => number / 100)
const country = fc.constantFrom('TH', 'LA', 'US')
const label = fc.option(line, { nil: undefined })
const address = fc
  .record({ label: line, street: line, district: line, city: line, country }, { requiredKeys: [] })
  .filter((parts) => Object.keys(parts).length > 0)

function labelled(value: fc.Arbitrary<string>): fc.Arbitrary<Value> {
  const item = fc
    .tuple(value, label)
    .map(([text, name]) => (name === undefined ? { value: text } : { value: text, label: name }))
  return fc.uniqueArray(item, { minLength: 1, maxLength: 4, selector: (one) => one.value })
}

/** Values that the store may hold, of each type. */
const values: { readonly [T in TypeName]: fc.Arbitrary<Value> } = {
  text: line,
  longText: fc.array(line, { minLength: 1 }).map((lines) => lines.join('\n')),
  email,
  emails: labelled(email),
  phone,
  phones: labelled(phone),
  handles: labelled(line),
  url: fc.constantFrom('https://acme.co.th', 'http://www.acme.com:81/a?b=c#d', 'https://ไทย.ไทย/หน้า'),
  taxId: fc.constantFrom('0105556176239', 'TIN 123456789000', 'DE 811 907 980', '12345'),
  branch: fc.constantFrom('00000', '00001', 'สาขาลาดพร้าว'),
  country,
  date,
  instant,
  when: fc.oneof(date, instant),
  money: hundredths,
  currency: fc.constantFrom('THB', 'LAK', 'CHF'),
  number: fc.oneof(hundredths, fc.integer()),
  percent: fc.integer({ min: 0, max: 1000 }).map((number) => number / 10),
  yesNo: fc.boolean(),
  choice: fc.constantFrom('new', 'contacted', 'qualified'),
  tags: fc.uniqueArray(line, {
    minLength: 1,
    maxLength: 4,
    selector: (tag) => tag.toLowerCase().replace(/\s+/g, ' '),
  }),
  address,
  addresses: fc.uniqueArray(address, {
    minLength: 1,
    maxLength: 3,
    selector: (parts) => JSON.stringify(Object.entries(parts).sort()),
  }),
  link: id,
  links: fc.uniqueArray(id, { minLength: 1, maxLength: 4 }),
  repeat: fc.constantFrom(
    'FREQ=WEEKLY;BYDAY=MO',
    'FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR',
    'FREQ=DAILY;COUNT=5',
    '2 weeks after done',
  ),
  attachments: fc.array(
    fc.record(
      {
        name: line.filter(isPlainFileName),
        hash: fc.constant('ab'.repeat(32)),
        size: fc.nat(),
        at: instant,
        by: line,
      },
      { requiredKeys: ['name', 'hash', 'size', 'at'] },
    ),
    { minLength: 1, maxLength: 3 },
  ),
  stageHistory: fc.array(
    fc.record({ stage: line, at: instant, by: line }, { requiredKeys: ['stage', 'at'] }),
    { minLength: 1, maxLength: 3 },
  ),
  qualification: fc.record(
    { at: instant, by: line, answers: fc.dictionary(line, fc.boolean()), note: line },
    { requiredKeys: ['at', 'by', 'answers'] },
  ),
}

test('each type is a file, and each file a type', () => {
  const files = readdirSync(new URL('../../../../src/schema/types', import.meta.url))
  expect(files.filter((file) => file !== 'index.ts').sort()).toEqual(names.map((name) => `${name}.ts`).sort())
})

describe.each(names)('%s', (name) => {
  const type = types[name]
  const field = name === 'choice' ? { options: 'leadStatuses' as const } : {}
  const context = contextOf(name, { field })

  test('what it writes it reads back', () => {
    fc.assert(
      fc.property(values[name], (value) => {
        expect(type.parse(type.plain(value, context), context)).toEqual(value)
      }),
    )
  })

  test('holds its values, and nothing that is not JSON', () => {
    fc.assert(fc.property(values[name], (value) => type.is(value, context.field)))
    expect([null, undefined, Number.NaN, Symbol('x')].map((value) => type.is(value, context.field))).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  test('shows any value as text', () => {
    fc.assert(
      fc.property(
        values[name],
        (value) => typeof type.format(value, context) === 'string' && typeof type.search(value) === 'string',
      ),
    )
    expect(type.format({ odd: ['value'] }, context)).toBeTypeOf('string')
  })

  test('orders: a value is equal to itself, and either way round is the opposite', () => {
    fc.assert(
      fc.property(values[name], values[name], (a, b) => {
        expect(type.compare(a, a)).toBe(0)
        expect(Math.sign(type.compare(a, b)) + Math.sign(type.compare(b, a))).toBe(0)
      }),
    )
  })
})

describe.each(names.filter((name) => types[name].many))('%s, of several', (name) => {
  test('united with itself is itself', () => {
    fc.assert(
      fc.property(values[name], (value) => {
        expect(types[name].unite(value, value)).toEqual(value)
      }),
    )
  })
})
