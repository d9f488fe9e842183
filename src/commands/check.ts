/** crm check: what is in the store and breaks a validation rule of the settings. */
import { type EntityName, entityNamed, entityNames } from '../entities/index.ts'
import { unknownWord } from '../errors.ts'
import { prepareRules, type Violation, violationsIn } from '../rules/validation/index.ts'
import type { Command } from './command.ts'

export const command: Command = {
  summary: 'Check all records against the validation rules',
  description:
    'The rules are under "validation" in crm.json, for each kind of record a list. Each may have: when (a query: the rule counts only while it holds), require (fields), pattern ({field, matches}), allow ({field, values}), unique (fields), message, action (refuse or warn). They are also checked whenever a record is made or changed. Exits 4 where something breaks a rule that refuses.',
  arguments: [{ name: 'kind', help: 'only one kind: leads, accounts, contacts, deals, …', optional: true }],
  examples: [
    { line: 'crm check', says: 'everything' },
    { line: 'crm check deals --format csv', says: 'a list to work through in a spreadsheet' },
  ],
  async run(context, input) {
    const typed = input.argument('kind')
    const kind = typed === undefined ? undefined : entityNamed(typed.toLowerCase())
    if (typed !== undefined && kind === undefined) throw unknownWord('kind', typed, entityNames)
    const kinds: readonly EntityName[] = kind === undefined ? entityNames : [kind]
    await prepareRules(context.settings(), kinds)
    const found = violationsIn(context.store(), context.clock.now(), kinds)
    const isBroken = found.some((one) => one.action === 'refuse')
    const rules = kinds.reduce((sum, one) => sum + (context.settings().validation[one] ?? []).length, 0)
    const note =
      rules === 0
        ? 'There are no validation rules in crm.json.'
        : `${found.length} found by ${rules} rule${rules === 1 ? '' : 's'}.`
    return {
      json: found.map((one) => ({ ...one })),
      view: { type: 'table', table: tableOf(found) },
      notes: [note],
      exitCode: isBroken ? 4 : 0,
    }
  },
}

function tableOf(found: readonly Violation[]) {
  const columns = [
    { key: 'kind', label: 'Kind', type: 'text' },
    { key: 'id', label: 'ID', type: 'id' },
    { key: 'name', label: 'Name', type: 'text' },
    { key: 'field', label: 'Field', type: 'text' },
    { key: 'message', label: 'What is wrong', type: 'text' },
    { key: 'action', label: 'Rule', type: 'text' },
  ] as const
  return {
    columns,
    rows: found.map(({ kind, id, name, field, message, action }) => ({
      kind,
      id,
      name,
      field,
      message,
      action,
    })),
  }
}
