/** crm import KIND FILE: many records from a file or standard input. */
import type { Context } from '../context.ts'
import { toInstant } from '../dates.ts'
import { type EntityName, entities, entityNames } from '../entities/index.ts'
import { InputError, unknownWord } from '../errors.ts'
import type { Rows } from '../formats/reading.ts'
import { invalidAside } from '../rules/importing/aside.ts'
import { type ImportOptions, type ImportPlan, importSteps, prepareImport } from '../rules/importing/index.ts'
import { Links } from '../rules/importing/links.ts'
import { numberedHeader } from '../rules/importing/numbered.ts'
import { presented } from '../rules/importing/presenting.ts'
import { presets } from '../rules/importing/presets/index.ts'
import { presetDefaults, presetFor, presetValues } from '../rules/importing/program.ts'
import { readPhones } from '../rules/importing/telephones.ts'
import { toldCurrency } from '../rules/importing/toldCurrency.ts'
import type { WordingOptions } from '../rules/importing/wording.ts'
import { fieldCalled } from '../schema/aliases.ts'
import { isEmpty } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import { camelToKebab } from '../schema/values.ts'
import { saidOrAsked } from './asking.ts'
import type { Command, Result } from './command.ts'
import { expectFiles, writeAside } from './importAside.ts'
import { askColumns, askWords, rewordedOrAsked } from './importAsked.ts'
import { columnsOfFile, rejectsOf, resultOf, unlinkedIn } from './imported.ts'
import { columnsSaid, fileOf, headingRowIn, readingSaid } from './importedFile.ts'
import { duplicateModes, importFlags, similarModes, unmappedModes } from './importFlags.ts'
import type { Input } from './input.ts'
import { dateOrderOf, fitted, fittedTable, type Mapping, mappingText, parseMapping } from './mapping.ts'
import { rulesFor } from './rules.ts'
import { unusedInReading } from './unusedFlags.ts'

export function importCommand(kind: EntityName): Command {
  const { plural } = entities[kind]
  return {
    summary: `Import ${plural} from a file: CSV, XLSX, JSON, vCard, iCalendar`,
    description:
      'Columns are matched to fields by name, in English, Thai or Lao; one that matches nothing is kept as a custom field. All rows or none, unless --skip-invalid. Importing the same file again changes nothing.',
    arguments: [{ name: 'file', help: 'the file; - for standard input', optional: true }],
    options: importFlags,
    examples: [
      { line: `crm import ${plural} ${plural}.csv --dry-run`, says: 'only show what would happen' },
      {
        line: `crm import ${plural} ${plural}.csv --on-duplicate update --rejects rejects.csv`,
        says: 'update what is here already',
      },
    ],
    changes: true,
    ownFormat: true,
    run: (context, input) => run(context, input, kind),
  }
}

async function run(context: Context, input: Input, kind: EntityName): Promise<Result> {
  const file = await saidOrAsked(context, input, 'file', {
    question: 'Which file?',
    hint: `crm import ${entities[kind].plural} FILE, or - for standard input`,
  })
  await expectFiles(context, input, file)
  const saved = await mappingFrom(context, input)
  const parsed = await fileOf(context, input, { kind, file, mapping: saved })
  const read = { ...parsed, header: numberedHeader(parsed.header, columnsSaid(input, saved)) }
  const mapping = fittedTo(saved, read, input)
  const entity = entityIn(context.settings(), kind)
  const preset = presetFor(read.header, input.text('preset') ?? mapping?.preset, entity)
  const first = optionsFrom(context, input, kind, mapping)
  const settings = context.settings()
  const links = new Links(context.store(), settings, first)
  const shown = presented(read, {
    ...{ preset, entity, settings, said: Object.keys(first.map) },
    settled: Object.keys(first.defaults).map((name) => fieldCalled(entity, name)?.name ?? name),
    find: (one, id) => links.byForeignId(one, id),
  })
  const given = { ...read, ...shown.table }
  const words = presetValues(given, preset, entity, settings, first)
  const plain = wordingFrom(input, mapping)
  const asked = await askedOptions(context, input, given, first, { words, blanks: plain.blanks })
  const says: { [field: string]: string } = { ...presetDefaults(read.header, preset, entity) }
  const currency = toldCurrency(given, asked, settings)
  if (currency !== undefined) says.currency = currency
  const options = { ...asked, values: [...words, ...asked.values], defaults: { ...says, ...asked.defaults } }
  const worded = await rewordedOrAsked(context, given, options, plain)
  const { notes, dates, warnings, wording } = worded
  await prepareImport(worded.table, options, context.store())
  const phones = readPhones(worded.table, options, context.settings())
  const { table } = phones
  const sound = input.has('keepInvalid') ? invalidAside(table, options, context.settings()) : table
  const broken = await rulesFor(context, kind)
  const steps = importSteps(sound, { ...options, ...broken }, context.store())
  const plan = withBroken(await watched(context, kind, table.rows.length, steps), read)
  const understood = { preset, headerRow: headingRowIn(input, mapping), ...readingSaid(input, mapping) }
  await writeAside(
    context,
    input,
    () => rejectsOf(parsed, plan, context.safeFormulas !== undefined),
    mappingText(asked, wording, understood),
  )
  const isRefused = plan.rejects.length > 0 && !options.skipInvalid
  if (!isRefused && !isEmpty(plan.changes)) await context.apply(plan.changes)
  const found = [
    ...read.notes,
    ...(preset === undefined ? [] : [`an export of ${presets[preset]?.title ?? preset}`]),
    ...words.map((rule) => rule.replace(':', ' ').replace('=', ' is ')),
    ...Object.entries(says).map(([field, word]) => `${field} ${word} where no other is said`),
    ...notes,
    ...phones.notes,
  ]
  return resultOf(context, kind, { ...read, notes: found }, plan, {
    isRefused,
    rejectsFile: input.text('rejects'),
    columns: columnsOfFile(read.header, shown, plan, preset),
    lost: shown.lost,
    warnings: [
      ...unusedInReading(input, read.source?.format),
      ...(read.warnings ?? []),
      ...warnings,
      ...unlinkedIn(shown.unlinked),
      ...phones.warnings,
    ],
    source: { ...read.source, preset: preset ?? null, dates: dates.map((one) => ({ ...one })) },
  })
}

