/** Makes a new store in a folder. */
import { dirname, resolve } from 'node:path'
import { randomBytes } from '../chance.ts'
import type { Settings } from '../config.ts'
import { ConflictError } from '../errors.ts'
import { randomText } from '../schema/id.ts'
import { Folder } from './folder.ts'
import { pendingFolder } from './journal.ts'
import { checkedSettings, settingsName, settingsText } from './settings.ts'

/** Lines that git needs to know about a store. */
export const gitFiles: readonly (readonly [name: string, lines: readonly string[]])[] = [
  [
    '.gitattributes',
    [
      'crm.json text eol=lf',
      'data/** text eol=lf',
      'history/*.jsonl text eol=lf merge=union',
      'files/** binary',
    ],
  ],
  ['.gitignore', ['.local/']],
]

/**
 * Makes a store: crm.json last, so that a folder is a store only once it is whole.
 * @throws ConflictError where there already is one; StoreError where the disk refuses or the settings are not valid
 */
export function initStore({ dir, settings }: { readonly dir: string; readonly settings: Settings }): void {
  const folder = new Folder(dir)
  if (folder.has(settingsName)) throw taken(dir)
  checkedSettings(settings)
  for (const name of ['.', 'data', 'files', 'history', pendingFolder]) folder.make(name)
  for (const [name, lines] of gitFiles) addLines(folder, name, lines)
  const draft = `${pendingFolder}/${randomText(12, randomBytes)}`
  folder.write(draft, settingsText(settings))
  if (!folder.create(draft, settingsName)) throw taken(dir)
  folder.flush('.')
  new Folder(dirname(resolve(dir))).flush('.')
}

function taken(dir: string): ConflictError {
  return new ConflictError(`There already is a store in ${dir}.`, `Use it: crm --store ${dir} lead list`)
}

/** A folder that is in git already keeps its own lines. */
export function addLines(folder: Folder, name: string, lines: readonly string[]): void {
  const present = (folder.text(name) ?? '')
    .split('\n')
    .filter((line, i, all) => line !== '' || i < all.length - 1)
  const missing = lines.filter((line) => !present.includes(line))
  if (missing.length > 0) folder.replace(name, `${[...present, ...missing].join('\n')}\n`)
}
