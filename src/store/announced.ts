/** What this machine has told already, so that nobody is told twice: .local/announced.json, never versioned. */
import { Folder } from './folder.ts'

const path = '.local/announced.json'

/** Things told so long ago can come back no more under the same key. */
const KEPT_DAYS = 800

type Told = { readonly [key: string]: string }
type ByAudience = { readonly [audience: string]: Told }

/** The keys of what an audience was told. */
export function announcedTo(dir: string, audience: string): ReadonlySet<string> {
  return new Set(Object.keys(read(new Folder(dir))[audience] ?? {}))
}

/** Marks things as told, on the disk before this returns; all of them or, after a crash, none. */
export function announce(dir: string, audience: string, keys: readonly string[], now: Date): void {
  const folder = new Folder(dir)
  const all = read(folder)
  const at = now.toISOString()
  const oldest = new Date(now.getTime() - KEPT_DAYS * 86_400_000).toISOString()
  const kept = Object.entries(all[audience] ?? {}).filter(([, told]) => told >= oldest)
  const told: Told = { ...Object.fromEntries(kept), ...Object.fromEntries(keys.map((key) => [key, at])) }
  const aside = `${path}.${process.pid}`
  folder.make('.local')
  folder.write(aside, `${JSON.stringify({ ...all, [audience]: told }, null, 2)}\n`)
  folder.move(aside, path)
  folder.flush('.local')
}

/** A file that cannot be read counts as empty: to be told twice is better than not at all. */
function read(folder: Folder): ByAudience {
  try {
    const parsed: unknown = JSON.parse(folder.text(path) ?? '{}')
    return isByAudience(parsed) ? parsed : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

function isByAudience(value: unknown): value is ByAudience {
  return (
    isObject(value) &&
    Object.values(value).every(
      (told) => isObject(told) && Object.values(told).every((at) => typeof at === 'string'),
    )
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
