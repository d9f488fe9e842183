/**
 * A disk in a power cut, by the strict reading of POSIX: of a file is left what was flushed, of a folder the names that were
 * there when it was flushed, and of what was not flushed any part. Watches what the program really flushes.
 */
import fs, { type BigIntStats } from 'node:fs'
import { open } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { dirname, join } from 'node:path'

/** The names in a folder and the inode that each leads to. */
type Names = ReadonlyMap<string, bigint>

/** A name that is not yet on the disk as it is now; what moves one inode happens at once. */
interface Unflushed {
  readonly folder: bigint
  readonly name: string
  readonly to: bigint | undefined
  readonly inode: bigint
}

/** Calls before which the power may go. */
const changing = [
  'renameSync',
  'unlinkSync',
  'rmSync',
  'mkdirSync',
  'linkSync',
  'openSync',
  'fsyncSync',
] as const

export interface Watching {
  /** Is told of a store as a power cut would leave it, and when it went; says whether to go on. */
  readonly cut: (copy: string, when: string) => boolean
  /** The flush that does not happen, counted from 0: none unless told. */
  readonly without?: number
}

/**
 * Does something below a folder, and has the power go before and after each change of the disk.
 * @param copy an empty folder for what is left, made anew each time
 * @returns the names of what was flushed, in order
 */
export async function withPowerCuts(
  dir: string,
  copy: string,
  act: () => Promise<void>,
  watching: Watching,
): Promise<readonly string[]> {
  const disk = new Disk(dir, copy, watching)
  const stop = await hooked(disk)
  try {
    await act()
    disk.goesOff('the end')
  } finally {
    stop()
    disk.close()
  }
  return disk.flushes
}

class Disk {
  readonly flushes: string[] = []
  readonly #dir: string
  readonly #copy: string
  readonly #watching: Watching
  /** What is on the disk for good, by inode. */
  readonly #contents = new Map<bigint, Buffer>()
  readonly #names = new Map<bigint, Names>()
  /** Open as long as we look, so that no inode is given to another file. */
  readonly #held = new Map<bigint, number>()
  readonly #seen = new Set<string>()
  #isBusy = false
  #isOver = false

  constructor(dir: string, copy: string, watching: Watching) {
    this.#dir = dir
    this.#copy = copy
    this.#watching = watching
    for (const [inode, path, isFolder] of this.#all()) {
      if (isFolder) this.#names.set(inode, namesIn(path))
      else this.#contents.set(inode, fs.readFileSync(path))
    }
  }

  /** A file or folder was flushed; `path` is where it is now. */
  flushed(path: string): void {
    if (this.#isBusy || !isBelow(this.#dir, path)) return
    const isLost = this.flushes.length === this.#watching.without
    this.flushes.push(path.slice(this.#dir.length + 1) || '.')
    if (isLost) return
    this.#busily(() => {
      const stat = this.#hold(path)
      if (stat.isDirectory()) this.#names.set(stat.ino, namesIn(path))
      else this.#contents.set(stat.ino, fs.readFileSync(path))
    })
  }

  /** The power goes: everything that may be left is shown, each state once. */
  goesOff(when: string): void {
    if (this.#isBusy || this.#isOver) return
    this.#busily(() => {
      const unflushed = this.#unflushed()
      const inodes = [...new Set(unflushed.map(({ inode }) => inode))]
      const kept = [
        [],
        inodes,
        ...inodes.map((one) => [one]),
        ...inodes.map((one) => inodes.filter((other) => other !== one)),
      ]
      for (const some of kept)
        if (!this.#isOver)
          this.#show(
            unflushed.filter(({ inode }) => some.includes(inode)),
            when,
          )
    })
  }

