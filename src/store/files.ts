/** The files of a store, files/HASH: each content once, whatever it is called and whoever uses it. */
import { hash } from 'node:crypto'
import { ConflictError, StoreError } from '../errors.ts'
import type { Data } from '../schema/data.ts'
import type { Folder } from './folder.ts'
import { recover } from './journal.ts'
import type { Lock } from './lock.ts'

const folderName = 'files'
const form = /^[0-9a-f]{64}$/

/** What cleaning needs besides. */
export interface Cleaning {
  readonly lock: Lock
  /** Seconds to wait for another writer. */
  readonly wait: number
  /** The store as it is when this is called. */
  data(): Data
}

/** Contents of files kept in a store, by their hash. */
export class Files {
  readonly #folder: Folder
  readonly #cleaning: () => Cleaning

  constructor(folder: Folder, cleaning: () => Cleaning) {
    this.#folder = folder
    this.#cleaning = cleaning
  }

  /** Keeps a content, on the disk before this returns; what is there but damaged is replaced. @returns its hash */
  keep(content: Uint8Array): string {
    const name = hash('sha256', content)
    const path = `${folderName}/${name}`
    if (this.#folder.bytes(path)?.equals(content) === true) return name
    const isNew = !this.#folder.has(folderName)
    const aside = `${folderName}/.${name}.${process.pid}`
    this.#folder.make(folderName)
    this.#folder.write(aside, content)
    this.#folder.move(aside, path)
    this.#folder.flush(folderName)
    if (isNew) this.#folder.flush('.')
    return name
  }

  /** @throws StoreError where it is gone, or is not what it was */
  read(name: string): Uint8Array {
    const content = this.#folder.bytes(`${folderName}/${name}`)
    const hint = 'It may not have been synced yet, or a backup has it.'
    if (content === undefined)
      throw new StoreError(`The content ${name.slice(0, 12)}… is not in this store.`, hint)
    if (hash('sha256', content) !== name)
      throw new StoreError(`The content ${name.slice(0, 12)}… is damaged.`, hint)
    return content
  }

  /** The hashes of all that is kept. */
  names(): readonly string[] {
    return this.#folder.names(folderName).filter((name) => form.test(name))
  }

  size(name: string): number {
    return Number(this.#folder.stamp(`${folderName}/${name}`)?.size ?? 0)
  }

  /**
   * Removes contents that nobody uses. No writer comes between: what one has kept and not committed yet goes too, and
   * its commit is refused.
   * @param used the hashes in use, asked under the lock
   * @returns what was removed
   */
  async clean(used: (data: Data) => ReadonlySet<string>): Promise<readonly string[]> {
    const { lock, wait, data } = this.#cleaning()
    await lock.take(wait)
    try {
      recover(this.#folder)
      const inUse = used(data())
      const unused = this.names().filter((name) => !inUse.has(name))
      for (const name of unused) this.#folder.remove(`${folderName}/${name}`)
      return unused
    } finally {
      lock.release()
    }
  }
}

/** @throws ConflictError where a content is not there (any more) */
export function refuseCleaned(folder: Folder, contents: readonly string[]): void {
  if (contents.every((name) => folder.has(`${folderName}/${name}`))) return
  throw new ConflictError('A file was cleaned away before its record was written.', 'Run the command again.')
}
