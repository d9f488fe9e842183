/** Where the store is, and how one is made. */
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../../src/config.ts'
import { ConflictError, StoreError } from '../../../src/errors.ts'
import { findStore } from '../../../src/store/find.ts'
import { initStore } from '../../../src/store/init.ts'
import { emptyFolder, newStore, open, read, write } from '../../helpers/store.ts'

describe('findStore', () => {
  const nothing = { flag: undefined, env: {}, cwd: '/', dataHome: '/home/noy/.local/share' }

  test('goes by the flag, then by CRM_STORE', () => {
    const cwd = newStore()
    expect(findStore({ ...nothing, cwd, flag: '/a', env: { CRM_STORE: '/b' } })).toEqual({
      dir: '/a',
      isToBeMade: false,
    })
    expect(findStore({ ...nothing, cwd, env: { CRM_STORE: '/b' } })).toEqual({ dir: '/b', isToBeMade: false })
    expect(findStore({ ...nothing, cwd: '/x', flag: 'y' })).toEqual({ dir: '/x/y', isToBeMade: false })
  })

  test('an empty flag or variable counts as none', () => {
    const cwd = newStore()
    expect(findStore({ ...nothing, cwd, flag: '', env: { CRM_STORE: '' } })).toEqual({
      dir: cwd,
      isToBeMade: false,
    })
  })

  test('goes by the nearest folder above with a crm.json', () => {
    const dir = newStore()
    mkdirSync(join(dir, 'files/deep'), { recursive: true })
    expect(findStore({ ...nothing, cwd: join(dir, 'files/deep') })).toEqual({ dir, isToBeMade: false })
  })

  test("is the user's own in the end, to be made the first time", () => {
    const dataHome = emptyFolder()
    expect(findStore({ ...nothing, dataHome })).toEqual({ dir: join(dataHome, 'lukkha'), isToBeMade: true })
    initStore({ dir: join(dataHome, 'lukkha'), settings: defaultSettings })
    expect(findStore({ ...nothing, dataHome })).toEqual({ dir: join(dataHome, 'lukkha'), isToBeMade: false })
  })
})

describe('initStore', () => {
  test('makes a whole store', () => {
    const dir = newStore({ currency: 'LAK' })
    expect(readdirSync(dir).sort()).toEqual([
      '.gitattributes',
      '.gitignore',
      '.local',
      'crm.json',
      'data',
      'files',
      'history',
    ])
    expect(read(dir, '.gitignore')).toBe('.local/\n')
    expect(read(dir, '.gitattributes')).toBe(
      'crm.json text eol=lf\ndata/** text eol=lf\nhistory/*.jsonl text eol=lf merge=union\nfiles/** binary\n',
    )
    expect(read(dir, 'crm.json')).toBe(
      `${JSON.stringify({ ...defaultSettings, currency: 'LAK' }, null, 2)}\n`,
    )
    expect(readdirSync(join(dir, '.local/pending'))).toEqual([])
    expect(open(dir).settings.currency).toBe('LAK')
  })

  test('does not touch a store that is there', () => {
    const dir = newStore()
    write(dir, 'crm.json', 'mine')
    expect(() => initStore({ dir, settings: defaultSettings })).toThrow(ConflictError)
    expect(read(dir, 'crm.json')).toBe('mine')
  })

  test('keeps what a folder of git has, and its mode', () => {
    const dir = emptyFolder()
    write(dir, '.gitignore', 'node_modules/\n\n# mine')
    const { mode } = statSync(dir)
    initStore({ dir, settings: defaultSettings })
    expect(read(dir, '.gitignore')).toBe('node_modules/\n\n# mine\n.local/\n')
    expect(statSync(dir).mode).toBe(mode)
  })

  test('refuses settings that make no sense, making nothing', () => {
    const dir = join(emptyFolder(), 'crm')
    expect(() => initStore({ dir, settings: { ...defaultSettings, stages: [] } })).toThrow(StoreError)
    expect(existsSync(dir)).toBe(false)
  })

  test('says what is wrong with the path', () => {
    const file = join(emptyFolder(), 'file')
    writeFileSync(file, '')
    expect(() => initStore({ dir: join(file, 'crm'), settings: defaultSettings })).toThrow(
      /file stands where a folder should be/,
    )
  })
})