  close(): void {
    for (const file of this.#held.values()) fs.closeSync(file)
  }

  #show(changes: readonly Unflushed[], when: string): void {
    const files = new Map<string, Buffer>()
    this.#gather(this.#inodeOf(this.#dir), '', changes, files)
    const state = JSON.stringify(Array.from(files, ([name, bytes]) => [name, bytes.toString('latin1')]))
    if (this.#seen.has(`${when === 'the end'} ${state}`)) return
    this.#seen.add(`${when === 'the end'} ${state}`)
    fs.rmSync(this.#copy, { recursive: true, force: true })
    fs.mkdirSync(this.#copy)
    for (const [name, bytes] of files) {
      fs.mkdirSync(dirname(join(this.#copy, name)), { recursive: true })
      if (!name.endsWith('/')) fs.writeFileSync(join(this.#copy, name), bytes, { mode: 0o600 })
    }
    this.#isOver = !this.#watching.cut(this.#copy, when)
  }

  #gather(folder: bigint, at: string, changes: readonly Unflushed[], files: Map<string, Buffer>): void {
    const names = new Map(this.#names.get(folder))
    for (const change of changes.filter((one) => one.folder === folder)) {
      if (change.to === undefined) names.delete(change.name)
      else names.set(change.name, change.to)
    }
    if (names.size === 0 && at !== '') files.set(at, Buffer.alloc(0))
    for (const [name, inode] of names) {
      if (this.#isFolder(inode)) this.#gather(inode, `${at}${name}/`, changes, files)
      else if (!isPassing(`${at}${name}`))
        files.set(`${at}${name}`, this.#contents.get(inode) ?? Buffer.alloc(0))
    }
  }

  #unflushed(): readonly Unflushed[] {
    return [...this.#all()].flatMap(([folder, path, isFolder]) => {
      if (!isFolder || isPassing(path)) return []
      const [before, now] = [this.#names.get(folder) ?? new Map<string, bigint>(), namesIn(path)]
      return [...new Set([...before.keys(), ...now.keys()])].flatMap((name) => {
        const [from, to] = [before.get(name), now.get(name)]
        const inode = to ?? from
        return from === to || inode === undefined || isPassing(`${path}/${name}`)
          ? []
          : [{ folder, name, to, inode }]
      })
    })
  }

  #isFolder(inode: bigint): boolean {
    const file = this.#held.get(inode)
    return file !== undefined && fs.fstatSync(file).isDirectory()
  }

  #inodeOf(path: string): bigint {
    return this.#hold(path).ino
  }

  #hold(path: string): BigIntStats {
    const stat = fs.statSync(path, { bigint: true })
    if (!this.#held.has(stat.ino)) this.#held.set(stat.ino, real.openSync(path, 'r'))
    return stat
  }

  *#all(path = this.#dir): Generator<readonly [inode: bigint, path: string, isFolder: boolean]> {
    const stat = this.#hold(path)
    yield [stat.ino, path, stat.isDirectory()]
    if (stat.isDirectory()) for (const name of fs.readdirSync(path)) yield* this.#all(join(path, name))
  }

  #busily(work: () => void): void {
    this.#isBusy = true
    try {
      work()
    } finally {
      this.#isBusy = false
    }
  }
}

const real = { ...fs }

/** Has the disk told of each flush and asked before each change. @returns what ends it */
async function hooked(disk: Disk): Promise<() => void> {
  const handle = await open(import.meta.filename, 'r')
  const ofHandles: { sync(): Promise<void> } = Object.getPrototypeOf(handle)
  await handle.close()
  const { sync } = ofHandles
  for (const name of changing) {
    const call: (...words: never[]) => unknown = real[name]
    Object.assign(fs, {
      [name]: (...words: never[]) => {
        disk.goesOff(`${name} ${String(words[name === 'renameSync' ? 1 : 0])}`)
        const done = call(...words)
        if (name === 'fsyncSync') disk.flushed(pathOf(Number(words[0])))
        return done
      },
    })
  }
  Object.assign(fs, {
    fsync: (file: number, done: (error: Error | null) => void) => {
      disk.flushed(pathOf(file))
      real.fsync(file, done)
    },
  })
  Object.assign(ofHandles, {
    async sync(this: { readonly fd: number }) {
      disk.flushed(pathOf(this.fd))
      await sync.call(this)
    },
  })
  syncBuiltinESMExports()
  return () => {
    for (const name of [...changing, 'fsync'] as const) Object.assign(fs, { [name]: real[name] })
    Object.assign(ofHandles, { sync })
    syncBuiltinESMExports()
  }
}

/** Linux only. */
function pathOf(file: number): string {
  return fs.readlinkSync(`/proc/self/fd/${file}`)
}

/** What need not outlive the machine: the lock of a process that is gone with it, and caches. */
function isPassing(path: string): boolean {
  return /(^|\/)\.local\/(lock|cache|generation|pending\/lock-|known|machine)/.test(path)
}

function isBelow(dir: string, path: string): boolean {
  return path === dir || path.startsWith(`${dir}/`)
}

function namesIn(path: string): Names {
  return new Map(
    fs.readdirSync(path).map((name) => [name, fs.statSync(join(path, name), { bigint: true }).ino]),
  )
}
