/** A store as a git repository. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { StoreError } from '../errors.ts'

const run = promisify(execFile)

/**
 * Makes the folder a git repository, unless it is in one, and commits the new store.
 * @throws StoreError where git is missing or refuses
 */
export async function initGit(dir: string): Promise<void> {
  const git = (...words: string[]) => run('git', words, { cwd: dir })
  try {
    const isInside = await git('rev-parse', '--is-inside-work-tree').then(
      () => true,
      () => false,
    )
    if (!isInside) await git('init', '--quiet', '--initial-branch=main')
    await git('add', '--', '.')
    await git('commit', '--quiet', '--message', 'A new store', '--', '.')
  } catch (error) {
    throw new StoreError(
      `The store is made, but git did not take it: ${reasonOf(error)}`,
      'See to it and run: git add . && git commit',
    )
  }
}

function reasonOf(error: unknown): string {
  const text =
    error instanceof Error && 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : ''
  return text !== '' ? text : error instanceof Error ? error.message : String(error)
}
