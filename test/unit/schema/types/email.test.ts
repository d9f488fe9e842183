import { describe, expect, test } from 'vitest'
import { keys, plain, read, shown } from './reading.ts'

describe('email', () => {
  test.each([
    ['somchai@acme.co.th', 'somchai@acme.co.th'],
    [' Somchai.Jaidee+CRM@ACME.co.th ', 'somchai.jaidee+crm@acme.co.th'],
    ['mailto:ann@acme.com', 'ann@acme.com'],
    ["o'brien_1@sub.acme.com", "o'brien_1@sub.acme.com"],
    ['สมชาย@ไทย.ไทย', 'สมชาย@ไทย.ไทย'],
    ['ສົມຊາຍ@ລາວ.ລາວ', 'ສົມຊາຍ@ລາວ.ລາວ'],
    ['jose\u0301@acme.com', 'josé@acme.com'],
    ['ann@xn--o3cw4h.com', 'ann@ไทย.com'],
  ])('%s is %s', (text, address) => {
    expect(read('email', text)).toBe(address)
  })

  test.each([
    ['acme.co.th', 'it has no @'],
    ['a@b@c.com', 'it has more than one @'],
    ['@acme.com', '"" cannot stand before the @'],
    ['som chai@acme.com', '"som chai" cannot stand before the @'],
    ['a..b@acme.com', '"a..b" cannot stand before the @'],
    ['.a@acme.com', '".a" cannot stand before the @'],
    ['a\u200bb@acme.com', '"a\u200bb" cannot stand before the @'],
    ['Ann <ann@acme.com>', '"ann <ann" cannot stand before the @'],
    ['ann@acme', '"acme" is no domain'],
    ['ann@acme..com', '"acme..com" is no domain'],
    ['ann@-acme.com', '"-acme.com" is no domain'],
    ['ann@acme.com, bob@acme.com', 'it has more than one @'],
    [`${'a'.repeat(250)}@acme.com`, 'it is too long'],
  ])('refuses %s', (text, why) => {
    expect(read('email', text)).toBe(
      `"${text}" is not an email address: ${why}.\nType it like somchai@example.com`,
    )
  })

  test('is found by itself, and by its domain where that is a company’s', () => {
    expect(keys('email', 'Ann@ACME.co.th')).toEqual(['email:ann@acme.co.th', 'domain:acme.co.th'])
    expect(keys('email', 'ann@gmail.com')).toEqual(['email:ann@gmail.com'])
    expect(keys('email', 'ann@yahoo.co.th')).toEqual(['email:ann@yahoo.co.th'])
    expect(keys('emails', 'a@b.co; home=c@hotmail.com')).toEqual([
      'email:a@b.co',
      'domain:b.co',
      'email:c@hotmail.com',
    ])
  })
})

describe('emails', () => {
  test('have labels or none, and nothing twice', () => {
    expect(read('emails', 'work=Ann@acme.com; ann@home.la; other = ann@acme.com')).toEqual([
      { value: 'ann@acme.com', label: 'work' },
      { value: 'ann@home.la' },
    ])
    expect(read('emails', 'งาน=ann@acme.com\nann@home.la;')).toEqual([
      { value: 'ann@acme.com', label: 'งาน' },
      { value: 'ann@home.la' },
    ])
  })

  test('are shown and written', () => {
    expect(shown('emails', 'work=ann@acme.com; ann@home.la')).toBe('work: ann@acme.com; ann@home.la')
    expect(plain('emails', 'work=ann@acme.com; ann@home.la')).toBe('work=ann@acme.com; ann@home.la')
  })

  test.each([
    ['work=', '"work=" has a label but no value.\nType it like work=VALUE'],
    [';;', 'There is nothing in ";;".\nSeparate several by ;'],
    [
      'a@b.co, c@d.co',
      '"a@b.co, c@d.co" is not an email address: it has more than one @.\nType it like somchai@example.com',
    ],
  ])('refuses %s', (text, why) => {
    expect(read('emails', text)).toBe(why)
  })
})

describe('handles', () => {
  test('are named by their network; an address needs no escaping', () => {
    expect(
      read('handles', 'line=@somchai; facebook=https://facebook.com/p?id=3; https://x.com/?a=b'),
    ).toEqual([
      { value: '@somchai', label: 'line' },
      { value: 'https://facebook.com/p?id=3', label: 'facebook' },
      { value: 'https://x.com/?a=b' },
    ])
  })

  test('a backslash makes a separator ordinary', () => {
    expect(read('handles', 'line=a\\;b; c\\=d')).toEqual([{ value: 'a;b', label: 'line' }, { value: 'c=d' }])
    expect(plain('handles', 'line=a\\;b; c\\=d')).toBe('line=a\\;b; c\\=d')
  })
})
