import { describe, expect, test } from 'vitest'
import { types } from '../../../../src/schema/types/index.ts'
import { contextOf, plain, read, shown } from './reading.ts'

describe('link and links', () => {
  test('are ids', () => {
    expect(read('link', ' D7K3M9X2QA ')).toBe('d7k3m9x2qa')
    expect(read('links', 'd7k3m9x2qa, a000000000 a000000000;c123456789')).toEqual([
      'd7k3m9x2qa',
      'a000000000',
      'c123456789',
    ])
    expect(plain('links', 'd7k3m9x2qa a000000000')).toBe('d7k3m9x2qa, a000000000')
  })

  test.each(['d7k3m9x2q', 'd7k3m9x2qaa', 'd7k3m9x2qi', 'd7k3m9x2ql', '17k3m9x2qa', 'acme'])(
    '%s is none',
    (text) => {
      expect(read('link', text)).toBe(
        `"${text}" is not the id of a record.\nAn id has ten characters: d7k3m9x2qa`,
      )
    },
  )

  test('point at records', () => {
    expect(types.link.links('d7k3m9x2qa')).toEqual(['d7k3m9x2qa'])
    expect(types.links.links(['d7k3m9x2qa', 'a000000000'])).toEqual(['d7k3m9x2qa', 'a000000000'])
    expect(types.text.links('d7k3m9x2qa')).toEqual([])
    expect(types.links.unite(['d7k3m9x2qa'], ['a000000000', 'd7k3m9x2qa'])).toEqual([
      'd7k3m9x2qa',
      'a000000000',
    ])
  })
})

describe('stageHistory', () => {
  const history =
    '[{"stage":"proposal","at":"2026-11-22T02:00:00Z","by":"ann"},{"stage":"won","at":"2026-12-01T02:00:00Z"}]'

  test('is JSON in exports, a line for people', () => {
    expect(plain('stageHistory', history)).toBe(history)
    expect(shown('stageHistory', history)).toBe('proposal 2026-11-22 09:00 → won 2026-12-01 09:00')
  })

  test.each(['won', '[{"stage":"won"}]', '[{"stage":"won","at":"yesterday"}]', '{}'])(
    '%s is none',
    (text) => {
      expect(read('stageHistory', text)).toBe(
        `"${text}" is not what this field holds.\nIt is JSON like [{"stage":"proposal","at":"2026-11-22T02:00:00Z"}]`,
      )
    },
  )
})

describe('qualification', () => {
  const found =
    '{"at":"2026-11-22T02:00:00Z","by":"ann","answers":{"budget":true,"need":false},"note":"call in May"}'

  test('is JSON in exports, a line for people', () => {
    expect(plain('qualification', found)).toBe(found)
    expect(shown('qualification', found)).toBe('2026-11-22 09:00 by ann (budget: yes, need: no, call in May)')
    expect(
      types.qualification.is(
        { at: '2026-11-22T02:00:00Z', by: 'ann', answers: { budget: 'yes' } },
        contextOf('qualification').field,
      ),
    ).toBe(false)
  })
})
