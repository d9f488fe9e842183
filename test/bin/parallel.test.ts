/** Several real processes at one store. Needs `npm run build`. */
import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { crm, emptyStore, recordsOf } from '../helpers/crm.ts'

const program = resolve(import.meta.dirname, '../../bin/crm.js')
const call = promisify(execFile)

async function run(store: string, ...words: readonly string[]): Promise<{ code: number; err: string }> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: join(store, '..'), CRM_STORE: store, CRM_USER: 'Noy' }
  try {
    await call(process.execPath, [program, ...words], { env })
    return { code: 0, err: '' }
  } catch (error) {
    const failure =
      error instanceof Error && 'code' in error && 'stderr' in error
        ? error
        : { code: 1, stderr: String(error) }
    return { code: Number(failure.code), err: String(failure.stderr) }
  }
}

describe('writers side by side', () => {
  it('all get in, and none is lost', async () => {
    const store = await emptyStore()
    const names = Array.from({ length: 24 }, (_, i) => `Person${i}`)
    const ran = await Promise.all(
      names.map((name) => run(store, 'lead', 'add', '--first-name', name, '--email', `${name}@x.example`)),
    )
    expect(ran.filter((one) => one.code !== 0)).toEqual([])
    expect(
      Object.values(recordsOf(store, 'leads'))
        .map((lead) => lead['firstName'])
        .sort(),
    ).toEqual(names.sort())
    expect((await crm('history --limit 100 --json', { store })).json()).toHaveLength(24)
  })

  it('change one record one after the other', async () => {
    const store = await emptyStore()
    await crm('lead add --first-name Dao', { store })
    const tags = Array.from({ length: 8 }, (_, i) => `tag${i}`)
    const ran = await Promise.all(tags.map((tag) => run(store, 'lead', 'edit', 'Dao', '--tag', tag)))
    expect(ran.filter((one) => one.code !== 0)).toEqual([])
    const [lead] = Object.values(recordsOf(store, 'leads'))
    expect([lead?.['tags']].flat().sort()).toEqual(tags)
  })

  it('never make the same person twice', async () => {
    const store = await emptyStore()
    const ran = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        run(store, 'lead', 'add', '--first-name', `Dao${i}`, '--email', 'dao@x.example'),
      ),
    )
    expect(ran.map((one) => one.code).sort()).toEqual([0, 4, 4, 4, 4, 4, 4, 4])
    expect(Object.keys(recordsOf(store, 'leads'))).toHaveLength(1)
  })

  it('convert a lead once', async () => {
    const store = await emptyStore()
    await crm('lead add --first-name Dao --company Tea --email dao@x.example', { store })
    const ran = await Promise.all(Array.from({ length: 4 }, () => run(store, 'lead', 'convert', 'Dao')))
    expect(ran.map((one) => one.code).sort()).toEqual([0, 4, 4, 4])
    expect(Object.keys(recordsOf(store, 'deals'))).toHaveLength(1)
  })
})
