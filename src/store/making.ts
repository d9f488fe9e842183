/** A new store, in git where that is wanted. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '../config.ts'
import { expectGit, initGit, isCommitted } from './git.ts'
import { initStore } from './init.ts'
import { settingsName } from './settings.ts'

/**
 * Makes a store in a folder; with `git` also a repository with a first commit, which a store that is there already gets.
 * @returns the folder
 * @throws ConflictError where there is a store, and in a commit where git is wanted; StoreError where git is missing: then
 * nothing was made; StoreError where it refuses
 */
export async function makeStore(dir: string, settings: Settings, git: boolean): Promise<string> {
  if (git) await expectGit()
  const isWaiting = git && existsSync(join(dir, settingsName)) && !(await isCommitted(dir, settingsName))
  if (!isWaiting) initStore({ dir, settings })
  if (git) await initGit(dir)
  return dir
}