/** Takes the steps while a person at a terminal sees how far they are, and may cancel. */
async function watched(
  context: Context,
  kind: EntityName,
  rows: number,
  steps: ReturnType<typeof importSteps>,
): Promise<ImportPlan> {
  const bar = await context.progress(`Reading ${entities[kind].plural}`, rows)
  try {
    let step = steps.next()
    for (; step.done !== true; step = steps.next()) await bar.update(step.value)
    await bar.update(rows)
    return step.value
  } finally {
    bar.stop()
  }
}

/** Records that could not even be read are refused like the others. */
function withBroken(plan: ImportPlan, { broken }: Rows): ImportPlan {
  const unread = broken.map((row) => ({ ...row, field: '', code: 'unreadable' as const }))
  return { ...plan, rejects: [...unread, ...plan.rejects].toSorted((a, b) => a.line - b.line) }
}

async function mappingFrom(context: Context, input: Input): Promise<Mapping | undefined> {
  const file = input.text('mapping')
  return file === undefined
    ? undefined
    : parseMapping(Buffer.from(await context.read(file)).toString('utf8'), file)
}

/** The mapping as it is for this file. @throws InputError where a table lacks its columns */
function fittedTo(mapping: Mapping | undefined, { header, source }: Rows, input: Input): Mapping | undefined {
  if (mapping === undefined) return undefined
  return isTable(source?.format)
    ? fittedTable(mapping, header, input.text('mapping') ?? '')
    : fitted(mapping, header)
}

/** Whether files of a format have the same columns in each row. */
function isTable(format: string | undefined): boolean {
  return format === 'csv' || format === 'tsv' || format === 'xlsx'
}

function wordingFrom(input: Input, mapping: Mapping | undefined): WordingOptions {
  const typed = input.text('dateOrder')
  const dateOrder = typed === undefined ? mapping?.dateOrder : dateOrderOf(typed)
  return {
    blanks: [...(mapping?.blanks ?? []), ...input.texts('blank')],
    ...(dateOrder === undefined ? {} : { dateOrder }),
  }
}

/** On a terminal, columns that match nothing are asked about, and words that no list has. */
async function askedOptions(
  context: Context,
  input: Input,
  rows: Rows,
  options: ImportOptions,
  { words, blanks }: { readonly words: readonly string[]; readonly blanks: readonly string[] },
): Promise<ImportOptions> {
  if (!context.prompt.available || context.yes) return options
  const isSaid = input.text('unmapped') !== undefined
  const asked = isSaid ? options : { ...options, map: await askColumns(context, rows, options) }
  const explained = { ...asked, values: [...words, ...asked.values] }
  const rules = await askWords(context, rows, explained, blanks)
  return { ...asked, values: [...asked.values, ...rules] }
}

function optionsFrom(
  context: Context,
  input: Input,
  kind: EntityName,
  mapping: Mapping | undefined,
): ImportOptions {
  const match = input.list('match') ?? mapping?.match
  const onSimilar = word(input, 'onSimilar', similarModes)
  return {
    kind,
    map: { ...mapping?.map, ...pairs(input, 'map', '--map takes COLUMN=FIELD') },
    values: [...(mapping?.values ?? []), ...input.texts('value')],
    defaults: { ...mapping?.defaults, ...pairs(input, 'default', '--default takes FIELD=VALUE') },
    onDuplicate: word(input, 'onDuplicate', duplicateModes) ?? 'skip',
    unmapped: word(input, 'unmapped', unmappedModes) ?? 'keep',
    createLinked: input.has('createLinked'),
    skipInvalid: input.has('skipInvalid'),
    round: input.has('round'),
    isStrict: input.has('strict'),
    ...(match === undefined ? {} : { match }),
    ...(onSimilar === undefined ? {} : { onSimilar }),
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
  if (known === undefined) throw unknownWord(`value of --${camelToKebab(name)}`, typed, words)
  return known
}

/** Every kind as a verb of `crm import`, in the plural. */
export const importVerbs = Object.fromEntries(
  entityNames.map((kind) => [entities[kind].plural, async () => importCommand(kind)]),
)
