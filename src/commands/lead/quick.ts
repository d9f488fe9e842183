/** crm lead quick: a lead from the few words at hand; what looks like an email, a phone or a web address is told apart. */
import type { Context } from '../../context.ts'
import { entities } from '../../entities/index.ts'
import { InputError } from '../../errors.ts'
import type { Patch } from '../../rules/records.ts'
import { looksLikePhone } from '../../rules/references.ts'
import { entityIn } from '../../schema/custom.ts'
import { prepareValues, readValue } from '../../schema/values.ts'
import type { Command } from '../command.ts'
import { fieldOptions, valuesFrom } from '../fields.ts'
import { askFields } from '../form.ts'
import type { Input } from '../input.ts'
import { addRecord, allowDuplicate } from '../record/add.ts'

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
    const values = { ...(await sorted(context, input)), ...(await valuesFrom(context, 'lead', input)) }
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

/** The words sorted into fields; phone numbers may be written in several words. */
async function sorted(context: Context, input: Input): Promise<Patch> {
  const words = input
    .words('words')
    .flatMap((word) => word.split(/\s+/))
    .filter((word) => word !== '')
  const email = words.find((word) => word.includes('@'))
  const website = words.find((word) => /^(https?:\/\/|www\.)/i.test(word))
  const rest = words.filter((word) => word !== email && word !== website)
  const digits = rest.filter((word) => /^[+(]?[\d๐-๙໐-໙][\d\s().\-๐-๙໐-໙]*$/u.test(word))
  const phone = digits.join(' ')
  const names = rest.filter((word) => !digits.includes(word))
  const texts: { [field: string]: string } = {}
  if (email !== undefined) texts['email'] = email
  if (website !== undefined) texts['website'] = website
  if (looksLikePhone(phone)) texts['phone'] = phone
  else names.push(...digits)
  if (names[0] !== undefined) texts['firstName'] = names[0]
  if (names.length > 1) texts['lastName'] = names.slice(1).join(' ')
  const settings = context.settings()
  const entity = entityIn(settings, 'lead')
  await prepareValues(entity, Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, [text]])))
  const options = { settings, now: context.clock.now(), record: {} }
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      readValue(entity, name, text, { ...options, label: name }),
    ]),
  )
}
