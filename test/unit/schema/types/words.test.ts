import { describe, expect, test } from 'vitest'
import { types } from '../../../../src/schema/types/index.ts'
import { plain, read } from './reading.ts'

describe('text', () => {
  test('is one line, trimmed, in normal form C', () => {
    expect(read('text', '  สมชาย ใจดี ')).toBe('สมชาย ใจดี')
    expect(read('text', 'Jose\u0301')).toBe('José')
    expect(read('text', 'a\nb')).toBe(
      'This takes one line of text.\nText of several lines goes into the description',
    )
  })
})

describe('longText', () => {
  test('keeps its lines, however they ended', () => {
    expect(read('longText', 'one\r\ntwo\rthree\n\n  four\n')).toBe('one\ntwo\nthree\n\n  four')
  })
})

describe('yesNo', () => {
  test.each(['yes', 'Y', 'TRUE', '1', '๑', 'ใช่', 'มี', 'ແມ່ນ', 'ໃຊ່', 'ມີ'])('%s is yes', (text) => {
    expect(read('yesNo', text)).toBe(true)
  })

  test.each(['no', 'N', 'false', '0', '໐', 'ไม่ใช่', 'ไม่', 'ไม่มี', 'ບໍ່', 'ບໍ່ແມ່ນ'])('%s is no', (text) => {
    expect(read('yesNo', text)).toBe(false)
  })

  test('anything else is refused', () => {
    expect(read('yesNo', 'maybe')).toBe('"maybe" is neither yes nor no.\nType yes or no')
  })
})

describe('choice', () => {
  test('takes the configured spelling', () => {
    expect(read('choice', 'CALL', { field: { options: ['call', 'email'] } })).toBe('call')
    expect(read('choice', ' Café', { field: { options: ['cafe', 'Bar'] } })).toBe('cafe')
    expect(read('choice', 'Qualified', { field: { options: 'leadStatuses' } })).toBe('qualified')
    expect(read('choice', 'NEGOTIATION', { field: { options: 'stages' } })).toBe('negotiation')
    expect(read('choice', 'น้\u0e4dา', { field: { options: ['น้ำ'] } })).toBe('น้ำ')
    const users = [{ name: 'Ann', email: 'ann@acme.com' }, { name: 'Bob' }]
    expect(read('choice', 'bob', { field: { options: 'users' }, settings: { users } })).toBe('Bob')
  })

  test('an exact spelling comes first', () => {
    expect(read('choice', 'Hot', { field: { options: ['hot', 'Hot'] } })).toBe('Hot')
  })

  test('is free where nothing is configured', () => {
    expect(read('choice', ' Rice ', { field: { options: 'industries' } })).toBe('Rice')
  })

  test('lists what is valid', () => {
    expect(read('choice', 'proposl', { field: { options: 'stages' } })).toBe(
      'Unknown field "proposl". Did you mean "proposal"?\nValid: prospecting, qualification, proposal, negotiation, won, lost',
    )
  })
})

describe('tags', () => {
  test('are separated by commas, semicolons or lines; none twice', () => {
    expect(read('tags', '#vip, Bangkok; ก๋วยเตี๋ยว\nVIP,, # เวียงจันทน์')).toEqual([
      'vip',
      'Bangkok',
      'ก๋วยเตี๋ยว',
      'เวียงจันทน์',
    ])
    expect(read('tags', ' , #')).toBe('There is no tag in " , #".\nSeparate several by commas')
  })

  test('a backslash makes a separator ordinary', () => {
    expect(read('tags', 'Cable\\, 3m, \\#1 seller')).toEqual(['Cable, 3m', '#1 seller'])
    expect(plain('tags', 'Cable\\, 3m, \\#1 seller')).toBe('Cable\\, 3m, \\#1 seller')
  })

  test('are united without doubles', () => {
    expect(types.tags.unite(['vip', 'Bangkok'], ['BANGKOK', 'new'])).toEqual(['vip', 'Bangkok', 'new'])
  })
})
