/** A store in a folder: reads it lazily, as one consistent whole, and writes plans to it. */
import type { Clock } from '../clock.ts'
import { FORMAT_VERSION, type Settings } from '../config.ts'
import type { Store } from '../context.ts'
import type { EntityName, Records } from '../entities/index.ts'
import { ConflictError, StoreError } from '../errors.ts'
import { type Changes, isEmpty } from '../schema/changes.ts'
import type { Found, Slim } from '../schema/data.ts'
import { checkPlan, writePlan } from './commit.ts'
import type { Reading } from './datafile.ts'
import { Folder, type Step } from './folder.ts'
import type { Guard } from './guard.ts'
import { recover, type Tide } from './journal.ts'
import { Lock } from './lock.ts'
import { upgradeFrom } from './migrations/index.ts'
import { refuseLinkedFolders } from './opening.ts'
import { readSettings, refuseNewer, settingsName } from './settings.ts'
import { Snapshot } from './snapshot.ts'
import { isSteady, settled } from './tide.ts'

export interface OpenStore extends Store {
  /**
   * Whether everything this store answered so far is of one commit. False after another process wrote in between: run
   * the command again with a store opened anew. Always true once this store has committed.
   */
  isConsistent(): boolean
}

export interface StoreOptions {
  readonly dir: string
  readonly clock: Clock
  /** Seconds to wait for another process that is writing; 30 unless told. */
  readonly wait?: number
  /** Is told what the person should know besides: that an old store was migrated, that it is a newer version's. */
  readonly tell?: (text: string) => void
  /** What this machine knows of the store. */
  readonly guard?: Guard
  /** For tests: called before each change of the disk, and may throw to act as a crash. */
  readonly step?: Step
}

/**
 * Opens the store in a folder, finishing first what a crashed command left.
 * @throws StoreError where there is none, it is damaged or of a newer version
 */
export function openStore(options: StoreOptions): OpenStore {
  return new FolderStore(options)
}

function overtaken(): ConflictError {
  return new ConflictError(
    'The store was changed while this command was reading it.',
    'Run the command again.',
  )
}

/** Thrown through a read, to begin it again. */
class Moved extends Error {}

class FolderStore implements OpenStore {
  readonly dir: string
  readonly #folder: Folder
  readonly #clock: Clock
  readonly #wait: number
  readonly #tell: (text: string) => void
  /** The same object as long as crm.json is the same. */
  #known: { readonly text: string; readonly settings: Settings } | undefined
  #tide: Tide
  #snapshot: Snapshot
  #isTouched = false
  #hasAnswered = false
  #isTorn = false
  #hasCommitted = false

