/** The file that a command is about: of which record, by which name, which revision. */
import type { Context } from '../../context.ts'
import { entityNames } from '../../entities/index.ts'
import { filesOf, findFile, type KeptFile } from '../../rules/files.ts'
import { refOrPicked, saidOrAsked } from '../asking.ts'
import type { Argument } from '../command.ts'
import { findRecord } from '../fields.ts'
import type { Input } from '../input.ts'

export const fileArguments: readonly Argument[] = [
  { name: 'ref', help: 'the record', optional: true },
  { name: 'name', help: 'the file, or the beginning of its name', optional: true },
]

/** @throws NotFoundError listing the files there are; InputError where one is not named and nobody is there to pick it */
export async function chosenFile(context: Context, input: Input): Promise<KeptFile> {
  const found = await findRecord(context, await refOrPicked(context, input, entityNames))
  const files = filesOf(context.store(), found)
  const name = await saidOrAsked(context, input, 'name', {
    question: 'Which file?',
    hint: `List them with: crm file list ${found.record.id}`,
    choices: [...new Set(files.map((file) => file.name))],
  })
  return findFile(files, name, input.count('revision', 1))
}
