/** The program that a file is opened with. */
import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { systemClock } from '../clock.ts'

const prefix = 'lukkha-open-'

/** A program may read its file long after it was started: copies go with the next one that is opened a day later. */
const KEPT_MS = 24 * 3_600_000

async function clearOld(): Promise<void> {
  const own = process.getuid?.()
  for (const name of (await readdir(tmpdir())).filter((one) => one.startsWith(prefix))) {
    const path = join(tmpdir(), name)
    const found = await stat(path).catch(() => undefined)
    const isOld =
      found !== undefined &&
      found.uid === (own ?? found.uid) &&
      systemClock.now().getTime() - found.mtimeMs > KEPT_MS
    if (isOld) await rm(path, { recursive: true, force: true }).catch(() => {})
  }
}

/** Opens a copy of a file with what the system has for it. @returns false where it has nothing */
export async function openWith(
  env: { readonly [name: string]: string | undefined },
  name: string,
  content: Uint8Array,
): Promise<boolean> {
  const opener = env['CRM_OPENER'] ?? (process.platform === 'darwin' ? 'open' : 'xdg-open')
  await clearOld()
  const path = join(await mkdtemp(join(tmpdir(), prefix)), basename(name))
  await writeFile(path, content, { mode: 0o600 })
  // What is changed there is not the file that is kept: said by the file itself.
  await chmod(path, 0o400)
  return new Promise((resolve) => execFile(opener, [path], (error) => resolve(error === null)))
}
