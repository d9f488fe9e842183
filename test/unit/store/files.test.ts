/** How data files look, and what is said of those that are damaged. */
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { StoreError } from '../../../src/errors.ts'
import {
  account,
  commit,
  contact,
  content,
  edit,
  ids,
  lead,
  newStore,
  open,
  read,
  removal,
  tree,
  write,
} from '../../helpers/store.ts'

const somchai = lead('l7k3m9x2qa', {
  tags: ['vip', 'web'],
  otherPhones: [{ label: 'work', value: '+6621234567' }],
})
const noy = lead('l2aaaaaaaa', { firstName: 'ນ້ອຍ', company: 'ຮ້ານ "ນ້ອຍ"', zone: { b: 1, a: ['x'] } })

const written = `[
  {
    "id": "l2aaaaaaaa",
    "firstName": "ນ້ອຍ",
    "company": "ຮ້ານ \\"ນ້ອຍ\\"",
    "status": "new",
    "createdAt": "2026-11-22T02:00:00Z",
    "updatedAt": "2026-11-22T02:00:00Z",
    "zone": {"a": ["x"], "b": 1}
  },
  {
    "id": "l7k3m9x2qa",
    "firstName": "Somchai",
    "otherPhones": [{"label": "work", "value": "+6621234567"}],
    "status": "new",
    "tags": ["vip", "web"],
    "createdAt": "2026-11-22T02:00:00Z",
    "updatedAt": "2026-11-22T02:00:00Z"
  }
]
`

describe('a data file', () => {
  test('has one field a line, sorted by id, in the order of the schema', async () => {
    const dir = newStore()
    await commit(dir, somchai, noy)
    expect(read(dir, 'data/leads.json')).toBe(written)
  })

  test('has the same bytes however it came about', async () => {
    const dir = newStore()
    await commit(dir, somchai)
    await commit(dir, lead('l5aaaaaaaa'))
    await commit(dir, noy)
    await commit(dir, removal(lead('l5aaaaaaaa')))
    expect(read(dir, 'data/leads.json')).toBe(written)
  })

  test('is for its owner alone', async () => {
    const before = process.umask(0)
    try {
      const dir = newStore()
      await commit(dir, somchai)
      await commit(
        dir,
        ...ids('d', 2001).map((id) => ({
          kind: 'deal' as const,
          id,
          after: {
            id,
            name: 'x',
            stage: 'won',
            createdAt: '2026-11-22T02:00:00Z',
            updatedAt: '2026-11-22T02:00:00Z',
          },
        })),
      )
      const modes = ['', 'data', 'data/deals', 'files', 'history', '.local', '.local/pending', '.local/cache']
      for (const name of modes) expect(statSync(join(dir, name)).mode & 0o777, name).toBe(0o700)
      const files = [
        'crm.json',
        'data/leads.json',
        'data/deals/0.json',
        '.gitignore',
        '.local/generation',
        '.local/machine',
        '.local/cache/leads.keys',
      ]
      for (const name of files) expect(statSync(join(dir, name)).mode & 0o777, name).toBe(0o600)
    } finally {
      process.umask(before)
    }
  })

  test('has no group or others in its mode under a strict umask either', async () => {
    const before = process.umask(0o377)
    try {
      const dir = newStore()
      await commit(dir, somchai)
      expect(statSync(join(dir, 'data/leads.json')).mode & 0o777).toBe(0o600)
    } finally {
      process.umask(before)
    }
  })

  test('is gone when its last record is', async () => {
    const dir = newStore()
    const before = content(dir)
    await commit(dir, somchai)
    await commit(dir, removal(somchai))
    expect(content(dir)).toEqual(before)
  })

  test('keeps keys and kinds it does not know', async () => {
    const dir = newStore()
    write(dir, 'data/tickets.json', '[{"id":"t1"}]')
    write(
      dir,
      'data/leads.json',
      `[{"id":"l7k3m9x2qa","status":"new","createdAt":"2026-11-22T02:00:00Z","updatedAt":"2026-11-22T02:00:00Z","later":{"x":[1]},"firstName":"A"}]`,
    )
    const before = open(dir).get('lead', 'l7k3m9x2qa')
    expect(before).toMatchObject({ firstName: 'A', later: { x: [1] } })
    await commit(dir, {
      kind: 'lead',
      id: 'l7k3m9x2qa',
      before: { ...before, id: 'l7k3m9x2qa' },
      after: { ...before, id: 'l7k3m9x2qa', firstName: 'B' },
    })
    expect(read(dir, 'data/leads.json')).toContain('"firstName": "B",')
    expect(read(dir, 'data/leads.json')).toContain('"later": {"x": [1]}')
    expect(read(dir, 'data/tickets.json')).toBe('[{"id":"t1"}]')
  })

  test('may be absent or an empty list', () => {
    const dir = newStore()
    expect(open(dir).all('lead')).toEqual([])
    write(dir, 'data/leads.json', '[]\n')
    expect(open(dir).all('lead')).toEqual([])
  })

  test('may have a byte order mark and another order', () => {
    const dir = newStore()
    const at = '"createdAt":"2026-11-22T02:00:00Z","updatedAt":"2026-11-22T02:00:00Z","status":"new"'
    write(dir, 'data/leads.json', `\ufeff[{"id":"l9aaaaaaaa",${at}},{"id":"l1aaaaaaaa",${at}}]`)
    expect(
      open(dir)
        .all('lead')
        .map(({ id }) => id),
    ).toEqual(['l1aaaaaaaa', 'l9aaaaaaaa'])
    expect(open(dir).get('lead', 'l9aaaaaaaa')?.status).toBe('new')
  })
})

