/** The store's folder on disk: every change of it, and the failures of the file system as StoreErrors. */
import * as fs from 'node:fs'
import { dirname } from 'node:path'
import { DiskError, hasCode, storeError } from './diskError.ts'
import { type Guard, noGuard } from './guard.ts'
import { behindLink, flushFolder, moveFile } from './moving.ts'
import {
  fileMode,
  folderMode,
  makeFolder,
  openToRead,
  putFile,
  refuseLink,
  within,
  writeAll,
} from './opening.ts'

/** What tells one version of a file from another: size, times in nanoseconds, inode. */
export interface Stamp {
  readonly size: bigint
  readonly modified: bigint
  readonly changed: bigint
  readonly inode: bigint
}

/** Called before each change of the disk, with its name; a test may throw from it to act as a crash. */
export type Step = (name: string) => void

/** Whether two stamps are of the same version of a file. */
export function sameStamp(a: Stamp, b: Stamp): boolean {
  return a.inode === b.inode && a.size === b.size && a.modified === b.modified && a.changed === b.changed
}

/** A stamp as one text. */
export function stampText({ size, modified, changed, inode }: Stamp): string {
  return `${size} ${modified} ${changed} ${inode}`
}

/** What file systems without hard links answer. */
const hasNoLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL']

/** Paths are relative to the store. Every method throws StoreError where the file system refuses. */
export class Folder {
  readonly dir: string
  readonly guard: Guard
  readonly #step: Step

  constructor(dir: string, guard: Guard = noGuard, step: Step = () => {}) {
    this.dir = dir
    this.guard = guard
    this.#step = step
  }

  path(name: string): string {
    return `${this.dir}/${name}`
  }

