/** crm export KIND: records as a file others can read. */
import { extname } from 'node:path'
import { ALARM_MINUTES } from '../config.ts'
import { type EntityName, entities, entityNames } from '../entities/index.ts'
import { InputError } from '../errors.ts'
import { agreedFormat } from '../formats/names.ts'
import { outputFormatNamed, outputFormats, writeRecords } from '../formats/writing.ts'
import { linkTitle } from '../reports/cells.ts'
import { exportTable, lacksCurrency, withCurrency } from '../reports/export.ts'
import type { Command } from './command.ts'
import { entryTypeOf } from './input.ts'
import { listed, looksOf } from './selection.ts'
import { unusedInWriting } from './unusedFlags.ts'

export function exportCommand(kind: EntityName): Command {
  const { plural } = entities[kind]
  return {
    summary: `Export ${plural}: CSV, XLSX, JSON, XML, HTML, vCard and more`,
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
      { name: 'excel', help: 'CSV and TSV: with a byte order mark and CR LF, as Excel wants them' },
      { name: 'out', value: 'FILE', help: 'write to a file; its ending says the format' },
      ...(kind === 'reminder'
        ? [{ name: 'as', value: 'KIND', help: 'in a calendar: as todo or event (todo)' }]
        : []),
    ],
    examples: [
      { line: `crm export ${plural}`, says: 'CSV on standard output' },
      { line: `crm export ${plural} --out ${plural}.csv --sort createdAt`, says: 'to a file, oldest first' },
    ],
    ownFormat: true,
    async run(context, input) {
      const out = input.text('out')
      if (out !== undefined) await context.expectPlace(out)
      const data = context.store()
      const looks = looksOf(context, input.argument('query'), undefined, input.text('sort'))
      const { records, entity } = await listed(
        context,
        kind,
        input.argument('query'),
        looks.sort ?? 'id',
        input.list('columns') ?? [],
      )
      const sorted = withCurrency(records, entity, data.settings)
      const table = exportTable(data, kind, sorted, input.list('columns'), entity)
      const format = formatFor(context.fileFormat ?? context.format, out)
      const written = await writeRecords(format, {
        kind,
        table,
        records: sorted,
        settings: data.settings,
        nameOf: (id) => linkTitle(data, id),
        excel: input.has('excel'),
        safe: context.safeFormulas !== undefined,
        as: entryTypeOf(input),
        alarm: ALARM_MINUTES,
      })
      const { content } = written
      const asked = context.safeFormulas === 'asked' ? input.with('safeFormulas', true) : input
      const warnings = unusedInWriting(asked, outputFormatNamed(format) ?? format)
      const notes = [...written.notes, ...(lacksCurrency(table, entity) ? [silentAmounts] : [])]
      if (out !== undefined) {
        await context.write(out, content)
        const count = sorted.length
        return {
          json: { file: out, [plural]: count },
          warnings,
          notes: [...notes, `Wrote ${out}: ${count} ${count === 1 ? kind : plural}.`],
        }
      }
      if (typeof content !== 'string')
        throw new InputError('A workbook needs a file to go to.', `Add --out ${plural}.xlsx`)
      return { json: sorted, view: { type: 'raw', text: content }, warnings, notes }
    },
  }
}

const silentAmounts =
  'The amounts are without their currency: add it to --columns where they go into a store that may have another.'

function formatFor(said: string | undefined, out: string | undefined): string {
  if (out === undefined) return said ?? 'csv'
  const ending = outputFormatNamed(extname(out).slice(1))
  const format = agreedFormat(out, said === undefined ? undefined : (outputFormatNamed(said) ?? said), ending)
  if (format !== undefined) return format
  throw new InputError(
    `What format is ${out}? Its ending says nothing known.`,
    `Give --format, or one of the endings: ${outputFormats.join(', ')}`,
  )
}

/** Every kind as a verb of `crm export`, in the plural. */
export const exportVerbs = Object.fromEntries(
  entityNames.map((kind) => [entities[kind].plural, async () => exportCommand(kind)]),
)
