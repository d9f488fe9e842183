/** crm file list REF: the files of a record and of the emails about it. */
import { entityNames } from '../../entities/index.ts'
import { filesOf, megabytes } from '../../rules/files.ts'
import { refOrPicked } from '../asking.ts'
import type { Command } from '../command.ts'
import { findRecord } from '../fields.ts'

export const command: Command = {
  summary: 'List the files of a record, and of the emails about it',
  arguments: [{ name: 'ref', help: 'the record', optional: true, many: true }],
  options: [{ name: 'revisions', help: 'the earlier revisions too' }],
  examples: [{ line: 'crm file list "Mekong Coffee" --revisions', says: 'all that was ever attached' }],
  async run(context, input) {
    const found = await findRecord(context, await refOrPicked(context, input, entityNames))
    const files = filesOf(context.store(), found).filter((file) => input.has('revisions') || !file.isOld)
    const columns = [
      { key: 'name', label: 'Name', type: 'text' },
      { key: 'revision', label: 'Revision', type: 'number' },
      { key: 'size', label: 'Size', type: 'text' },
      { key: 'at', label: 'Attached', type: 'instant' },
      { key: 'by', label: 'By', type: 'text' },
      { key: 'record', label: 'Of', type: 'id' },
    ] as const
    const rows = files.map(({ name, revision, size, at, by, record }) => ({
      name,
      revision,
      size: megabytes(size),
      at,
      by: by ?? null,
      record,
    }))
    return {
      json: files.map((file) => ({ ...file })),
      view: { type: 'table', table: { columns, rows } },
      notes: files.length === 0 ? [`No files yet. Attach one with: crm attach ${found.record.id} FILE`] : [],
    }
  },
}
