/** crm lead quick: a lead from the few words at hand; what looks like an email, a phone or a web address is told apart. */
import { entities } from '../../entities/index.ts'
import { InputError } from '../../errors.ts'
import type { Command } from '../command.ts'
import { fieldOptions, valuesFrom } from '../fields.ts'
import { askFields } from '../form.ts'
import { addRecord, allowDuplicate } from '../record/add.ts'
import { namedBy } from '../record/words.ts'

export const command: Command = {
  summary: 'Add a lead from a few words',
  description:
    'WORDS are a name, and in any order an email address, a phone number and a web address. Without words it asks for the key fields.',
  arguments: [{ name: 'words', help: 'name, email, phone, web address', optional: true, many: true }],
  options: (settings) => [
    ...fieldOptions(settings, 'lead').filter((option) =>
      ['company', 'source', 'rating', 'owner', 'tags', 'description'].includes(option.name),
    ),
    allowDuplicate,
  ],
  examples: [
    {
      line: 'crm lead quick Noy Vongsa 020 5577 8899 noy@example.la --company "Mekong Coffee"',
      says: 'name, phone and email told apart',
    },
    { line: 'crm lead quick สมศักดิ์ มีสุข +66 81 999 8877 --source line', says: 'Thai names as well' },
  ],
  changes: true,
  async run(context, input) {
    const values = {
      ...(await namedBy(context, 'lead', input)),
      ...(await valuesFrom(context, 'lead', input)),
    }
    if (Object.keys(values).length > 0) return addRecord(context, 'lead', values, input.has('allowDuplicate'))
    if (!context.prompt.available)
      throw new InputError(
        'Missing WORDS: a name, an email, a phone number.',
        'crm lead quick Noy Vongsa 020 5577 8899',
      )
    return addRecord(
      context,
      'lead',
      await askFields(context, 'lead', entities.lead.quick),
      input.has('allowDuplicate'),
    )
  },
}
