/**
 * The queries of crm.json, wholly checked once after each change of the file: the grammar takes too long to load for
 * every command. That a version of the file was found right is remembered by its stamp.
 */

import { defaultScoring } from '../config/scoring.ts'
import type { Settings } from '../config.ts'
import { StoreError } from '../errors.ts'
import { version } from '../version.ts'
import type { Folder } from './folder.ts'
import { settingsName } from './settings.ts'

const name = '.local/cache/queries'

/** @throws StoreError naming the first key whose query cannot be read */
export async function refuseUnreadable(folder: Folder, settings: Settings, now: Date): Promise<void> {
  if (!hasQueries(settings)) return
  const stamp = folder.stamp(settingsName)
  const checked = stamp === undefined ? '' : `${version} ${Object.values(stamp).join(' ')}`
  if (textOf(folder) === checked) return
  const { mistakesIn } = await import('../query/library.ts')
  const [first] = await mistakesIn(settings, now)
  if (first !== undefined)
    throw new StoreError(
      `crm.json: ${first.at} cannot be read: ${first.message}`,
      'Correct crm.json; see crm help query',
    )
  remember(folder, checked)
}

function hasQueries({ views, validation, reports, scoring, assignment, keepInTouch }: Settings): boolean {
  const own = [views, validation, reports].some((group) => Object.keys(group).length > 0)
  return own || scoring !== defaultScoring || assignment.length > 0 || keepInTouch.length > 0
}

function textOf(folder: Folder): string | undefined {
  try {
    return folder.text(name)
  } catch (error) {
    if (error instanceof StoreError) return undefined
    throw error
  }
}

/** A store that cannot be written is checked each time. */
function remember(folder: Folder, checked: string): void {
  try {
    folder.make('.local/cache')
    const aside = `${name}.${process.pid}`
    folder.scribble(aside, checked)
    folder.move(aside, name)
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
  }
}
