/** The files that an import writes beside the store: rows that were refused, and how the file was understood. */
import { normalize } from 'node:path'
import type { Context } from '../context.ts'
import { InputError } from '../errors.ts'
import type { Input } from './input.ts'

/**
 * Refuses what could not be written once everything is read.
 * @param file what is imported: rejects in its place would lose the rows that are good
 * @throws InputError naming the file
 */
export async function expectFiles(context: Context, input: Input, file: string): Promise<void> {
  for (const name of ['rejects', 'saveMapping']) {
    const path = input.text(name)
    if (path === undefined) continue
    await context.expectPlace(path)
    if (normalize(path) === normalize(file))
      throw new InputError(
        `${path} is the file that is imported: it would be written over.`,
        'Give another name',
      )
  }
}

/** Writes them where they were asked for. They are for the person, not of the store: a dry run writes them, too. */
export async function writeAside(
  context: Context,
  input: Input,
  rejects: () => string,
  mapping: string,
): Promise<void> {
  const refused = input.text('rejects')
  if (refused !== undefined) await context.write(refused, rejects())
  const file = input.text('saveMapping')
  if (file !== undefined) await context.write(file, mapping)
}