describe('a kind', () => {
  const many = ids('l', 2000).map((id) => lead(id))

  test('is one file up to 2,000 records and split by the commit that outgrows it', async () => {
    const dir = newStore()
    await commit(dir, ...many)
    expect(existsSync(join(dir, 'data/leads.json'))).toBe(true)
    await commit(dir, lead('lz99999999'))
    expect(existsSync(join(dir, 'data/leads.json'))).toBe(false)
    expect(open(dir).all('lead')).toHaveLength(2001)
    expect(read(dir, 'data/leads/z.json')).toMatch(
      /^\[\n {2}\{\n {4}"id": "lz00000000",[\s\S]*"id": "lz99999999"[\s\S]*\}\n\]\n$/,
    )
    expect(Object.keys(tree(dir)).filter((name) => name.startsWith('data/leads/'))).toHaveLength(32)
  })

  test('that is split stays so, and changes only the files that need it', async () => {
    const dir = newStore()
    await commit(dir, ...many, lead('lz99999999'))
    const before = tree(dir)
    await commit(dir, removal(lead('lz99999999')), lead('l199999999'))
    const after = tree(dir)
    const changed = Object.keys(after).filter(
      (name) => after[name] !== before[name] && name.startsWith('data/'),
    )
    expect(changed.sort()).toEqual(['data/leads/1.json', 'data/leads/z.json'])
    expect(open(dir).get('lead', 'l199999999')?.firstName).toBe('Somchai')
    expect(open(dir).get('lead', 'lz99999999')).toBeUndefined()
  })

  test('is read and put in order where a merge by hand left both forms', async () => {
    const dir = newStore()
    await commit(dir, ...many, lead('lz99999999'))
    const other = newStore()
    await commit(other, lead('l0aaaaaaaa'), lead('lzaaaaaaaa'))
    write(dir, 'data/leads.json', read(other, 'data/leads.json'))
    expect(open(dir).all('lead')).toHaveLength(2003)
    expect(open(dir).get('lead', 'lzaaaaaaaa')?.id).toBe('lzaaaaaaaa')
    expect(open(dir).idsFrom('lead', 'lz')).toHaveLength(64)
    await commit(dir, removal(lead('lz99999999')), lead('la99999999'))
    expect(existsSync(join(dir, 'data/leads.json'))).toBe(false)
    expect(open(dir).all('lead')).toHaveLength(2003)
    expect(read(dir, 'data/leads/z.json')).toContain('lzaaaaaaaa')
    expect(read(dir, 'data/leads/z.json')).not.toContain('lz99999999')
  })

  test('with the same record in both forms is damaged', async () => {
    const dir = newStore()
    await commit(dir, ...many, lead('lz99999999'))
    write(dir, 'data/leads.json', read(dir, 'data/leads/1.json'))
    expect(() => open(dir).all('lead')).toThrow(
      'data/leads.json: record l100000000 also stands in data/leads/1.json.',
    )
  })
})

