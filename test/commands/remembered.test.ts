/** Answers kept between runs are never older than the store. */
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, storeFrom } from '../helpers/crm.ts'

let store: string
beforeEach(() => {
  store = storeFrom('examples')
})

const run = (line: string, now = '2026-11-22T03:00:00Z') => crm(line, { store, now })
const answers = () => join(store, '.local/cache/answers')
const group = async (id: string, now: string) => {
  const list: unknown = (await run('reminder due --json', now)).json()
  return Array.isArray(list) ? list.find((one) => one.id === id)?.group : undefined
}

describe.each(['reminder due', 'today', 'today --format csv'])('%s', (line) => {
  it('answers the same from what it kept', async () => {
    const first = await run(line)
    expect(readdirSync(answers())).toHaveLength(1)
    expect(await run(line)).toMatchObject({ code: 0, out: first.out })
  })

  it('follows a command, a hand edit and the settings', async () => {
    const first = (await run(line)).out
    await run('reminder done r8f3')
    const second = (await run(line)).out
    expect(second).not.toBe(first)
    await run('undo --yes')
    expect((await run(line)).out).toBe(first)
    const path = join(store, 'data/reminders.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('Send the drawings', 'Sent the drawings'))
    expect((await run(line)).out).toBe(first.replace('Send the drawings', 'Sent the drawings'))
    writeFileSync(
      join(store, 'crm.json'),
      JSON.stringify({
        ...JSON.parse(readFileSync(join(store, 'crm.json'), 'utf8')),
        timezone: 'America/New_York',
      }),
    )
    expect((await run(line)).out).not.toBe(first)
  })

  it('is made anew where what it kept is damaged', async () => {
    const first = (await run(line)).out
    for (const name of readdirSync(answers())) {
      const path = join(answers(), name)
      const [head = ''] = readFileSync(path, 'utf8').split('\n')
      writeFileSync(path, `${head}\n{}`)
    }
    expect((await run(line)).out).toBe(first)
    rmSync(answers(), { recursive: true })
    writeFileSync(answers(), 'in the way')
    utimesSync(answers(), 1, 1)
    expect((await run(line)).out).toBe(first)
  })
})

describe('the time', () => {
  it('turns what is due today into overdue at its very minute', async () => {
    expect(await group('r5j1m8c3td', '2026-11-22T03:00:00Z')).toBe('today')
    expect(await group('r5j1m8c3td', '2026-11-22T07:00:00Z')).toBe('today')
    expect(await group('r5j1m8c3td', '2026-11-22T07:00:01Z')).toBe('overdue')
    expect(await group('r5j1m8c3td', '2026-11-22T06:59:59Z')).toBe('today')
    expect(await group('r2y6p9s4hk', '2026-11-26T17:00:00Z')).toBe('today')
  })
})
