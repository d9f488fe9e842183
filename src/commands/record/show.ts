/** crm <kind> show, and crm show for any kind: one record on one page. */
import type { Context } from '../../context.ts'
import { type EntityName, entityNames } from '../../entities/index.ts'
import { InputError } from '../../errors.ts'
import { pageOf } from '../../reports/page.ts'
import { types } from '../../schema/types/index.ts'
import type { Command, Result } from '../command.ts'
import { exampleValues } from '../examples.ts'
import { findRecord, pick } from '../fields.ts'
import type { Input } from '../input.ts'

export function showCommand(kind: EntityName): Command {
  return {
    summary:
      kind === 'account' || kind === 'contact'
        ? `Show one ${kind} with all that belongs to it`
        : `Show one ${kind}`,
    arguments: [
      { name: 'ref', help: 'id, beginning of one, email, phone or name', optional: true, many: true },
    ],
    examples: exampleValues[kind].show,
    run: (context, input) => show(context, input, [kind]),
  }
}

export const command: Command = {
  summary: 'Show any record: lead, account, contact, deal, activity or reminder',
  arguments: [{ name: 'ref', help: 'id, beginning of one, email, phone or name', many: true }],
  examples: [
    { line: 'crm show c4ntp9x2qa', says: 'whatever has this id' },
    { line: 'crm show 020 5551 2345', says: 'whoever has this phone number' },
  ],
  run: (context, input) => show(context, input, entityNames),
}

async function show(context: Context, input: Input, kinds: readonly EntityName[]): Promise<Result> {
  const found = await findRecord(context, await reference(context, input, kinds), kinds)
  await types.phone.prepare(['+66'])
  return {
    json: found.record,
    view: { type: 'page', page: pageOf(context.store(), found, context.clock.now()) },
  }
}

async function reference(context: Context, input: Input, kinds: readonly EntityName[]): Promise<string> {
  const given = input.argument('ref')
  if (given !== undefined) return given
  const kind = kinds[0]
  if (!context.prompt.available || kind === undefined)
    throw new InputError('Missing REF: which record?', `List them with: crm ${kind ?? 'lead'} list`)
  return pick(context, kind, `Which ${kind}?`)
}
