/** Somebody who has a clone of the store, adds to it there, and whose work is pulled into the store beside its writers. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Folder } from '../../src/store/folder.ts'
import { Lock } from '../../src/store/lock.ts'
import { type Run, start } from './program.ts'

const run = promisify(execFile)
const identity = {
  GIT_AUTHOR_NAME: 'Keo',
  GIT_AUTHOR_EMAIL: 'keo@torture.example',
  GIT_COMMITTER_NAME: 'Keo',
  GIT_COMMITTER_EMAIL: 'keo@torture.example',
  GIT_CONFIG_NOSYSTEM: '1',
}

/** When a pull was under way, in ms of this process: git puts files into place one by one and asks for no lock. */
export interface Pull {
  readonly from: number
  readonly to: number
  readonly isMerged: boolean
}

export class Colleague {
  readonly #program: string
  readonly #store: string
  readonly #clone: string
  #count = 0

  constructor(program: string, store: string) {
    this.#program = program
    this.#store = store
    this.#clone = join(store, '../clone')
  }

  /** Makes the store a repository, and the clone. */
  async begin(): Promise<void> {
    await git(this.#store, 'init', '--quiet', '--initial-branch=main')
    await this.#commit(this.#store)
    await git(join(this.#store, '..'), 'clone', '--quiet', this.#store, this.#clone)
  }

  /** Takes over what the store has, while nobody writes, and adds a lead. @returns the commands, which all succeed */
  async work(): Promise<readonly Run[]> {
    await this.#commit(this.#store)
    await git(this.#clone, 'fetch', '--quiet')
    await git(this.#clone, 'reset', '--quiet', '--hard', 'origin/main')
    const number = ++this.#count
    const name = ['--first-name', 'Keo', '--last-name', String(number), '--allow-duplicate']
    const add = ['lead', 'add', ...name, '--email', `keo${number}@torture.example`, '--json']
    const runs = [await this.#crm(['doctor', '--json']), await this.#crm(add)]
    await this.#commit(this.#clone)
    return runs
  }

  /** Pulls the clone's work into the store as a command that writes: under the lock. Gives up where git finds a conflict. */
  async pull(): Promise<Pull> {
    const lock = new Lock(new Folder(this.#store), 'Keo', 'git pull')
    await this.#settled(lock)
    const from = performance.now()
    try {
      await this.#commit(this.#store)
      const isMerged = await this.#merged()
      return { from, to: performance.now(), isMerged }
    } finally {
      lock.release()
    }
  }

  async #merged(): Promise<boolean> {
    try {
      await git(this.#store, 'pull', '--quiet', '--no-rebase', '--no-edit', this.#clone, 'main')
      return true
    } catch (error) {
      if (!existsSync(join(this.#store, '.git/MERGE_HEAD'))) throw error
      await git(this.#store, 'merge', '--abort')
      return false
    }
  }

  /** Takes the lock where no commit of a killed command is left to be finished: the next command of ours does that. */
  async #settled(lock: Lock): Promise<void> {
    for (;;) {
      await lock.take(60)
      if (!existsSync(join(this.#store, '.local/commit.json'))) return
      lock.release()
      await start(this.#program, this.#store, ['history', '--json'], 'Keo').ended
    }
  }

  /** Contents of attachments come without a lock: what is not finished is not taken. */
  async #commit(dir: string): Promise<void> {
    await git(dir, 'add', '--all', '--', '.', ':!files/.*')
    await git(dir, 'commit', '--quiet', '--allow-empty', '--message', 'Work')
  }

  #crm(words: readonly string[]): Promise<Run> {
    return start(this.#program, this.#clone, words, 'Keo').ended
  }
}

async function git(dir: string, ...words: string[]): Promise<void> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: join(dir, '..'), ...identity }
  await run('git', ['-c', 'gc.autoDetach=false', ...words], { cwd: dir, env })
}
