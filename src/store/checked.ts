/**
 * What crm.json says of rules, views and queries, wholly checked once after each change of the file: it takes too long for
 * every command. That settings were found right is remembered by what they say: the file may be another by then.
 */

import { defaultScoring } from '../config/scoring.ts'
import type { Settings } from '../config.ts'
import { StoreError } from '../errors.ts'
import { version } from '../version.ts'
import type { Folder } from './folder.ts'
import { hashOf } from './pairs.ts'
import { checkQuality } from './quality.ts'

const name = '.local/cache/checked'

/** @throws StoreError naming the first key that does not fit the fields there are, or whose query cannot be read */
export async function refuseUnsound(folder: Folder, settings: Settings, now: Date): Promise<void> {
  const text = JSON.stringify(settings)
  const checked = `${version} ${text.length} ${hashOf(text)}`
  if (textOf(folder) === checked) return
  checkQuality(settings)
  if (hasQueries(settings)) await refuseUnreadable(settings, now)
  remember(folder, checked)
}

async function refuseUnreadable(settings: Settings, now: Date): Promise<void> {
  const { mistakesIn } = await import('../query/library.ts')
  const [first] = await mistakesIn(settings, now)
  if (first !== undefined)
    throw new StoreError(
      `crm.json: ${first.at} cannot be read: ${first.message}`,
      'Correct crm.json; see crm help query',
    )
}

function hasQueries({ views, validation, reports, scoring, assignment, keepInTouch }: Settings): boolean {
  const own = [views, validation, reports].some((group) => Object.keys(group).length > 0)
  const isUsual = JSON.stringify(scoring) === JSON.stringify(defaultScoring)
  return own || !isUsual || assignment.length > 0 || keepInTouch.length > 0
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
