/** crm <kind> list: records that match a query, as a table. */
import type { Settings } from '../../config.ts'
import { type EntityName, entities } from '../../entities/index.ts'
import { groupThousands, separatorsOf } from '../../numbers.ts'
import { columnNamed } from '../../query/columns.ts'
import { defaultColumns } from '../../reports/cells.ts'
import { entityIn } from '../../schema/custom.ts'
import { types } from '../../schema/types/index.ts'
import type { Command } from '../command.ts'
import { exampleValues } from '../examples.ts'
import { listResult } from '../results.ts'
import { counted, listed, looksOf } from '../selection.ts'

export function listCommand(kind: EntityName): Command {
  return {
    summary: `List ${entities[kind].plural}`,
    description:
      'QUERY is words to be found anywhere, and conditions: status:new, amount:>10000, createdAt:>-30d, open:yes, -source:web; @NAME is a saved view. All of it: crm help query',
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
      const entity = entityIn(context.settings(), kind)
      const query = input.argument('query')
      const limit = input.count('limit', 1)
      const looks = looksOf(context, query, input.list('columns'), input.text('sort'))
      const columns = looks.columns?.map((name) => columnNamed(entity, name)) ?? defaultColumns(entity)
      const { records: sorted, entity: shownAs } = await listed(
        context,
        kind,
        query,
        looks.sort ?? '-createdAt',
        columns,
      )
      const shown = limit === undefined ? sorted : sorted.slice(0, limit)
      if (columns.some((name) => entity.fields[name]?.type === 'phone')) await types.phone.prepare(['+66'])
      const result = listResult(context, kind, shown, columns, shownAs)
      return { ...result, notes: noteOn(kind, shown.length, sorted.length, query, context.settings()) }
    },
  }
}

function noteOn(
  kind: EntityName,
  shown: number,
  found: number,
  query: string | undefined,
  settings: Settings,
): readonly string[] {
  const { plural } = entities[kind]
  if (found === 0)
    return [
      query === undefined
        ? `No ${plural} yet. Add one with: crm ${kind} add`
        : `No ${plural} match "${query}".`,
    ]
  const all = counted(found, kind, settings)
  if (shown === found) return [all]
  return [`${groupThousands(String(shown), separatorsOf(settings))} of ${all}; --limit shows more.`]
}
