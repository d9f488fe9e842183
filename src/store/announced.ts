/** What this machine has told, so that nobody is told twice: .local/announced.json, never versioned. */
import type { Clock } from '../clock.ts'
import type { Announcements, Telling } from '../context.ts'
import { toInstant } from '../dates.ts'
import { type Claim, Claims } from './claims.ts'
import type { Folder } from './folder.ts'
import { Lock } from './lock.ts'

const path = '.local/announced.json'
const lockName = '.local/announcing'

/** Things told so long ago can come back no more under the same key. */
const KEPT_DAYS = 800

/** What a run broke off telling so long ago is no longer worth a word. */
const KEPT_CLAIM_MS = 7 * 86_400_000

/** Seconds for which another run that is claiming is waited for; it takes it milliseconds. */
const PATIENCE = 30

type Told = { readonly [key: string]: string }
type ByAudience = { readonly [audience: string]: Told }

/**
 * A run claims what it is going to tell before it tells it, and confirms it afterwards. What a living run has claimed is
 * told by no other; what a dead one has claimed and not confirmed may have been told or not, and is told again.
 */
export class MachineAnnouncements implements Announcements {
  readonly #folder: Folder
  readonly #clock: Clock
  readonly #claims: Claims

  constructor(folder: Folder, clock: Clock) {
    this.#folder = folder
    this.#clock = clock
    this.#claims = new Claims(folder)
  }

  async claim(audience: string, keys: readonly string[]): Promise<readonly Telling[]> {
    const told = new Set(Object.keys(this.#told()[audience] ?? {}))
    if (keys.every((key) => told.has(key))) return []
    return this.#alone(() => this.#claimed(audience, keys))
  }

  async confirm(tellings: readonly Telling[]): Promise<void> {
    if (tellings.length === 0) return
    await this.#alone(() => {
      this.#write(tellings)
      this.drop(tellings)
    })
  }

  leave(tellings: readonly Telling[]): void {
    for (const { again = this.#now(), ...telling } of tellings)
      this.#claims.write({ ...telling, at: again, holder: undefined })
  }

  drop(tellings: readonly Telling[]): void {
    for (const { id } of tellings) this.#claims.remove(id)
  }

  /** First what dead runs left, each under its own id; then the rest, as one. */
  #claimed(audience: string, keys: readonly string[]): readonly Telling[] {
    const told = new Set(Object.keys(this.#told()[audience] ?? {}))
    const claims = this.#claims.all().filter((claim) => claim.audience === audience)
    const [left, living] = [
      claims.filter((one) => this.#claims.isLeft(one)),
      claims.filter((one) => !this.#claims.isLeft(one)),
    ]
    const taken = new Set([...told, ...living.flatMap((one) => one.keys)])
    const free = (wanted: readonly string[]) => {
      const mine = keys.filter((key) => wanted.includes(key) && !taken.has(key))
      for (const key of mine) taken.add(key)
      return mine
    }
    const again = left.flatMap((claim) => this.#takenOver(claim, free(claim.keys)))
    const fresh = free(keys)
    return fresh.length === 0 ? again : [...again, this.#claims.make(audience, fresh, this.#now())]
  }

  /** A claim of things that are not asked for now is kept for those who ask for them, for a while. */
  #takenOver(claim: Claim, keys: readonly string[]): readonly Telling[] {
    if (keys.length > 0) return [this.#claims.takeOver({ ...claim, keys })]
    const told = this.#told()[claim.audience] ?? {}
    const age = this.#clock.now().getTime() - Date.parse(claim.at)
    if (claim.keys.every((key) => told[key] !== undefined) || age > KEPT_CLAIM_MS)
      this.#claims.remove(claim.id)
    return []
  }

  #write(tellings: readonly Telling[]): void {
    const at = this.#now()
    const oldest = toInstant(new Date(this.#clock.now().getTime() - KEPT_DAYS * 86_400_000))
    const all = new Map(Object.entries(this.#told()))
    for (const { audience, keys } of tellings) {
      const kept = Object.entries(all.get(audience) ?? {}).filter(([, told]) => told >= oldest)
      all.set(audience, Object.fromEntries([...kept, ...keys.map((key) => [key, at] as const)]))
    }
    const aside = `${path}.${process.pid}`
    this.#folder.write(aside, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`)
    this.#folder.move(aside, path)
    this.#folder.flush('.local')
  }

  async #alone<T>(act: () => T): Promise<T> {
    const lock = new Lock(this.#folder, '', 'today --announce', lockName)
    await lock.take(PATIENCE)
    try {
      return act()
    } finally {
      lock.release()
    }
  }

  #now(): string {
    return toInstant(this.#clock.now())
  }

  /** A file that cannot be read counts as empty: to be told twice is better than not at all. */
  #told(): ByAudience {
    try {
      const parsed: unknown = JSON.parse(this.#folder.text(path) ?? '{}')
      return isByAudience(parsed) ? parsed : {}
    } catch (error) {
      if (error instanceof SyntaxError) return {}
      throw error
    }
  }
}

function isByAudience(value: unknown): value is ByAudience {
  return (
    isObject(value) &&
    Object.values(value).every(
      (told) => isObject(told) && Object.values(told).every((at) => typeof at === 'string'),
    )
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
