/** From the prototypes (format 0): money was text, phones were as typed, and a reminder's day was called dueDate. */
import { dictionary } from '../../dictionary.ts'
import { eachRecord, isPlain, type Migration, type Plain, type StoreFiles } from './migration.ts'

export const toFormat1: Migration = {
  from: 0,
  to: 1,
  says: 'amounts become numbers, phone numbers international, and dueDate of reminders due',
  run(files) {
    const country = countryOf(files)
    const changes: readonly (readonly [RegExp, (record: Plain) => Plain])[] = [
      [/^data\/leads[./]/, (record) => withPhone(withMoney(record, 'estimatedAmount'), country)],
      [/^data\/accounts[./]/, (record) => withPhone(withMoney(record, 'annualRevenue'), country)],
      [/^data\/contacts[./]/, (record) => withPhone(record, country)],
      [/^data\/deals[./]/, (record) => withMoney(record, 'amount')],
      [/^data\/reminders[./]/, withDue],
    ]
    const entries = Object.entries(files).flatMap(([name, file]) => {
      const change = changes.find(([form]) => form.test(name))?.[1]
      return change === undefined ? [] : [[name, eachRecord(file, change)] as const]
    })
    return Object.fromEntries(entries)
  },
}

function countryOf(files: StoreFiles): string {
  const settings = files['crm.json']
  const country = isPlain(settings) ? settings['country'] : undefined
  return typeof country === 'string' ? country : 'TH'
}

/** The same keys in the same order, one of them renamed. */
function renamed(record: Plain, from: string, to: string, value: unknown): Plain {
  return Object.fromEntries(
    Object.entries(record).map(([key, old]) => (key === from ? [to, value] : [key, old])),
  )
}

/** "1200.50" → 1200.5. What is no decimal number is kept as it was, under a name of its own. */
function withMoney(record: Plain, field: string): Plain {
  const text = record[field]
  if (typeof text !== 'string') return record
  const plain = asciiDigits(text).replace(/[, ]/g, '')
  const isDecimal = /^-?\d{1,15}(\.\d+)?$/.test(plain)
  return isDecimal
    ? renamed(record, field, field, Number(plain))
    : renamed(record, field, `${field}AsTyped`, text)
}

function withDue(record: Plain): Plain {
  return 'due' in record || !('dueDate' in record)
    ? record
    : renamed(record, 'dueDate', 'due', record['dueDate'])
}

/** Calling codes of the countries the prototypes were used in; in all of them a national number begins with 0 (ITU-T E.164). */
const callingCodes: { readonly [country: string]: string | undefined } = dictionary({
  TH: '66',
  LA: '856',
  VN: '84',
  KH: '855',
  MM: '95',
  MY: '60',
})

function withPhone(record: Plain, country: string): Plain {
  const typed = record['phone']
  const number = typeof typed === 'string' ? international(typed, callingCodes[country]) : undefined
  return number === undefined ? record : renamed(record, 'phone', 'phone', number)
}

/** The number in E.164, or undefined where it cannot be told: it stays as it was typed. */
function international(typed: string, code: string | undefined): string | undefined {
  const number = asciiDigits(typed)
    .replace(/[\s().-]/g, '')
    .replace(/^00/, '+')
  if (/^\+[1-9]\d{6,14}$/.test(number)) return number
  return code !== undefined && /^0[1-9]\d{6,10}$/.test(number) ? `+${code}${number.slice(1)}` : undefined
}

/** Thai and Lao digits as those of ASCII. */
function asciiDigits(text: string): string {
  return text
    .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
    .replace(/[໐-໙]/g, (digit) => String(digit.charCodeAt(0) - 0x0ed0))
}
