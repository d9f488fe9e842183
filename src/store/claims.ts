/** What runs on this machine are telling just now, or broke off telling: a file each in .local/telling. */
import { randomBytes } from '../chance.ts'
import { systemClock } from '../clock.ts'
import type { Telling } from '../context.ts'
import { randomText } from '../schema/id.ts'
import type { Folder } from './folder.ts'
import { type Holder, isGone, parseHolder, thisProcess } from './holder.ts'

const place = '.local/telling'

/** No run tells for so long: the process of an older claim hangs, or is of another machine. */
const BROKEN_AFTER_MS = 3_600_000

export interface Claim extends Omit<Telling, 'again'> {
  /** When it was first made, UTC. */
  readonly at: string
  /** The process that is telling; undefined where it has given up. */
  readonly holder: Holder | undefined
}

/** Making and taking over claims is for who holds the lock. */
export class Claims {
  readonly #folder: Folder
  readonly #self: Holder

  constructor(folder: Folder) {
    this.#folder = folder
    this.#self = thisProcess('', 'today --announce', '')
  }

  all(): readonly Claim[] {
    return this.#folder.names(place).flatMap((name) => {
      const id = /^([0-9a-z]+)\.json$/.exec(name)?.[1]
      return id === undefined ? [] : (claimIn(id, this.#folder.text(`${place}/${name}`) ?? '') ?? [])
    })
  }

  /** Whether nobody alive is telling it. */
  isLeft({ holder }: Claim): boolean {
    if (holder === undefined || isGone(holder, this.#self)) return true
    return systemClock.now().getTime() - Date.parse(holder.startedAt) > BROKEN_AFTER_MS
  }

  make(audience: string, keys: readonly string[], at: string): Telling {
    const id = randomText(16, randomBytes)
    this.write({ id, audience, keys, at, holder: this.#self })
    return { id, audience, keys }
  }

  takeOver({ id, audience, keys, at }: Claim): Telling {
    this.write({ id, audience, keys, at, holder: this.#self })
    return { id, audience, keys, again: at }
  }

  write({ id, ...claim }: Claim): void {
    const name = `${place}/${id}.json`
    const aside = `${place}/${id}.${process.pid}`
    this.#folder.make(place)
    this.#folder.write(aside, `${JSON.stringify(claim)}\n`)
    this.#folder.move(aside, name)
    this.#folder.flush(place)
  }

  remove(id: string): void {
    this.#folder.remove(`${place}/${id}.json`)
  }
}

/** A claim that cannot be read is none: what it was of is told again. */
function claimIn(id: string, text: string): Claim | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    const entries = new Map<string, unknown>(Object.entries(value))
    const [audience, at, keys, holder] = ['audience', 'at', 'keys', 'holder'].map((name) => entries.get(name))
    if (typeof audience !== 'string' || typeof at !== 'string' || !Array.isArray(keys)) return undefined
    return { id, audience, at, keys: keys.map(String), holder: parseHolder(JSON.stringify(holder ?? null)) }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
