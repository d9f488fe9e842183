/** crm <kind> list: records that match a query, as a table. */
import { type EntityName, entities } from '../../entities/index.ts'
import { sortRecords } from '../../query/sort.ts'
import { defaultColumns } from '../../reports/cells.ts'
import { entityIn } from '../../schema/custom.ts'
import { types } from '../../schema/types/index.ts'
import type { Command } from '../command.ts'
import { exampleValues } from '../examples.ts'
import { listResult } from '../results.ts'
import { selected } from '../selection.ts'

export function listCommand(kind: EntityName): Command {
  return {
    summary: `List ${entities[kind].plural}`,
    description:
      'QUERY is words to be found anywhere, and conditions: status:new, amount:>10000, createdAt:>-30d, open:yes, -source:web.',
    arguments: [
      { name: 'query', help: 'words and conditions; everything without one', optional: true, many: true },
    ],
    options: [
      { name: 'columns', value: 'FIELDS', help: 'fields to show, separated by commas' },
      {
        name: 'sort',
        value: 'FIELDS',
        help: 'fields to sort by, separated by commas; -field for descending',
      },
      { name: 'limit', value: 'N', help: 'show at most N' },
    ],
    examples: exampleValues[kind].list,
    async run(context, input) {
      const data = context.store()
      const entity = entityIn(data.settings, kind)
      const query = input.argument('query')
      const limit = input.count('limit', 1)
      const sort = input.text('sort') ?? '-createdAt'
      const columns = input.list('columns') ?? defaultColumns(entity)
      const matches = await selected(context, kind, query)
      const sorted = sortRecords(matches, sort, entity, data)
      const shown = limit === undefined ? sorted : sorted.slice(0, limit)
      if (columns.some((name) => entity.fields[name]?.type === 'phone')) await types.phone.prepare(['+66'])
      const result = listResult(context, kind, shown, columns)
      return { ...result, notes: noteOn(kind, shown.length, sorted.length, query) }
    },
  }
}

function noteOn(
  kind: EntityName,
  shown: number,
  found: number,
  query: string | undefined,
): readonly string[] {
  const { plural } = entities[kind]
  if (found === 0)
    return [
      query === undefined
        ? `No ${plural} yet. Add one with: crm ${kind} add`
        : `No ${plural} match "${query}".`,
    ]
  if (shown < found) return [`${shown} of ${found} ${plural}; --limit shows more.`]
  return [`${found} ${found === 1 ? kind : plural}`]
}
