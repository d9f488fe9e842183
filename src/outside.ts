/** The world outside the store that a command may touch: a calendar's folder, the program a file is opened with. */
import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OutsideFolder } from './context.ts'
import { StoreError } from './errors.ts'

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
        await mkdir(dir, { recursive: true })
        const aside = join(dir, `.${name}.${process.pid}.tmp`)
        await writeFile(aside, content, { mode: 0o600 })
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

/** Opens a copy of a file with what the system has for it. @returns false where it has nothing */
export async function openWith(
  env: { readonly [name: string]: string | undefined },
  name: string,
  content: Uint8Array,
): Promise<boolean> {
  const opener = env['CRM_OPENER'] ?? (process.platform === 'darwin' ? 'open' : 'xdg-open')
  const path = join(await mkdtemp(join(tmpdir(), 'lukkha-open-')), name)
  await writeFile(path, content, { mode: 0o600 })
  // What is changed there is not the file that is kept: said by the file itself.
  await chmod(path, 0o400)
  return new Promise((resolve) => execFile(opener, [path], (error) => resolve(error === null)))
}
