/** crm file extract, open: a kept file as it was. */
import type { Context } from '../../context.ts'
import { ConflictError, InputError } from '../../errors.ts'
import type { KeptFile } from '../../rules/files.ts'
import type { Command, Option } from '../command.ts'
import { chosenFile, fileArguments } from './chosen.ts'

const revision: Option = { name: 'revision', value: 'N', help: 'an earlier revision; otherwise the latest' }

export const command: Command = {
  summary: 'Write a kept file to a folder or to standard output',
  arguments: fileArguments,
  options: [
    revision,
    { name: 'out', value: 'FILE', help: 'where to; otherwise its own name here. "-" for standard output' },
  ],
  examples: [
    { line: 'crm file extract d2r9f4k7ma sketch.txt --out sketch-copy.txt', says: 'the latest revision' },
  ],
  async run(context, input) {
    const file = await chosenFile(context, input)
    const content = context.files.read(file.hash)
    const out = input.text('out') ?? file.name
    if (out === '-') return { view: { type: 'raw', text: textOf(file, content) } }
    if (!input.has('out')) await refuseOther(context, file, content)
    await context.write(out, content)
    return { json: { ...file }, notes: [`Wrote ${out}.`] }
  },
}

/** @throws InputError where it would not go out as it is */
function textOf({ name, record }: KeptFile, content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    throw new InputError(
      `${name} is no text, and only text goes to standard output.`,
      `crm file extract ${record} "${name}" --out FILE`,
    )
  }
}

/** @throws ConflictError where a file of its name is here and says something else */
async function refuseOther(context: Context, { name }: KeptFile, content: Uint8Array): Promise<void> {
  const present = await context.read(name).catch(() => undefined)
  if (present === undefined || Buffer.compare(present, content) === 0) return
  throw new ConflictError(
    `There is another ${name} here already.`,
    `Say where to: --out FILE; with --out "${name}" it is written over.`,
  )
}

export const openCommand: Command = {
  summary: 'Open a kept file with what the system has for it',
  description:
    'A copy is opened: to keep what you change, save it elsewhere and attach it again. CRM_OPENER names another program than the system’s.',
  arguments: fileArguments,
  options: [revision, { name: 'print', help: 'only say where the copy would come from' }],
  examples: [
    { line: 'crm file open d2r9f4k7ma sketch.txt --print', says: 'the name of its content in the store' },
  ],
  async run(context, input) {
    const file = await chosenFile(context, input)
    const content = context.files.read(file.hash)
    if (input.has('print'))
      return { json: { ...file }, view: { type: 'text', text: `${context.store().dir}/files/${file.hash}` } }
    if (await context.open(file.name, content)) return { json: { ...file } }
    throw new InputError(
      `Nothing on this system opens ${file.name}.`,
      `Set CRM_OPENER to a program, or: crm file extract ${file.record} "${file.name}"`,
    )
  },
}
