/** The folder the tour takes place in. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { DemoFolder } from '../context.ts'
import type { Environment } from '../environment.ts'

/**
 * Gives `use` a copy of the tour's files, and clears it up afterwards.
 * @param keep where the store is to stay
 */
export async function withDemoStore<T>(
  environment: Environment,
  keep: string | undefined,
  use: (folder: DemoFolder) => Promise<T>,
): Promise<T> {
  const cwd = await mkdtemp(join(tmpdir(), 'lukkha-tour-'))
  try {
    await cp(join(environment.packageFolder, 'fixtures/demo'), cwd, { recursive: true })
    const store = keep === undefined ? join(cwd, 'crm') : resolve(environment.cwd, keep)
    return await use({ cwd, store, isKept: keep !== undefined })
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
}
