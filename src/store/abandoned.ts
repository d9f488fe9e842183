/** Folders that a restore was unpacking into when its process died. */
import { existsSync, readdirSync } from 'node:fs'
import { isRunning } from './holder.ts'

/** What the folder that a backup is unpacked into is called, before the number of the process. */
export const restorePrefix = 'restore-'

/** Names of such folders whose process is gone. */
export function abandoned(place: string, prefix: string): readonly string[] {
  const names = existsSync(place) ? readdirSync(place) : []
  return names.filter((name) => {
    const [pid, , ...rest] = name.startsWith(prefix) ? name.slice(prefix.length).split('-') : []
    return pid !== undefined && rest.length === 0 && /^\d+$/.test(pid) && !isRunning(Number(pid))
  })
}
