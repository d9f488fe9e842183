/** Which data file is which, by its name. */
import { type EntityName, entities, entityNames } from '../entities/index.ts'
import type { Entity } from '../schema/entity.ts'
import { idCharacters } from '../schema/id.ts'

/** The file of a kind that is not split. */
export function wholeName(entity: Entity): string {
  return `data/${entity.plural}.json`
}

/** One file of a kind that is split. */
export function partName(entity: Entity, character: string): string {
  return `data/${entity.plural}/${character}.json`
}

export interface DataFileName {
  readonly kind: EntityName
  /** First random character of every id in it, where its kind is split. */
  readonly character?: string
}

const known = new Map<string, DataFileName>(
  entityNames.flatMap((kind): [string, DataFileName][] => [
    [wholeName(entities[kind]), { kind }],
    ...Array.from(idCharacters, (character): [string, DataFileName] => [
      partName(entities[kind], character),
      { kind, character },
    ]),
  ]),
)

/** The data file that a path in the store names, or undefined where it names none. */
export function dataFileNamed(name: string): DataFileName | undefined {
  return known.get(name)
}

/** Every name that a data file can have. */
export function dataFileNames(): Iterable<string> {
  return known.keys()
}

/** Files of the store that are written under another name first, and have it still where the writer died. */
const draft =
  /^((data|history|files)\/.*|crm\.json|\.git(ignore|attributes))\.part$|^files\/\.[0-9a-f]{64}\.(\d+)$/

/** Whether a path in the store names a file that was never finished: nothing reads it, no backup holds it. */
export function isDraft(name: string): boolean {
  return draft.test(name)
}

const storeFile =
  /^(crm\.json|\.gitattributes|\.gitignore|data\/[a-z][a-zA-Z]*\.json|data\/[a-z][a-zA-Z]*\/[0-9a-z]\.json|history\/\d{4}-\d{2}\.[0-9a-z]+\.jsonl|files\/[0-9a-f]{32,64}(\.[A-Za-z0-9]{1,10})?|templates\/[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]*(\/[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]*)?)$/u

/** The user's own words about a store, which stand beside it. */
const note = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]*\.(md|txt)$/iu

/** Whether a store has files of this name, or notes beside it: nothing else is put into it by a marker or a backup. */
export function isStoreFile(name: string): boolean {
  return name.length < 256 && (storeFile.test(name) || note.test(name)) && !name.includes('..')
}
