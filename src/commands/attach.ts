/** crm attach REF FILE: keeps a file with a record. */
import { basename } from 'node:path'
import { toInstant } from '../dates.ts'
import { entityNames } from '../entities/index.ts'
import { InputError } from '../errors.ts'
import { attachmentOf, MOST_BYTES, megabytes, planAttach } from '../rules/files.ts'
import { entityIn } from '../schema/custom.ts'
import { titleOf } from '../schema/entity.ts'
import { refOrPicked, saidOrAsked } from './asking.ts'
import type { Command } from './command.ts'
import { findRecord } from './fields.ts'

export const command: Command = {
  summary: 'Keep a file with a record',
  description: `A file of a name that is there already becomes its next revision; the earlier ones stay reachable. The same content is
stored once, whoever has it. A file may have up to ${megabytes(MOST_BYTES)}.`,
  arguments: [
    { name: 'ref', help: 'the record: id, name, email or phone', optional: true },
    { name: 'files', help: 'the files; - for standard input', optional: true, many: true },
  ],
  options: [{ name: 'name', value: 'NAME', help: 'what it is called in the store' }],
  examples: [
    { line: 'crm attach "Roastery fit-out" leads.csv', says: 'to a deal' },
    { line: 'crm attach noy@mekong.example message.eml --name offer.eml', says: 'under another name' },
  ],
  changes: true,
  async run(context, input) {
    const ref = await refOrPicked(context, input, entityNames)
    const given = input.words('files')
    const asked = { question: 'Which file?', hint: 'crm attach REF FILE' }
    const paths = given.length > 0 ? given : [await saidOrAsked(context, input, 'files', asked)]
    const name = input.text('name')
    if (name !== undefined && paths.length > 1) throw new InputError('--name is for one file.')
    if (name === undefined && paths.includes('-'))
      throw new InputError('What is standard input to be called?', 'Give --name NAME')
    const found = await findRecord(context, ref)
    const moment = { now: toInstant(context.clock.now()), by: context.user }
    const contents = []
    for (const path of paths)
      contents.push({ name: name ?? basename(path), content: await context.read(path) })
    const files = contents.map((one) => attachmentOf(one, moment))
    const changes = planAttach(
      found,
      files,
      titleOf(entityIn(context.settings(), found.kind), found.record),
      moment.now,
    )
    if (!context.dryRun) for (const { content } of contents) context.files.keep(content)
    await context.apply({ ...changes, contents: files.map(({ hash }) => hash) })
    const isNew = changes.records.length > 0
    return {
      json: files.map((file) => ({ ...file })),
      changes,
      notes: isNew
        ? [`${changes.summary}.`, `See them with: crm file list ${found.record.id}`]
        : ['Nothing to change: it is attached already.'],
    }
  },
}
