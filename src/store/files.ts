/** The files of a store, files/HASH: each content once, whatever it is called and whoever uses it. */
import { hash } from 'node:crypto'
import { StoreError } from '../errors.ts'
import { Folder } from './folder.ts'

const folderName = 'files'
const form = /^[0-9a-f]{64}$/

/** Contents of files kept in a store, by their hash. */
export class Files {
  readonly #folder: Folder

  constructor(dir: string) {
    this.#folder = new Folder(dir)
  }

  /** Keeps a content, on the disk before this returns. @returns its hash */
  keep(content: Uint8Array): string {
    const name = hash('sha256', content)
    const path = `${folderName}/${name}`
    if (this.#folder.has(path)) return name
    const aside = `${folderName}/.${name}.${process.pid}`
    this.#folder.make(folderName)
    this.#folder.write(aside, content)
    this.#folder.move(aside, path)
    this.#folder.flush(folderName)
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

  remove(name: string): void {
    this.#folder.remove(`${folderName}/${name}`)
  }
}
