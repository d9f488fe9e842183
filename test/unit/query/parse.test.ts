import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/errors.ts'
import { parseQuery } from '../../../src/query/parse.ts'
import type { Node } from '../../../src/query/tree.ts'

/** The tree on one line: conditions as read, values the user quoted in quotes, `∅` for no value. */
function shown(node: Node): string {
  switch (node.type) {
    case 'all':
      return 'all'
    case 'not':
      return `not(${shown(node.part)})`
    case 'term': {
      const value = node.value === undefined ? '∅' : node.quoted ? `"${node.value}"` : node.value
      return node.field === undefined ? value : `${node.field} ${node.operator} ${value}`
    }
    default:
      return `${node.type}(${node.parts.map(shown).join(', ')})`
  }
}

const read = (text: string) => shown(parseQuery(text).root)

describe('conditions', () => {
  test.each([
    ['status:new', 'status : new'],
    ['amount:>10000', 'amount > 10000'],
    ['amount:>=10000', 'amount >= 10000'],
    ['amount:<5', 'amount < 5'],
    ['amount:<=5', 'amount <= 5'],
    ['source:=web', 'source = web'],
    ['amount>10000', 'amount > 10000'],
    ['name:"two words"', 'name : "two words"'],
    ["name:'two words'", 'name : "two words"'],
    ['name:"he said \\"yes\\""', 'name : "he said "yes""'],
    ['"full name":x', 'full name : x'],
    ['company:ac*', 'company : ac*'],
    ['company:"ac*"', 'company : "ac*"'],
    ['email:', 'email : ∅'],
    ['-email:*', 'not(email : *)'],
    ['address.city:Vientiane', 'address.city : Vientiane'],
    ['สถานะ:ใหม่', 'สถานะ : ใหม่'],
    ['ຊື່:ສົມສັກ', 'ຊື່ : ສົມສັກ'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected))
})

describe('values that need no quotes', () => {
  test.each([
    ['created:>-30d', 'created > -30d'],
    ['+66812345678', '+66812345678'],
    ['081-234-5678', '081-234-5678'],
    ['phone:(02)123-4567', 'phone : (02)123-4567'],
    ["it's", "it's"],
    ['1,000', '1,000'],
    ['amount:1,000.50', 'amount : 1,000.50'],
    ['0812345678', '0812345678'],
    ['true', 'true'],
    ['null', 'null'],
    ['somchai@example.com', 'somchai@example.com'],
    ['https://acme.co.th/a?b=c', 'https://acme.co.th/a?b=c'],
    ['at:2026-11-22T10:00', 'at : 2026-11-22T10:00'],
    ['due:22/11/2569', 'due : 22/11/2569'],
    ['C:\\files', 'C : \\files'],
    ['สมชาย', 'สมชาย'],
    ['ສົມສັກ', 'ສົມສັກ'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected))
})

describe('joining', () => {
  test.each([
    ['', 'all'],
    ['  ', 'all'],
    ['()', 'all'],
    ['a b', 'and(a, b)'],
    ['a AND b', 'and(a, b)'],
    ['a or b', 'and(a, or, b)'],
    ['a OR b', 'or(a, b)'],
    ['a OR b c', 'or(a, and(b, c))'],
    ['a b OR c AND d', 'or(and(a, b), and(c, d))'],
    ['(a OR b) c', 'and(or(a, b), c)'],
    ['(a)(b)', 'and(a, b)'],
    ['-a b', 'and(not(a), b)'],
    ['NOT a b', 'and(not(a), b)'],
    ['-(a OR b) c', 'and(not(or(a, b)), c)'],
    ['a OR -b', 'or(a, not(b))'],
    ['status:(new OR contacted) x', 'and(or(status : new, status : contacted), x)'],
    ['status:(new OR tags:vip)', 'or(status : new, tags : vip)'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected))
})

describe('ranges', () => {
  test.each([
    ['amount:[1000 TO 5000]', 'and(amount >= "1000", amount <= "5000")'],
    ['amount:{1000 TO 5000}', 'and(amount > "1000", amount < "5000")'],
    ['amount:[1000 TO 5000}', 'and(amount >= "1000", amount < "5000")'],
    ['closeDate:[* TO 2026-03-31]', 'closeDate <= "2026-03-31"'],
    ['closeDate:[2026-01-01 TO *]', 'closeDate >= "2026-01-01"'],
    ['closeDate:[* TO *]', 'closeDate : *'],
    ['due:["22 พ.ย. 2569" TO +2w]', 'and(due >= "22 พ.ย. 2569", due <= "+2w")'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected))
})

describe('errors point at the place', () => {
  const message = (text: string): string => {
    try {
      parseQuery(text)
    } catch (error) {
      if (error instanceof InputError) return error.message
    }
    return 'no error'
  }

  test('an open parenthesis', () =>
    expect(message('a (b OR c')).toBe('This parenthesis is never closed:\n  a (b OR c\n    ^'))
  test('a closing one too many', () =>
    expect(message('a) b')).toBe('This parenthesis was never opened:\n  a) b\n   ^'))
  test('an open quote', () =>
    expect(message('name:"abc')).toBe('This quote is never closed:\n  name:"abc\n       ^'))
  test('an operator without a value', () =>
    expect(message('amount:> a')).toBe('A value is missing after ">":\n  amount:> a\n          ^'))
  test('a range without TO', () =>
    expect(message('amount:[1 2]')).toBe('A range is written [from TO to]:\n  amount:[1 2]\n         ^'))
  test('two operators in a row', () =>
    expect(message('a AND OR b')).toBe('The query cannot be read from here on:\n  a AND OR b\n        ^'))
  test('an operator at the end', () =>
    expect(message('a OR')).toBe('The query ends too early:\n  a OR\n      ^'))
  test('the caret stands under Thai by columns, not characters', () =>
    expect(message('ที่อยู่:กรุงเทพ AND AND')).toBe(
      'The query cannot be read from here on:\n  ที่อยู่:กรุงเทพ AND AND\n                 ^',
    ))
})

test('any value in double quotes is read as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const typed = `company:"${value.replace(/["'\\]/g, '\\$&')}"`
      const expected = { type: 'term', field: 'company', operator: ':', value, quoted: true, at: 0 }
      expect(parseQuery(typed).root).toEqual(expected)
    }),
  )
})

test('whatever is typed is read or refused with a reason', () => {
  const piece = fc.constantFrom(
    'a',
    ':',
    '"',
    "'",
    '(',
    ')',
    '-',
    ' ',
    'AND',
    ' OR ',
    'NOT',
    '[',
    ' TO ',
    ']',
    '>',
    '*',
    '\\',
    'ก',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      try {
        parseQuery(pieces.join(''))
      } catch (error) {
        expect(error).toBeInstanceOf(InputError)
      }
    }),
    { numRuns: 500 },
  )
})
