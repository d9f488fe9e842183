/** Who calls the program, with which words, and which store is meant. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { userNamed } from './config/users.ts'
import { defaultSettings, type Settings } from './config.ts'
import type { Environment } from './environment.ts'
import { findStore } from './store/find.ts'
import { initStore } from './store/init.ts'
import { readSettings, settingsName } from './store/settings.ts'
import { quoted } from './text.ts'

/** The folder of the store; the user's own one is made on first use, and that is said. */
export function storeDir(environment: Environment, flag: string | undefined): string {
  const found = findStore(whereabouts(environment, flag))
  if (found.isToBeMade) {
    initStore({ dir: found.dir, settings: defaultSettings })
    environment.output.err(
      `Made a store in ${found.dir}, with ${defaultSettings.currency} and ${defaultSettings.timezone}; crm.json there has the settings.\n`,
    )
  }
  return found.dir
}

/** What finding the store depends on. */
export function whereabouts({ env, cwd, home }: Environment, flag: string | undefined) {
  return { flag, env, cwd, dataHome: env['XDG_DATA_HOME'] ?? resolve(home, '.local/share') }
}

/** The settings flags are made of; the defaults where there is no store yet, or none that can be read. */
export function settingsForFlags(environment: Environment, flag: string | undefined): Settings {
  const { dir } = findStore(whereabouts(environment, flag))
  try {
    return readSettings(readFileSync(join(dir, settingsName), 'utf8'))
  } catch {
    // Opening the store will say what is wrong, if the command needs it; the help does not.
    return defaultSettings
  }
}

/** CRM_USER, else the settings' user with the system's name or the only one there is, else the system's name. */
export function userOf(environment: Environment, settings: Settings): string {
  const named = environment.env['CRM_USER']
  if (named !== undefined && named.trim() !== '') return named.trim()
  const system = environment.systemUser()
  const known = userNamed(settings.users, system)
  const only = settings.users.length === 1 ? settings.users[0] : undefined
  return (known ?? only)?.name ?? system
}

/** The line as it would be typed. */
export function commandLine(argv: readonly string[]): string {
  return ['crm', ...argv.map(quoted)].join(' ')
}
