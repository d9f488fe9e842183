/** Where the store is: as told, or the nearest folder with one, or the user's own. */
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { settingsName } from './settings.ts'

export interface Whereabouts {
  /** The value of --store. */
  readonly flag: string | undefined
  /** Environment variables, of which CRM_STORE is looked at. */
  readonly env: { readonly [name: string]: string | undefined }
  readonly cwd: string
  /** Folder for the data of all of the user's programs: XDG_DATA_HOME or ~/.local/share. */
  readonly dataHome: string
}

export interface FoundStore {
  readonly dir: string
  /** It is the user's own store and not there yet: to be made on first use, and said. */
  readonly isToBeMade: boolean
}

/** Finds the store's folder. One named by flag or environment is not looked at: opening it says what is wrong. */
export function findStore({ flag, env, cwd, dataHome }: Whereabouts): FoundStore {
  const told = [flag, env['CRM_STORE']].find((path) => path !== undefined && path !== '')
  if (told !== undefined) return { dir: resolve(cwd, told), isToBeMade: false }
  const above = storeAbove(resolve(cwd))
  if (above !== undefined) return { dir: above, isToBeMade: false }
  const own = join(dataHome, 'lukkha')
  return { dir: own, isToBeMade: !existsSync(join(own, settingsName)) }
}

function storeAbove(dir: string): string | undefined {
  if (existsSync(join(dir, settingsName))) return dir
  const parent = dirname(dir)
  return parent === dir ? undefined : storeAbove(parent)
}
