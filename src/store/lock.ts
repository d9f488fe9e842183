/** The store's lock: one process writes at a time, and a dead one never keeps the others waiting. */

import { setTimeout as sleep } from 'node:timers/promises'
import { randomBytes } from '../chance.ts'
import { systemClock } from '../clock.ts'
import { StoreError } from '../errors.ts'
import { randomText } from '../schema/id.ts'
import { DiskError, type Folder } from './folder.ts'
import { type Holder, isGone, parseHolder, thisProcess } from './holder.ts'
import { pendingFolder } from './journal.ts'

const lockName = '.local/lock'
const guardName = '.local/lock.steal'

/** A lock without whole content that is older than this belongs to a process that died while writing it. */
const lockBrokenAfterMs = 10_000
/** The guard is held for less than a millisecond; an older one belongs to a process that died meanwhile. */
const guardBrokenAfterMs = 2000

export class Lock {
  readonly #folder: Folder
  readonly #self: Holder

  /** @param user and @param command are told to those who wait */
  constructor(folder: Folder, user: string, command: string) {
    this.#folder = folder
    this.#self = thisProcess(user, command, randomText(12, randomBytes))
  }

  /** Takes the lock if nobody alive holds it. */
  tryTake(): boolean {
    this.#folder.make(pendingFolder)
    if (!this.#folder.has(lockName)) return this.#create()
    return this.#isAbandoned() && this.#steal() && this.#create()
  }

  /**
   * Takes the lock, waiting for it.
   * @param seconds how long to wait
   * @throws StoreError saying who holds it
   */
  async take(seconds: number): Promise<void> {
    let waited = 0
    for (let turn = 1; !this.tryTake(); turn++) {
      if (waited >= seconds * 1000) throw this.#refusal(seconds)
      const pause = Math.min(Math.random() * 10 * Math.min(turn, 10) + 2, seconds * 1000 - waited + 1)
      await sleep(pause)
      waited += pause
    }
  }

  /** Whether the lock is still ours: nobody thought us dead. */
  isOurs(): boolean {
    return this.#read()?.token === this.#self.token
  }

  release(): void {
    if (this.isOurs()) this.#folder.remove(lockName)
  }

  /** Whether somebody alive holds the lock. */
  isHeld(): boolean {
    return this.#folder.has(lockName) && !this.#isAbandoned()
  }

  #read(): Holder | undefined {
    const text = this.#folder.text(lockName)
    return text === undefined ? undefined : parseHolder(text)
  }

  #create(): boolean {
    const draft = `${pendingFolder}/lock-${this.#self.token}`
    try {
      this.#folder.scribble(draft, `${JSON.stringify(this.#self)}\n`)
      return this.#folder.create(draft, lockName)
    } catch (error) {
      // The holder of the lock has cleared the drafts away: it is taken.
      if (error instanceof DiskError && error.code === 'ENOENT') return false
      throw error
    }
  }

  #isAbandoned(): boolean {
    const holder = this.#read()
    return holder === undefined ? this.#isOld(lockName, lockBrokenAfterMs) : isGone(holder, this.#self)
  }

  #isOld(name: string, ms: number): boolean {
    const stamp = this.#folder.stamp(name)
    if (stamp === undefined) return false
    const age = systemClock.now().getTime() - Number(stamp.modified / 1_000_000n)
    return age > ms
  }

  /** Removes an abandoned lock. Only who holds the guard may, and looks again first, so a fresh lock is never removed. */
  #steal(): boolean {
    if (!this.#folder.claim(guardName)) {
      if (this.#isOld(guardName, guardBrokenAfterMs)) this.#folder.clear(guardName)
      return false
    }
    try {
      if (!this.#isAbandoned()) return false
      this.#folder.remove(lockName)
      return true
    } finally {
      this.#folder.clear(guardName)
    }
  }

  #refusal(seconds: number): StoreError {
    const holder = this.#read()
    const path = this.#folder.path(lockName)
    if (holder === undefined) return new StoreError(`The store is locked: ${path}`, 'Run the command again.')
    const who = `${holder.user === '' ? 'somebody' : holder.user} on ${holder.host}, process ${holder.pid}`
    return new StoreError(
      `The store has been locked since ${holder.startedAt} by ${who}: ${holder.command} (waited ${seconds} s)`,
      `Wait for it to end and run the command again. If you are sure it is gone, remove ${path}`,
    )
  }
}
