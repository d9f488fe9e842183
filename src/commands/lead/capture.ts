/** crm lead capture: what a web form, a webhook or a mail filter posts, as JSON; made to be called once per request. */
import type { Context } from '../../context.ts'
import { toInstant } from '../../dates.ts'
import { InputError } from '../../errors.ts'
import { maxBytes, readRows } from '../../formats/reading.ts'
import { assigned } from '../../rules/assignment.ts'
import { invalidAside } from '../../rules/importing/aside.ts'
import {
  type ImportOptions,
  type ImportPlan,
  planImport,
  prepareImport,
} from '../../rules/importing/index.ts'
import { readPhones } from '../../rules/importing/telephones.ts'
import { reworded } from '../../rules/importing/wording.ts'
import { isEmpty } from '../../schema/changes.ts'
import type { Command, Result } from '../command.ts'
import type { Input } from '../input.ts'
import { fitted, type Mapping, parseMapping } from '../mapping.ts'
import { rulesFor } from '../rules.ts'

export const command: Command = {
  summary: 'Capture leads posted as JSON: one object, or one a line',
  description:
    'For web forms and webhooks. --key names what makes a post the same post: sent again, it changes nothing and is answered with the same id (--json says captured: created, updated or skipped). Who is here already is left as they are, or updated with --on-duplicate update. The owner is set by the rules in crm.json: assignment.',
  arguments: [{ name: 'file', help: 'the file; - or nothing for standard input', optional: true }],
  options: [
    { name: 'key', value: 'NAME', help: 'the name in the JSON that holds the id of the post' },
    {
      name: 'mapping',
      value: 'FILE',
      help: 'how names in the JSON are to be understood; made by import --save-mapping',
    },
    { name: 'source', value: 'TEXT', help: 'where they come from, when the JSON does not say' },
    { name: 'onDuplicate', value: 'WHAT', help: 'skip (as usual), update or create' },
    {
      name: 'keepInvalid',
      help: 'keep emails and web addresses that are not valid in fields of their own, instead of refusing the post',
    },
  ],
  examples: [
    {
      line: 'crm lead capture lead.json --key submission_id --source web',
      says: 'a web form, sent twice without harm',
    },
    { line: 'crm lead capture - --source facebook', says: 'from standard input' },
  ],
  changes: true,
  ownFormat: true,
  async run(context, input) {
    const file = input.argument('file') ?? '-'
    const bytes = await context.read(file, maxBytes)
    if (bytes.length === 0) return { json: [], notes: ['Nothing was posted.'] }
    if (
      !/^\s*[{[]/.test(
        Buffer.from(bytes.subarray(0, 1000))
          .toString('utf8')
          .replace(/^\uFEFF/, ''),
      )
    ) {
      throw new InputError(
        'What was posted is not JSON: an object, a list of them, or one a line.',
        'echo \'{"firstName": "Noy"}\' | crm lead capture -',
      )
    }
    // Whatever the file is called: it begins as JSON does, and is to be refused as such where it is broken.
    const rows = await readRows(bytes, { kind: 'lead', name: 'posted.json' })
    const mapping = input.text('mapping')
    const known =
      mapping === undefined
        ? undefined
        : parseMapping(Buffer.from(await context.read(mapping)).toString('utf8'), mapping)
    const options = optionsFrom(context, input, known && fitted(known, rows.header), rows.header)
    const wording = {
      blanks: known?.blanks ?? [],
      ...(known?.dateOrder === undefined ? {} : { dateOrder: known.dateOrder }),
    }
    const { table, warnings } = reworded(rows, options, context.settings(), wording)
    await prepareImport(table, options, context.store())
    const phones = readPhones(table, options, context.settings())
    const sound = input.has('keepInvalid')
      ? invalidAside(phones.table, options, context.settings())
      : phones.table
    const plan = planImport(sound, { ...options, ...(await rulesFor(context, 'lead')) }, context.store())
    const problems = [
      ...rows.broken.map(({ line, message }) => ({ line, field: '', message })),
      ...plan.rejects,
    ]
    const [first] = problems
    if (first !== undefined)
      throw new InputError(
        `${rows.unit} ${first.line}: ${first.field === '' ? '' : `${first.field}: `}${first.message}`,
        'Nothing was captured.',
      )
    return captured(context, assigned(plan.changes, context.store(), context.clock.now()), {
      ...plan,
      warnings: [...warnings, ...phones.warnings, ...plan.warnings],
    })
  },
}

/** @param header names in what was posted; one of them is to be the key */
function optionsFrom(
  context: Context,
  input: Input,
  mapping: Mapping | undefined,
  header: readonly string[],
): ImportOptions {
  const key = input.text('key')
  if (key !== undefined && !header.includes(key))
    throw new InputError(
      `What was posted has no "${key}", by which --key would know it again: ${header.join(', ')}.`,
      'Nothing was captured.',
    )
  const source = input.text('source')
  const onDuplicate = input.text('onDuplicate') ?? 'skip'
  if (onDuplicate !== 'skip' && onDuplicate !== 'update' && onDuplicate !== 'create') {
    throw new InputError(`--on-duplicate takes skip, update or create, not "${onDuplicate}".`)
  }
  return {
    kind: 'lead',
    map: { ...mapping?.map, ...(key === undefined ? {} : { [key]: 'externalId' }) },
    values: mapping?.values ?? [],
    defaults: { ...mapping?.defaults, ...(source === undefined ? {} : { source }) },
    onDuplicate,
    unmapped: 'keep',
    textOnly: true,
    createLinked: false,
    skipInvalid: false,
    tellsRows: true,
    newId: context.newId,
    now: context.clock.now(),
    stamp: toInstant(context.clock.now()),
    by: context.user,
  }
}

/** Answers with the record of each post, also where it was here already: a webhook that posts again wants its id. */
async function captured(
  context: Context,
  changes: Result['changes'] & object,
  { created, updated, skipped, rows, warnings }: ImportPlan,
): Promise<Result> {
  if (!isEmpty(changes))
    await context.apply({ ...changes, summary: changes.summary.replace('Imported', 'Captured') })
  const written = new Map(changes.records.map(({ id, after }) => [id, after]))
  const posts = rows.flatMap(({ type, record }) =>
    record === undefined ? [] : [{ ...(written.get(record.id) ?? record), captured: type }],
  )
  const here = skipped > 0 ? `, ${skipped} here already` : ''
  return {
    json: posts,
    view: { type: 'text', text: posts.map(({ id }) => id).join('\n') },
    changes,
    warnings,
    notes: [`${created + updated} captured${here}.`],
  }
}
