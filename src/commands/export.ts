/** crm export KIND: records as a file others can read. */
import { type EntityName, entities, entityNames } from '../entities/index.ts'
import { exportTable } from '../reports/export.ts'
import type { Command } from './command.ts'
import { formatOfFile, formatTable } from './output.ts'
import { looksOf, selected } from './selection.ts'

export function exportCommand(kind: EntityName): Command {
  const { plural } = entities[kind]
  return {
    summary: `Export ${plural}: CSV, TSV, JSON or Markdown`,
    description:
      'Every field that any of them has, unless --columns says which. What was exported can be imported again.',
    arguments: [{ name: 'query', help: 'words and conditions, as in list', optional: true, many: true }],
    options: [
      { name: 'columns', value: 'FIELDS', help: 'fields to write, separated by commas' },
      {
        name: 'sort',
        value: 'FIELDS',
        help: 'fields to sort by, separated by commas; -field for descending',
      },
      { name: 'out', value: 'FILE', help: 'write to a file; its ending says the format' },
    ],
    examples: [
      { line: `crm export ${plural}`, says: 'CSV on standard output' },
      { line: `crm export ${plural} --out ${plural}.csv --sort createdAt`, says: 'to a file, oldest first' },
    ],
    async run(context, input) {
      const data = context.store()
      const looks = looksOf(context, input.argument('query'), undefined, input.text('sort'))
      const { records: sorted, entity } = await selected(
        context,
        kind,
        input.argument('query'),
        looks.sort ?? 'id',
        input.list('columns') ?? [],
      )
      const table = exportTable(data, kind, sorted, input.list('columns'), entity)
      const out = input.text('out')
      const format = context.format ?? (out === undefined ? 'csv' : formatOfFile(out))
      const text =
        format === 'json'
          ? `${JSON.stringify(sorted, null, 2)}\n`
          : formatTable(table, format, data.settings.timezone)
      if (out === undefined) return { json: sorted, view: { type: 'raw', text } }
      await context.write(out, text)
      return { notes: [`Wrote ${out}: ${sorted.length} ${plural}.`] }
    },
  }
}

/** Every kind as a verb of `crm export`, in the plural. */
export const exportVerbs = Object.fromEntries(
  entityNames.map((kind) => [entities[kind].plural, async () => exportCommand(kind)]),
)
