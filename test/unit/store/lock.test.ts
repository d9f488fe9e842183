/** Who waits for whom. The holders here are this process, a dead one and invented ones. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, utimesSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Folder } from '../../../src/store/folder.ts'
import { type Holder, thisProcess } from '../../../src/store/holder.ts'
import { Lock } from '../../../src/store/lock.ts'
import { lead, newStore, open, read, write } from '../../helpers/store.ts'

function lockOf(dir: string): Lock {
  return new Lock(new Folder(dir), 'Noy', 'crm lead add')
}

function held(dir: string, holder: Partial<Holder>): void {
  write(dir, '.local/lock', JSON.stringify({ ...thisProcess('Anna', 'crm import', 'token'), ...holder }))
}

/** The id of a process that is gone. */
function deadPid(): number {
  return spawnSync('true').pid
}

test('says who it is, and is gone once released', async () => {
  const dir = newStore()
  const lock = lockOf(dir)
  await lock.take(0)
  expect(JSON.parse(read(dir, '.local/lock'))).toMatchObject({
    pid: process.pid,
    host: hostname(),
    user: 'Noy',
    command: 'crm lead add',
  })
  expect(lock.isOurs()).toBe(true)
  lock.release()
  expect(existsSync(join(dir, '.local/lock'))).toBe(false)
})

test('is not had twice', async () => {
  const dir = newStore()
  const first = lockOf(dir)
  const second = lockOf(dir)
  expect(first.tryTake()).toBe(true)
  expect(second.tryTake()).toBe(false)
  expect(second.isOurs()).toBe(false)
  second.release()
  expect(first.isOurs()).toBe(true)
  first.release()
  expect(second.tryTake()).toBe(true)
})

test('is waited for', async () => {
  const dir = newStore()
  const first = lockOf(dir)
  await first.take(0)
  const waiting = lockOf(dir).take(20)
  await new Promise((resolve) => setTimeout(resolve, 50))
  first.release()
  await expect(waiting).resolves.toBeUndefined()
})

test('names a living holder after the wait', async () => {
  const dir = newStore()
  held(dir, { startedAt: '2026-11-22T02:00:00.000Z', pid: process.pid })
  const attempt = lockOf(dir).take(0.05)
  await expect(attempt).rejects.toMatchObject({
    exitCode: 5,
    message: `The store has been locked since 2026-11-22T02:00:00.000Z by Anna on ${hostname()}, process ${process.pid}: crm import (waited 0.05 s)`,
    hint: 'Wait for it to end and run the command again.',
  })
})

describe('is taken over at once from', () => {
  const ticksAway = { ticks: '1' }
  test.each<[string, () => Partial<Holder>]>([
    ['a process that is gone', () => ({ pid: deadPid() })],
    [
      'an earlier process of the same number',
      () => (process.platform === 'linux' ? ticksAway : { pid: deadPid() }),
    ],
    ['a process from before the machine started anew', () => ({ bootId: 'another' })],
  ])('%s', async (_, holder) => {
    const dir = newStore()
    if (process.platform !== 'linux' && holder().bootId !== undefined) return
    held(dir, holder())
    const lock = lockOf(dir)
    expect(lock.tryTake()).toBe(true)
    expect(lock.isOurs()).toBe(true)
    expect(existsSync(join(dir, '.local/lock.steal'))).toBe(false)
  })

  test('a file that was never finished, once it is old', () => {
    const dir = newStore()
    write(dir, '.local/lock', '{"pid": 1')
    expect(lockOf(dir).tryTake()).toBe(false)
    utimesSync(join(dir, '.local/lock'), 1, 1)
    expect(lockOf(dir).tryTake()).toBe(true)
  })
})

describe('is not taken from', () => {
  test.each<[string, Partial<Holder>]>([
    ['another machine', { host: 'elsewhere', pid: 2 ** 22 + 1 }],
    ['another container', { space: 'pid:[1]', pid: 2 ** 22 + 1 }],
    ['a living process', { pid: process.pid }],
  ])('%s', (_, holder) => {
    const dir = newStore()
    held(dir, holder)
    expect(lockOf(dir).tryTake()).toBe(false)
  })

  test('a dead process while somebody else is at it, unless that one died too', () => {
    const dir = newStore()
    held(dir, { pid: deadPid() })
    mkdirSync(join(dir, '.local/lock.steal'))
    expect(lockOf(dir).tryTake()).toBe(false)
    expect(existsSync(join(dir, '.local/lock'))).toBe(true)
    utimesSync(join(dir, '.local/lock.steal'), 1, 1)
    expect(lockOf(dir).tryTake()).toBe(false)
    expect(lockOf(dir).tryTake()).toBe(true)
  })
})

test('a guard or a half lock from before the clock was put back is in nobody’s way', () => {
  const dir = newStore()
  const tomorrow = Date.now() / 1000 + 86_400
  held(dir, { pid: deadPid() })
  mkdirSync(join(dir, '.local/lock.steal'))
  utimesSync(join(dir, '.local/lock.steal'), tomorrow, tomorrow)
  expect(lockOf(dir).tryTake()).toBe(false)
  expect(lockOf(dir).tryTake()).toBe(true)
  write(dir, '.local/lock', '{"pid": 1')
  utimesSync(join(dir, '.local/lock'), tomorrow, tomorrow)
  expect(lockOf(dir).tryTake()).toBe(true)
})

test('of a dead process is not taken from who took it over in between', async () => {
  const dir = newStore()
  held(dir, { pid: deadPid() })
  const quicker = lockOf(dir)
  const times: boolean[] = []
  // The moment between finding the holder dead and being the one who may remove its lock.
  const step = (name: string): void => {
    if (name === 'claim .local/lock.steal' && times.length === 0) times.push(quicker.tryTake())
  }
  const slower = open(dir, { step, wait: 0 }).commit(
    { summary: '', records: [lead('l1aaaaaaaa')] },
    'Keo',
    'crm',
  )
  await expect(slower).rejects.toThrow('The store has been locked since')
  expect(times).toEqual([true])
  expect(quicker.isOurs()).toBe(true)
})

test('a lock that was lost is not released for its new holder', () => {
  const dir = newStore()
  const lock = lockOf(dir)
  expect(lock.tryTake()).toBe(true)
  held(dir, { token: 'other' })
  lock.release()
  expect(existsSync(join(dir, '.local/lock'))).toBe(true)
})
