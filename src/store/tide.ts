/** What readers go by, so that they never see half a commit: no marker, and the same generation before and after. */
import { StoreError } from '../errors.ts'
import type { Folder } from './folder.ts'
import { hasMarker, readGeneration, readMarker, recover, type Tide, tideThrough } from './journal.ts'
import { Lock } from './lock.ts'

/** How long a living writer is waited for; after that its new files are read where they are. */
const patienceMs = 2000
const pauseMs = 2

/**
 * Waits until no commit is being carried out, or finishes one that a dead process left, and says where readers are.
 * Where the store cannot be written the unfinished commit is read through.
 */
export function settled(folder: Folder): Tide {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let waited = 0; ; waited += pauseMs) {
    const marker = readMarker(folder)
    if (marker === undefined) return { generation: readGeneration(folder), moved: new Map() }
    if (waited >= patienceMs || !finished(folder)) return tideThrough(folder, marker)
    Atomics.wait(pause, 0, 0, pauseMs)
  }
}

/** Whether what was read since `settled` is of one commit. */
export function isSteady(folder: Folder, tide: Tide): boolean {
  const marker = hasMarker(folder) ? readMarker(folder) : undefined
  const generation = marker?.generation ?? readGeneration(folder)
  return generation === tide.generation
}

/** Finishes a dead process's commit; false where that is impossible, true where it is done or a living process is at it. */
function finished(folder: Folder): boolean {
  const lock = new Lock(folder, '', 'recovery')
  try {
    if (!lock.tryTake()) return true
  } catch (error) {
    if (error instanceof StoreError) return false
    throw error
  }
  try {
    recover(folder)
    return true
  } catch (error) {
    if (error instanceof StoreError) return false
    throw error
  } finally {
    lock.release()
  }
}
