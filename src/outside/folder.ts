/** A folder outside the store that a command may touch: a calendar's. */
import { readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OutsideFolder } from '../context.ts'
import { StoreError } from '../errors.ts'
import { makeFolders } from './files.ts'

/** @param dir the whole path */
export function outsideFolder(dir: string): OutsideFolder {
  return {
    names: async (ending) =>
      (await readdir(dir).catch(() => []))
        .filter((name) => name.endsWith(ending) && !name.startsWith('.'))
        .sort(),
    read: (name) => said(dir, 'read', () => readFile(join(dir, name))),
    // Written aside first, so that whoever watches the folder never sees half a file.
    write: (name, content) =>
      said(dir, 'written', async () => {
        await makeFolders(dir)
        const aside = join(dir, `.${name}.${process.pid}.tmp`)
        await unlink(aside).catch(() => {})
        await writeFile(aside, content, { mode: 0o600, flag: 'wx' })
        await rename(aside, join(dir, name))
      }),
    remove: (name) => said(dir, 'written', () => unlink(join(dir, name))),
  }
}

async function said<T>(dir: string, verb: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw new StoreError(
      `${dir} cannot be ${verb}: ${error instanceof Error ? error.message : String(error)}.`,
    )
  }
}
