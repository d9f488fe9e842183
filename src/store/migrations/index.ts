/** Formats of the store, from the oldest to the present one. A new format is one file, one line here, and FORMAT_VERSION. */
import { FORMAT_VERSION, type Settings } from '../../config.ts'
import { toFormat1 } from './format1.ts'
import type { Migration, StoreFiles } from './migration.ts'

/** Each begins where the one before ends. */
export const migrations: readonly Migration[] = [toFormat1]

/** The files in the present form. @param format the one they are in */
export function migrated(files: StoreFiles, format: number): StoreFiles {
  let now = files
  for (const migration of migrations) if (migration.from >= format) now = { ...now, ...migration.run(now) }
  return now
}

/** What becomes of a store of this format, one sentence for each step. */
export function stepsFrom(format: number): readonly string[] {
  return migrations
    .filter(({ from }) => from >= format)
    .map(({ from, to, says }) => `format ${from} → ${to}: ${says}`)
}

/** Gives a parsed data file its present form. @param name of the file in the store */
export type Upgrade = (name: string, list: unknown) => unknown

/** What brings the data files of a store with these settings into the present form; undefined where they are in it. */
export function upgradeFrom(settings: Settings): Upgrade | undefined {
  const { format } = settings
  if (format >= FORMAT_VERSION) return undefined
  return (name, list) => migrated({ 'crm.json': settings, [name]: list }, format)[name]
}
