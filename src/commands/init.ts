/** crm init: makes a store. */

import { defaultSettings } from '../config.ts'
import { isTimezone } from '../dates.ts'
import { dictionary } from '../dictionary.ts'
import { InputError } from '../errors.ts'
import { isCurrency } from '../money.ts'
import type { Command } from './command.ts'

/** Countries of the time zones our users are most often in; others say --country. */
const countryOfZone: { readonly [zone: string]: string | undefined } = dictionary({
  'Asia/Bangkok': 'TH',
  'Asia/Vientiane': 'LA',
})
const currencyOfZone: { readonly [zone: string]: string | undefined } = { 'Asia/Vientiane': 'LAK' }

export const command: Command = {
  summary: 'Make a store: a folder of plain JSON',
  arguments: [{ name: 'dir', help: 'the folder; otherwise the present one', optional: true }],
  options: [
    { name: 'currency', value: 'CODE', help: `currency of amounts (${defaultSettings.currency})` },
    { name: 'timezone', value: 'ZONE', help: `time zone of days (${defaultSettings.timezone})` },
    { name: 'country', value: 'CODE', help: 'country of phone numbers without a country code (TH)' },
    { name: 'git', help: 'make it a git repository, with a first commit' },
  ],
  examples: [
    { line: 'crm init my-crm', says: 'a store in the folder my-crm' },
    {
      line: 'crm init my-crm --currency LAK --timezone Asia/Vientiane --git',
      says: 'in Vientiane, kept in git',
    },
  ],
  storeless: true,
  async run(context, input) {
    const timezone = input.text('timezone') ?? defaultSettings.timezone
    if (!isTimezone(timezone))
      throw new InputError(
        `--timezone: "${timezone}" is no time zone.`,
        'For example Asia/Bangkok, Asia/Vientiane, Europe/Berlin',
      )
    const currency = (
      input.text('currency') ??
      currencyOfZone[timezone] ??
      defaultSettings.currency
    ).toUpperCase()
    if (!isCurrency(currency))
      throw new InputError(`--currency: "${currency}" is no currency code.`, 'For example THB, LAK, USD')
    const country = (
      input.text('country') ??
      countryOfZone[timezone] ??
      defaultSettings.country
    ).toUpperCase()
    if (!/^[A-Z]{2}$/.test(country))
      throw new InputError(`--country: "${country}" is no country code.`, 'Two letters, such as TH or LA')
    const settings = { ...defaultSettings, timezone, currency, country }
    const dir = await context.makeStore(input.argument('dir') ?? '.', settings, input.has('git'))
    return {
      json: { dir, currency, timezone, country },
      view: { type: 'text', text: dir },
      notes: ['Made a store.', 'Next: crm lead add   or   crm import leads FILE.csv'],
    }
  },
}
