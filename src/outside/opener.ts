/** The program that a file is opened with. */
import { execFile } from 'node:child_process'
import { chmod, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

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
