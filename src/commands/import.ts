/** crm import KIND FILE: many records from a file or standard input. */
import { extname } from 'node:path'
import type { Context } from '../context.ts'
import { toInstant } from '../dates.ts'
import { type EntityName, entities, entityNames } from '../entities/index.ts'
import { InputError, unknownWord } from '../errors.ts'
import { type Csv, parseCsv, writeCsv } from '../formats/csv.ts'
import { type ImportOptions, type ImportPlan, planImport, prepareImport } from '../rules/importing/index.ts'
import { isEmpty } from '../schema/changes.ts'
import type { Command, Json, Result } from './command.ts'
import type { Input } from './input.ts'

const duplicateModes = ['skip', 'update', 'create', 'fail'] as const
const unmappedModes = ['keep', 'ignore', 'fail'] as const

export function importCommand(kind: EntityName): Command {
  const { plural } = entities[kind]
  return {
    summary: `Import ${plural} from a CSV or TSV file`,
    description:
      'Columns are matched to fields by name, in English, Thai or Lao; one that matches nothing is kept as a custom field. All rows or none, unless --skip-invalid. Importing the same file again changes nothing.',
    arguments: [{ name: 'file', help: 'the file; - for standard input' }],
    options: [
      { name: 'map', value: 'COLUMN=FIELD', help: 'what a column is; FIELD "-" leaves it out', many: true },
      { name: 'value', value: 'FIELD:FROM=TO', help: 'what a word in the file stands for', many: true },
      { name: 'default', value: 'FIELD=VALUE', help: 'value where the file has none', many: true },
      {
        name: 'match',
        value: 'FIELDS',
        help: 'fields by which a row is recognised: externalId, email, phone, …',
      },
      {
        name: 'onDuplicate',
        value: 'WHAT',
        help: 'what to do with a row that is here already',
        choices: duplicateModes,
      },
      {
        name: 'unmapped',
        value: 'WHAT',
        help: 'what to do with a column that matches nothing',
        choices: unmappedModes,
      },
      { name: 'createLinked', help: 'make accounts and contacts that are named but not here' },
      { name: 'skipInvalid', help: 'take the good rows' },
      { name: 'rejects', value: 'FILE', help: 'write the rows that were refused, with the reasons' },
      { name: 'delimiter', value: 'CHAR', help: 'what separates columns, when not found by itself' },
    ],
    examples: [
      { line: `crm import ${plural} ${plural}.csv --dry-run`, says: 'only show what would happen' },
      {
        line: `crm import ${plural} ${plural}.csv --on-duplicate update --rejects rejects.csv`,
        says: 'update what is here already',
      },
    ],
    changes: true,
    run: (context, input) => run(context, input, kind),
  }
}

async function run(context: Context, input: Input, kind: EntityName): Promise<Result> {
  const file = input.argument('file')
  if (file === undefined) throw new InputError('Missing FILE: which file, or - for standard input?')
  const parsed = parseCsv(await context.read(file), delimiterOf(input, file))
  const options = optionsFrom(context, input, kind)
  await prepareImport(parsed, options, context.store())
  const plan = planImport(parsed, options, context.store())
  const rejectsFile = input.text('rejects')
  if (rejectsFile !== undefined && !context.dryRun) await context.write(rejectsFile, rejectsOf(parsed, plan))
  const isRefused = plan.rejected > 0 && !options.skipInvalid
  if (!isRefused && !isEmpty(plan.changes)) await context.apply(plan.changes)
  return resultOf(context, kind, plan, { isRefused, rejectsFile })
}

function delimiterOf(input: Input, file: string): { delimiter?: string } {
  const typed = input.text('delimiter')
  if (typed !== undefined) return { delimiter: typed === '\\t' || typed === 'tab' ? '\t' : typed }
  return extname(file).toLowerCase() === '.tsv' ? { delimiter: '\t' } : {}
}

function optionsFrom(context: Context, input: Input, kind: EntityName): ImportOptions {
  const match = input.list('match')
  return {
    kind,
    map: pairs(input, 'map', '--map takes COLUMN=FIELD'),
    values: input.texts('value'),
    defaults: pairs(input, 'default', '--default takes FIELD=VALUE'),
    onDuplicate: word(input, 'onDuplicate', duplicateModes) ?? 'skip',
    unmapped: word(input, 'unmapped', unmappedModes) ?? 'keep',
    createLinked: input.has('createLinked'),
    skipInvalid: input.has('skipInvalid'),
    ...(match === undefined ? {} : { match }),
    newId: context.newId,
    now: context.clock.now(),
    stamp: toInstant(context.clock.now()),
    by: context.user,
  }
}

function pairs(input: Input, name: string, takes: string): { readonly [key: string]: string } {
  const result: { [key: string]: string } = {}
  for (const text of input.texts(name)) {
    const at = text.lastIndexOf('=')
    if (at < 1) throw new InputError(`${takes}, not "${text}".`)
    result[text.slice(0, at).trim()] = text.slice(at + 1).trim()
  }
  return result
}

function word<W extends string>(input: Input, name: string, words: readonly W[]): W | undefined {
  const typed = input.text(name)
  if (typed === undefined) return undefined
  const known = words.find((one) => one === typed)
  if (known === undefined)
    throw unknownWord(`value of --${name === 'onDuplicate' ? 'on-duplicate' : name}`, typed, words)
  return known
}

function rejectsOf(parsed: Csv, plan: ImportPlan): string {
  const header = [...parsed.header, 'line', 'field', 'code', 'reason']
  const rows = plan.rejects.map((reject) => [
    ...reject.cells,
    String(reject.line),
    reject.field,
    reject.code,
    reject.message,
  ])
  return writeCsv([header, ...rows])
}

function resultOf(
  context: Context,
  kind: EntityName,
  plan: ImportPlan,
  { isRefused, rejectsFile }: { isRefused: boolean; rejectsFile: string | undefined },
): Result {
  const { plural } = entities[kind]
  const done = isRefused ? { created: 0, updated: 0, skipped: 0 } : plan
  const rejects: Json = plan.rejects.map(({ line, field, code, message }) => ({ line, field, code, message }))
  const counts = `${done.created} created, ${done.updated} updated, ${done.skipped} skipped, ${plan.rejected} rejected`
  const shown = plan.rejects
    .slice(0, 10)
    .map((reject) => `line ${reject.line}: ${reject.field}: ${reject.message}`)
  const more = plan.rejects.length > 10 ? [`… and ${plan.rejects.length - 10} more rejected rows`] : []
  const custom = plan.columns.filter((column) => column.how === 'custom').map((column) => column.column)
  return {
    json: {
      created: done.created,
      updated: done.updated,
      skipped: done.skipped,
      rejected: plan.rejected,
      rejects,
    },
    notes: [
      `${context.dryRun ? 'Would import' : 'Imported'} ${plural}: ${counts}.`,
      ...(custom.length > 0 ? [`Kept as custom fields: ${custom.join(', ')}`] : []),
      ...(rejectsFile !== undefined && !context.dryRun
        ? [`Refused rows are in ${rejectsFile}; correct them and import that file.`]
        : []),
    ],
    warnings: [
      ...plan.warnings,
      ...shown,
      ...more,
      ...(isRefused
        ? [`Nothing was imported. Correct the rows, or take the good ones with --skip-invalid.`]
        : []),
    ],
    exitCode: isRefused ? 2 : 0,
  }
}

/** Every kind as a verb of `crm import`, in the plural. */
export const importVerbs = Object.fromEntries(
  entityNames.map((kind) => [entities[kind].plural, async () => importCommand(kind)]),
)
