/** A store as a git repository. */
import { execFile } from 'node:child_process'
import { StoreError } from '../errors.ts'

/** @returns what git prints. Not by `promisify`: of a module loaded late it does not give an object. */
function run(words: readonly string[], cwd?: string): Promise<string> {
  return new Promise((done, fail) => {
    execFile('git', [...words], { ...(cwd === undefined ? {} : { cwd }) }, (error, output, complaint) =>
      error === null ? done(output) : fail(new Error(complaint.trim() || error.message)),
    )
  })
}

/**
 * To be called before anything is made.
 * @throws StoreError where git is missing
 */
export async function expectGit(): Promise<void> {
  try {
    await run(['--version'])
  } catch {
    throw new StoreError(
      'Nothing was made: there is no git on this machine.',
      'Install git, or make the store without --git',
    )
  }
}

/** Whether a file of a folder is in a commit already. */
export async function isCommitted(dir: string, name: string): Promise<boolean> {
  return run(['ls-tree', '--name-only', 'HEAD', '--', name], dir).then(
    (names) => names.trim() !== '',
    () => false,
  )
}

/**
 * Makes the folder a git repository, unless it is in one, and commits the new store. What is done is not undone where
 * git refuses: calling it again does the rest.
 * @throws StoreError where git refuses, or does not know whose commit it is
 */
export async function initGit(dir: string): Promise<void> {
  const git = (...words: string[]) => run(words, dir)
  const succeeds = (...words: string[]) =>
    git(...words).then(
      () => true,
      () => false,
    )
  try {
    if (!(await succeeds('rev-parse', '--is-inside-work-tree')))
      await git('init', '--quiet', '--initial-branch=main')
    await git('add', '--', '.')
    if (!(await succeeds('var', 'GIT_AUTHOR_IDENT')) || !(await succeeds('var', 'GIT_COMMITTER_IDENT')))
      throw nobody(dir)
    await git('commit', '--quiet', '--message', 'A new store', '--', '.')
  } catch (error) {
    if (error instanceof StoreError) throw error
    throw new StoreError(
      `The store is made, but git did not take it: ${error instanceof Error ? error.message : String(error)}`,
      `See to it and type: crm init ${dir} --git`,
    )
  }
}

function nobody(dir: string): StoreError {
  return new StoreError(
    `The store and its repository are made in ${dir}; the first commit waits, because git does not know who you are.`,
    [
      'Type this once, with your own name and address:',
      '  git config --global user.name "Somchai Jaidee"',
      '  git config --global user.email somchai@example.com',
      `  crm init ${dir} --git`,
    ].join('\n'),
  )
}
