import { describe, expect, test } from 'vitest'
import { keys, read } from './reading.ts'

describe('url', () => {
  test.each([
    ['acme.co.th', 'https://acme.co.th'],
    ['HTTP://WWW.Acme.co.th/', 'http://www.acme.co.th'],
    ['https://acme.com/About?Q=1#Top', 'https://acme.com/About?Q=1#Top'],
    ['acme.com:8080/x', 'https://acme.com:8080/x'],
    ['acme.com.', 'https://acme.com'],
    ['ร้านค้า.ไทย/หน้าแรก', 'https://ร้านค้า.ไทย/หน้าแรก'],
    ['xn--o3cw4h.com/a', 'https://ไทย.com/a'],
  ])('%s is %s', (text, url) => {
    expect(read('url', text)).toBe(url)
  })

  test.each([
    'acme',
    'javascript:alert(1)',
    'ftp://acme.com',
    'ann@acme.com',
    'https://ann:secret@acme.com',
    'acme .com',
    'https://',
  ])('refuses %s', (text) => {
    expect(read('url', text)).toBe(
      `"${text}" is not a web address.\nType it like acme.co.th or https://acme.co.th/contact`,
    )
  })

  test('is found by its domain, with or without www.', () => {
    expect(keys('url', 'https://www.acme.co.th/about')).toEqual(['domain:acme.co.th'])
    expect(keys('url', 'shop.acme.co.th:81')).toEqual(['domain:shop.acme.co.th'])
  })
})