  constructor({ dir, clock, wait = 30, guard, step, tell = () => {} }: StoreOptions) {
    this.dir = dir
    this.#folder = new Folder(dir, guard, step)
    refuseLinkedFolders(dir, this.#folder.guard)
    this.#clock = clock
    this.#wait = wait
    const { tide, snapshot } = this.#opened()
    this.#tide = tide
    this.#snapshot = snapshot
    this.#tell = tell
    if (this.settings.format > FORMAT_VERSION) {
      tell(
        'The store was written by a newer version: it can be read as far as this one knows it, and not be changed.',
      )
    }
  }

  get settings(): Settings {
    return this.#snapshot.settings
  }

  all<N extends EntityName>(kind: N): readonly Records[N][] {
    return this.#read((snapshot) => snapshot.all(kind))
  }

  slim<N extends EntityName, F extends string>(kind: N, fields: readonly F[]): readonly Slim<N, F>[] {
    return this.#read((snapshot) => snapshot.slim(kind, fields))
  }

  get<N extends EntityName>(kind: N, id: string): Records[N] | undefined {
    return this.#read((snapshot) => snapshot.get(kind, id))
  }

  find(id: string): Found | undefined {
    return this.#read((snapshot) => snapshot.find(id))
  }

  withKey<N extends EntityName>(kind: N, key: string): readonly Records[N][] {
    return this.#read((snapshot) => snapshot.withKey(kind, key))
  }

  referring(id: string): readonly Found[] {
    return this.#read((snapshot) => snapshot.referring(id))
  }

  idsFrom(kind: EntityName, prefix: string): readonly string[] {
    return this.#read((snapshot) => snapshot.idsFrom(kind, prefix))
  }

  isConsistent(): boolean {
    return !this.#isTorn || this.#hasCommitted
  }

  check(changes: Changes): void {
    refuseNewer(this.settings)
    this.#read((snapshot) => checkPlan(snapshot, changes))
  }

  async commit(changes: Changes, by: string, command: string, isFresh = false): Promise<void> {
    if (isEmpty(changes)) return
    if (!this.isConsistent()) {
      throw overtaken()
    }
    refuseNewer(this.settings)
    const lock = new Lock(this.#folder, by, command)
    await lock.take(this.#wait)
    try {
      if (isFresh && !isSteady(this.#folder, this.#tide)) throw overtaken()
      if (this.settings.format < FORMAT_VERSION) await this.#migrate(lock, by, command)
      this.#write(lock, changes, by, command)
    } finally {
      lock.release()
    }
    this.#hasCommitted = true
    this.#renew()
  }

  /** Before the first change of a store that an older version wrote. */
  async #migrate(lock: Lock, by: string, command: string): Promise<void> {
    const { migrateStore } = await import('./migrations/migrate.ts')
    await migrateStore(this.#folder, lock, { at: this.#instant(), by, command }, this.#tell)
  }

  #write(lock: Lock, changes: Changes, by: string, command: string): void {
    const folder = this.#folder
    recover(folder)
    const settings = this.#settings(new Map())
    const reading: Reading = { folder, moved: new Map(), touch: () => {}, upgrade: upgradeFrom(settings) }
    const base = new Snapshot(reading, settings, this.#snapshot)
    writePlan({ folder, lock, base, changes, settings: this.settings, by, command, at: this.#instant() })
    this.#snapshot = base
  }

  /** Now, UTC, to the second. */
  #instant(): string {
    return this.#clock
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z')
  }

  /** Answers from one commit; where another process wrote meanwhile, from the newer one. */
  #read<T>(ask: (snapshot: Snapshot) => T): T {
    for (;;) {
      this.#isTouched = false
      try {
        const answer = ask(this.#snapshot)
        if (this.#isStillSteady()) {
          this.#hasAnswered = true
          return answer
        }
      } catch (error) {
        if (!(error instanceof Moved) && this.#isStillSteady()) throw error
      }
      this.#renew()
    }
  }

  /** Before the disk is read for an answer: no commit may be under way, and none have come since the last answer. */
  #touch(): void {
    if (this.#isTouched) return
    this.#isTouched = true
    if (!isSteady(this.#folder, this.#tide)) throw new Moved()
  }

  #isStillSteady(): boolean {
    return !this.#isTouched || isSteady(this.#folder, this.#tide)
  }

  #renew(): void {
    const { tide, snapshot } = this.#opened(this.#snapshot)
    this.#isTorn ||= this.#hasAnswered || snapshot.settings !== this.#snapshot.settings
    this.#tide = tide
    this.#snapshot = snapshot
  }

  /** The store as it is now; files that have not changed on the disk are not read again. */
  #opened(previous?: Snapshot): { tide: Tide; snapshot: Snapshot } {
    for (;;) {
      const tide = settled(this.#folder)
      const settings = this.#settings(tide.moved)
      if (!isSteady(this.#folder, tide)) continue
      const touch = (): void => this.#touch()
      const reading: Reading = {
        folder: this.#folder,
        moved: tide.moved,
        touch,
        upgrade: upgradeFrom(settings),
      }
      return { tide, snapshot: new Snapshot(reading, settings, previous) }
    }
  }

  #settings(moved: Tide['moved']): Settings {
    const text = this.#folder.text(moved.get(settingsName) ?? settingsName) ?? this.#folder.text(settingsName)
    if (text !== undefined) {
      if (this.#known?.text !== text) this.#known = { text, settings: readSettings(text) }
      return this.#known.settings
    }
    throw new StoreError(
      `There is no store in ${this.dir}: it has no crm.json.`,
      `Make one: crm init ${this.dir}`,
    )
  }
}
