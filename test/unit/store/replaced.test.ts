/** Data files that somebody replaces or cuts off while the store is open: no half of them is taken for the whole. */
import { beforeEach, describe, expect, test } from 'vitest'
import { ConflictError, StoreError } from '../../../src/errors.ts'
import { commit, edit, lead, newStore, open, read, removal, write } from '../../helpers/store.ts'

const file = 'data/leads.json'
const somchai = lead('l7k3m9x2qa', { company: 'Acme' })
const noy = lead('l8aaaaaaaa', { firstName: 'ນ້ອຍ' })

let dir: string
let store: ReturnType<typeof open>

/** A store that knows the file's stamp and keys and has not read the records yet. */
beforeEach(async () => {
  dir = newStore()
  await commit(dir, somchai, noy)
  store = open(dir)
  expect(store.idsFrom('lead', '')).toEqual(['l7k3m9x2qa', 'l8aaaaaaaa'])
})

describe('cut off in the middle of a record', () => {
  beforeEach(() => write(dir, file, read(dir, file).slice(0, 70)))

  test('it is damaged for who looks for one record', () => {
    expect(() => store.get('lead', somchai.id)).toThrow(StoreError)
    expect(() => store.get('lead', somchai.id)).toThrow(
      /^data\/leads\.json, line 5: the file ends in the middle; it was cut off\.$/,
    )
  })

  test('it is damaged for a change, and stays as it is', async () => {
    const before = read(dir, file)
    const changes = { summary: '', records: [edit(somchai, { company: 'Beta' })] }
    await expect(store.commit(changes, 'Noy', 'crm')).rejects.toThrow(
      /^data\/leads\.json, line 5: the file ends in the middle; it was cut off\.$/,
    )
    await expect(store.commit({ summary: '', records: [lead('l9aaaaaaaa')] }, 'Noy', 'crm')).rejects.toThrow(
      StoreError,
    )
    expect(read(dir, file)).toBe(before)
  })
})

describe('replaced by another', () => {
  const other = newStore

  async function replaceBy(...records: Parameters<typeof commit>[1][]): Promise<void> {
    const from = other()
    await commit(from, ...records)
    write(dir, file, read(from, file))
  }

  test('it is read as it is now', async () => {
    await replaceBy(lead(somchai.id, { company: 'Beta' }), noy)
    expect(store.get('lead', somchai.id)?.company).toBe('Beta')
  })

  test('a record that is another there is not overwritten', async () => {
    await replaceBy(lead(somchai.id, { company: 'Beta' }), noy)
    const before = read(dir, file)
    const attempt = store.commit(
      { summary: '', records: [edit(somchai, { company: 'Gamma' })] },
      'Noy',
      'crm',
    )
    await expect(attempt).rejects.toThrow(ConflictError)
    await expect(store.commit({ summary: '', records: [removal(somchai)] }, 'Noy', 'crm')).rejects.toThrow(
      /was changed meanwhile/,
    )
    expect(read(dir, file)).toBe(before)
  })

  test('a record that is gone there is not brought back', async () => {
    await replaceBy(noy)
    const attempt = store.commit(
      { summary: '', records: [edit(somchai, { company: 'Gamma' })] },
      'Noy',
      'crm',
    )
    await expect(attempt).rejects.toThrow(/was removed meanwhile/)
    expect(open(dir).all('lead')).toEqual([noy.after])
  })

  test('a change of another record keeps what is there now', async () => {
    await replaceBy(lead(somchai.id, { company: 'Beta' }), noy, lead('l9aaaaaaaa'))
    await store.commit({ summary: '', records: [edit(noy, { company: 'ຮ້ານ' })] }, 'Noy', 'crm')
    expect(
      open(dir)
        .all('lead')
        .map(({ id, company }) => [id, company]),
    ).toEqual([
      ['l7k3m9x2qa', 'Beta'],
      ['l8aaaaaaaa', 'ຮ້ານ'],
      ['l9aaaaaaaa', undefined],
    ])
  })
})