describe('a damaged file is named with line and record', () => {
  const record = (id: string, more = '') =>
    `  {\n    "id": "${id}",\n    "name": "A",${more}\n    "createdAt": "2026-11-22T02:00:00Z",\n    "updatedAt": "2026-11-22T02:00:00Z"\n  }`
  const list = (...records: string[]) => `[\n${records.join(',\n')}\n]\n`
  const sound = record('a1aaaaaaaa')
  const upTo = (text: string, end: string) => text.slice(0, text.indexOf(end) + end.length)

  test.each([
    [
      'a comma missing',
      `[\n${sound}\n${record('a2aaaaaaaa')}\n]\n`,
      'data/accounts.json, line 8: this is not JSON: {.',
    ],
    [
      'a word without quotes',
      list(sound, record('a2aaaaaaaa', '\n    "phone": unknown,')),
      'data/accounts.json, line 11: this is not JSON: unknown,.',
    ],
    ['a comma too many', `[\n${sound},\n]\n`, 'data/accounts.json, line 8: this is not JSON: ].'],
    [
      'cut off in a text',
      upTo(list(sound, record('a2aaaaaaaa')), 'a2aaaa'),
      'data/accounts.json, line 9: the file ends in the middle; it was cut off.',
    ],
    [
      'cut off between fields',
      upTo(list(sound, record('a2aaaaaaaa')), 'a2aaaaaaaa",\n'),
      'data/accounts.json, line 9: the file ends in the middle; it was cut off.',
    ],
    [
      'cut off in a word',
      upTo(list(record('a2aaaaaaaa', '\n    "rating": fal')), 'fal'),
      'data/accounts.json, line 5: the file ends in the middle; it was cut off.',
    ],
    ['empty', '', 'data/accounts.json, line 1: the file ends in the middle; it was cut off.'],
    [
      'half-merged',
      `[\n<<<<<<< HEAD\n${sound}\n=======\n${record('a2aaaaaaaa')}\n>>>>>>> theirs\n]\n`,
      'data/accounts.json, line 2: the file is half-merged; it holds the marks of a git conflict.',
    ],
    ['no list', '{"id": 1}', 'data/accounts.json, line 1: a list of records in brackets should stand here.'],
    ['no record', '[\n  7\n]', 'data/accounts.json, line 2: a record in braces should stand here.'],
    [
      'an id of another kind',
      list(sound, record('l2aaaaaaaa')),
      'data/accounts.json, line 8: "id" should be "a" and nine of 0-9 a-z without i l o u, not "l2aaaaaaaa".',
    ],
    [
      'an id twice',
      list(sound, record('a2aaaaaaaa'), sound),
      'data/accounts.json, line 14: record a1aaaaaaaa: another record of the file has the same id.',
    ],
    [
      'a required field missing',
      list(sound, record('a2aaaaaaaa').replace(/\s+"name": "A",/, '')),
      'data/accounts.json, line 8: record a2aaaaaaaa: "name" is missing.',
    ],
    [
      'a field of another type',
      list(sound, record('a2aaaaaaaa', '\n    "employees": "many",')),
      'data/accounts.json, line 11: record a2aaaaaaaa: "employees" should be of type number, not "many".',
    ],
    [
      'null in a field',
      list(record('a2aaaaaaaa', '\n    "phone": null,')),
      'data/accounts.json, line 5: record a2aaaaaaaa: "phone" should be of type phone, not null.',
    ],
    [
      'null in an unknown field',
      list(record('a2aaaaaaaa', '\n    "zone": {"x": null},')),
      'data/accounts.json, line 5: record a2aaaaaaaa: "zone" should be a value, not {"x":null}.',
    ],
  ])('%s', (_, text, message) => {
    const dir = newStore()
    write(dir, 'data/accounts.json', text)
    expect(() => open(dir).all('account')).toThrow(StoreError)
    expect(() => open(dir).all('account')).toThrow(message)
    expect(() => open(dir).get('account', 'a1aaaaaaaa')).toThrow(message)
  })

  test('a record in the wrong file of a split kind', () => {
    const dir = newStore()
    write(dir, 'data/accounts/1.json', list(sound, record('a2aaaaaaaa')))
    expect(() => open(dir).all('account')).toThrow(
      'data/accounts/1.json, line 8: record a2aaaaaaaa: it belongs into the file 2.json beside this one.',
    )
  })

  test('another encoding, which a write would lose for ever', () => {
    const dir = newStore()
    write(dir, 'data/accounts.json', list(sound))
    const bytes = Buffer.from(list(sound).replace('"A"', '"\u00ca\u00c1\u00aa\u00d2\u00c2"'), 'latin1')
    write(dir, 'data/accounts.json', '')
    writeFileSync(join(dir, 'data/accounts.json'), bytes)
    expect(() => open(dir).all('account')).toThrow('data/accounts.json is not UTF-8')
  })

  test('and stays as it is when a commit meets it', async () => {
    const dir = newStore()
    write(dir, 'data/accounts.json', list(sound).slice(0, 100))
    await expect(commit(dir, account('a3aaaaaaaa'))).rejects.toThrow(StoreError)
    expect(read(dir, 'data/accounts.json')).toBe(list(sound).slice(0, 100))
    await commit(dir, contact('c1aaaaaaaa'))
    expect(open(dir).get('contact', 'c1aaaaaaaa')?.firstName).toBe('Noy')
  })
})

test('an edit writes only what changed', async () => {
  const dir = newStore()
  await commit(dir, somchai, noy)
  await commit(dir, edit(somchai, { firstName: 'Jose\u0301', tags: [] }))
  expect(read(dir, 'data/leads.json')).toBe(
    written.replace('"Somchai"', '"José"').replace('    "tags": ["vip", "web"],\n', ''),
  )
})