  /** The stamp of a file, or undefined where there is none. */
  stamp(name: string): Stamp | undefined {
    return this.#reading(name, () => {
      const stat = fs.lstatSync(this.path(name), { bigint: true, throwIfNoEntry: false })
      if (stat === undefined) return undefined
      if (stat.isSymbolicLink()) return this.#stampBehind(name)
      return { size: stat.size, modified: stat.mtimeNs, changed: stat.ctimeNs, inode: stat.ino }
    })
  }

  #stampBehind(name: string): Stamp | undefined {
    refuseLink(name, this.path(name), this.guard)
    const stat = fs.statSync(this.path(name), { bigint: true, throwIfNoEntry: false })
    if (stat === undefined) return undefined
    return { size: stat.size, modified: stat.mtimeNs, changed: stat.ctimeNs, inode: stat.ino }
  }

  #read<T>(name: string, read: (file: number) => T): T {
    const file = openToRead(name, this.path(name), this.guard)
    try {
      return read(file)
    } finally {
      fs.closeSync(file)
    }
  }

  has(name: string): boolean {
    return fs.existsSync(this.path(name))
  }

  isFolder(name: string): boolean {
    return fs.statSync(this.path(name), { throwIfNoEntry: false })?.isDirectory() === true
  }

  /** The bytes of a file, or undefined where there is none. */
  bytes(name: string): Buffer | undefined {
    return this.#reading(name, () => this.#read(name, (file) => fs.readFileSync(file)))
  }

  /** The text of a file, or undefined where there is none. */
  text(name: string): string | undefined {
    return this.#reading(name, () => this.#read(name, (file) => fs.readFileSync(file, 'utf8')))
  }

  /** The bytes of a file from `offset` on; none where there is no such file. */
  tail(name: string, offset: number): Buffer {
    return this.parts(name, (part, size) => part(offset, Math.max(0, size - offset))) ?? Buffer.alloc(0)
  }

  /** Reads parts of a file, of which there may be fewer bytes than asked for; undefined where there is no such file. */
  parts<T>(
    name: string,
    read: (part: (offset: number, length: number) => Buffer, size: number) => T,
  ): T | undefined {
    return this.#reading(name, () =>
      this.#read(name, (file) =>
        read((offset, length) => {
          const bytes = Buffer.alloc(length)
          return bytes.subarray(0, fs.readSync(file, bytes, 0, length, offset))
        }, fs.fstatSync(file).size),
      ),
    )
  }

  /** Names in a folder, sorted; none where there is no such folder. */
  names(name: string): string[] {
    return (
      this.#reading(name, () => {
        if (fs.lstatSync(this.path(name)).isSymbolicLink()) refuseLink(name, this.path(name), this.guard)
        return fs.readdirSync(this.path(name)).sort()
      }) ?? []
    )
  }

  /** Refuses beforehand what could not be written, made or replaced later. */
  probe(name: string): void {
    for (const path of [name, dirname(name)]) this.#probeOne(path)
  }

  #probeOne(name: string): void {
    try {
      fs.accessSync(this.path(name), fs.constants.W_OK)
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw storeError(error, this.path(name), 'written')
      if (name !== '.') this.#probeOne(dirname(name))
    }
  }

  /** Makes a folder and those above it, for the owner alone, unless it is there. */
  make(name: string): void {
    if (!this.has(name)) this.#changing(`make ${name}`, name, () => makeFolder(this.path(name)))
  }

  /** Makes a folder that must not exist; false where it does. */
  claim(name: string): boolean {
    return this.#unless('EEXIST', `claim ${name}`, name, () => fs.mkdirSync(this.path(name), folderMode))
  }

  /** Writes a file and waits until it is on the disk. The folder's entry for it needs `flush`. */
  write(name: string, content: string | Uint8Array): void {
    this.#changing(`write ${name}`, name, () => putFile(this.path(name), content, true))
  }

  /** Writes a file that may be lost in a power cut: a cache. */
  scribble(name: string, content: string | Uint8Array): void {
    this.#changing(`write ${name}`, name, () => putFile(this.path(name), content, false))
  }

  /** Puts a small file in the place of another, all of it or nothing. */
  replace(name: string, content: string): void {
    this.write(`${name}.part`, content)
    this.move(`${name}.part`, name)
  }

  /** Gives a file the present time, where it is still there. */
  touch(name: string): void {
    const now = new Date()
    this.#unless('ENOENT', `touch ${name}`, name, () => fs.utimesSync(this.path(name), now, now))
  }

  /** Writes over the beginning of a file, made if need be; it may be lost in a power cut. */
  overwrite(name: string, text: string): void {
    this.#changing(`write ${name}`, name, () => {
      const file = fs.openSync(this.path(name), within, fileMode)
      try {
        writeAll(file, Buffer.from(text), 0)
      } finally {
        fs.closeSync(file)
      }
    })
  }

  /** Cuts a file to `offset` bytes, writes `text` after them and waits until it is on the disk. */
  append(name: string, offset: number, text: string): void {
    this.#changing(`append ${name}`, name, () => {
      const file = fs.openSync(this.path(name), within, fileMode)
      try {
        fs.fchmodSync(file, fileMode)
        fs.ftruncateSync(file, offset)
        writeAll(file, Buffer.from(text), offset)
        fs.fsyncSync(file)
      } finally {
        fs.closeSync(file)
      }
    })
  }

  /**
   * Moves a file over another, be it on another disk; false where it is not there (any more). A symbolic link stays one:
   * the file it leads to is replaced.
   */
  move(from: string, to: string): boolean {
    const path = this.path(to)
    const target = behindLink(path)
    if (target !== path) refuseLink(to, path, this.guard)
    const isMoved = this.#unless('ENOENT', `move ${to}`, to, () =>
      moveFile(this.path(from), target, fileMode),
    )
    // Nobody else knows of the folder behind a link.
    if (target !== path) flushFolder(dirname(target))
    return isMoved
  }

  /**
   * Gives a finished file its name, all of its content at once where the file system has hard links; false where there
   * is one of that name already. The draft is gone in any case.
   */
  create(draft: string, name: string): boolean {
    try {
      return this.#unless('EEXIST', `create ${name}`, name, () =>
        fs.linkSync(this.path(draft), this.path(name)),
      )
    } catch (error) {
      if (!(error instanceof DiskError) || !hasNoLinks.includes(error.code)) throw error
      const flag = fs.constants.COPYFILE_EXCL
      return this.#unless('EEXIST', `copy ${name}`, name, () =>
        fs.copyFileSync(this.path(draft), this.path(name), flag),
      )
    } finally {
      this.remove(draft)
    }
  }

  /** Removes a file; nothing happens where there is none. */
  remove(name: string): void {
    this.#unless('ENOENT', `remove ${name}`, name, () => fs.unlinkSync(this.path(name)))
  }

  /** Removes a folder and everything in it. */
  clear(name: string): void {
    this.#changing(`clear ${name}`, name, () => fs.rmSync(this.path(name), { recursive: true, force: true }))
  }

  /** Waits until the entries of a folder are on the disk. */
  flush(name: string): void {
    this.#changing(`flush ${name}`, name, () => flushFolder(this.path(name)))
  }

  #reading<T>(name: string, read: () => T): T | undefined {
    try {
      return read()
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined
      throw storeError(error, this.path(name), 'read')
    }
  }

  #changing(step: string, name: string, change: () => void): void {
    try {
      this.#step(step)
      change()
    } catch (error) {
      throw storeError(error, this.path(name), 'written')
    }
  }

  #unless(code: string, step: string, name: string, change: () => void): boolean {
    try {
      this.#step(step)
      change()
      return true
    } catch (error) {
      if (hasCode(error, code)) return false
      throw storeError(error, this.path(name), 'written')
    }
  }
}

/** The folder of a file within the store. */
export function folderOf(name: string): string {
  return dirname(name)
}
