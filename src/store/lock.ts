/** A lock of the store: one process at a time, and a dead one never keeps the others waiting. */

import { setTimeout as sleep } from 'node:timers/promises'
import { randomBytes } from '../chance.ts'
import { systemClock } from '../clock.ts'
import { StoreError } from '../errors.ts'
import { randomText } from '../schema/id.ts'
import { DiskError } from './diskError.ts'
import type { Folder } from './folder.ts'
import { type Holder, isGone, parseHolder, thisProcess, whereIs } from './holder.ts'
import { pendingFolder } from './journal.ts'

/** Who holds this one may write. */
const storeLock = '.local/lock'

/** A lock without whole content that is older than this belongs to a process that died while writing it. */
const lockBrokenAfterMs = 10_000
/** A holder gives a sign of life so often, unless it is busy without a pause. */
const BEAT_MS = 2000
/** A holder in another container of this machine that gave none for so long is dead: none is busy for so long. */
const DEAD_AFTER_MS = 120_000
/** How long a lock is watched for a sign of life before it is taken from a holder that cannot be asked. */
const WATCH_MS = 12_000

/** The guard is held for less than a millisecond; an older one belongs to a process that died meanwhile. */
const guardBrokenAfterMs = 2000

export class Lock {
  readonly #folder: Folder
  readonly #self: Holder
  readonly #name: string
  #beat: NodeJS.Timeout | undefined

  /**
   * @param user and @param command are told to those who wait
   * @param name of the lock, where it is not the one of writing
   */
  constructor(folder: Folder, user: string, command: string, name = storeLock) {
    this.#folder = folder
    this.#name = name
    this.#self = thisProcess(user, command, randomText(12, randomBytes))
  }

  /** Takes the lock if nobody alive holds it. */
  tryTake(): boolean {
    this.#folder.make(pendingFolder)
    if (!this.#folder.has(this.#name)) return this.#create()
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
      const pause = Math.min(someOf(10 * Math.min(turn, 10)) + 2, seconds * 1000 - waited + 1)
      await sleep(pause)
      waited += pause
    }
  }

  /** Whether the lock is still ours: nobody thought us dead. */
  isOurs(): boolean {
    return this.#read()?.token === this.#self.token
  }

  release(): void {
    clearInterval(this.#beat)
    if (this.isOurs()) this.#folder.remove(this.#name)
  }

  /**
   * Takes the lock away from a holder that cannot be asked whether it lives, on another machine or in another container,
   * where it gives no sign of life while it is watched.
   * @throws StoreError where it does, or is a process of this machine that is alive
   */
  async takeAway(watchMs = WATCH_MS): Promise<void> {
    const holder = this.#read()
    const first = this.#folder.stamp(this.#name)
    if (holder === undefined || first === undefined || this.#isAbandoned()) return
    if (whereIs(holder, this.#self) === 'here')
      throw new StoreError(
        `Process ${holder.pid} of this machine holds the lock and is alive: ${holder.command}`,
        'Wait for it, or end it',
      )
    await sleep(watchMs)
    if (this.#read()?.token !== holder.token) return
    if (this.#folder.stamp(this.#name)?.modified !== first.modified)
      throw new StoreError(
        `${nameOf(holder)} holds the lock and is at work: ${holder.command}`,
        'Wait for it to end',
      )
    this.#steal(() => this.#read()?.token === holder.token)
  }

  /** Whether somebody alive holds the lock. */
  isHeld(): boolean {
    return this.#folder.has(this.#name) && !this.#isAbandoned()
  }

  #read(): Holder | undefined {
    const text = this.#folder.text(this.#name)
    return text === undefined ? undefined : parseHolder(text)
  }

  #create(): boolean {
    const draft = `${pendingFolder}/lock-${this.#self.token}`
    try {
      this.#folder.scribble(draft, `${JSON.stringify(this.#self)}\n`)
      const isTaken = this.#folder.create(draft, this.#name)
      if (isTaken) this.#beat = setInterval(() => this.#live(), BEAT_MS).unref()
      return isTaken
    } catch (error) {
      // The holder of the lock has cleared the drafts away: it is taken.
      if (error instanceof DiskError && error.code === 'ENOENT') return false
      throw error
    }
  }

  #live(): void {
    if (this.isOurs()) this.#folder.touch(this.#name)
  }

  #isAbandoned(): boolean {
    const holder = this.#read()
    if (holder === undefined) return this.#isOld(this.#name, lockBrokenAfterMs)
    if (isGone(holder, this.#self)) return true
    return whereIs(holder, this.#self) === 'beside' && this.#isOld(this.#name, DEAD_AFTER_MS)
  }

  #isOld(name: string, ms: number): boolean {
    const stamp = this.#folder.stamp(name)
    if (stamp === undefined) return false
    // A clock that was put back leaves files of the future behind: their makers are as dead.
    const age = systemClock.now().getTime() - Number(stamp.modified / 1_000_000n)
    return Math.abs(age) > ms
  }

  /** Removes an abandoned lock. Only who holds the guard may, and looks again first, so a fresh lock is never removed. */
  #steal(isStillSo: () => boolean = () => this.#isAbandoned()): boolean {
    if (!this.#folder.claim(`${this.#name}.steal`)) {
      if (this.#isOld(`${this.#name}.steal`, guardBrokenAfterMs)) this.#folder.clear(`${this.#name}.steal`)
      return false
    }
    try {
      if (!isStillSo()) return false
      this.#folder.remove(this.#name)
      return true
    } finally {
      this.#folder.clear(`${this.#name}.steal`)
    }
  }

  #refusal(seconds: number): StoreError {
    const holder = this.#read()
    const path = this.#folder.path(this.#name)
    if (holder === undefined) return new StoreError(`The store is locked: ${path}`, 'Run the command again.')
    const hint =
      whereIs(holder, this.#self) === 'here'
        ? 'Wait for it to end and run the command again.'
        : 'Wait for it to end and run the command again. If it is gone, add --steal-lock: it is watched for a sign of life first.'
    return new StoreError(
      `The store has been locked since ${holder.startedAt} by ${nameOf(holder)}: ${holder.command} (waited ${seconds} s)`,
      hint,
    )
  }
}

function nameOf({ user, host, pid }: Holder): string {
  return `${user === '' ? 'somebody' : user} on ${host}, process ${pid}`
}

/** Some part of a number, so that those who wait do not come at the same moment again. */
function someOf(most: number): number {
  const [byte = 0] = randomBytes(1)
  return (most * byte) / 256
}
