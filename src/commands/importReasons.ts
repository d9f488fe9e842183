/** Why rows were refused, counted by kind: two hundred lines alike tell less than one. */
import type { Rows } from '../formats/reading.ts'
import type { Reject } from '../rules/importing/options.ts'

/** So many rows of a kind are shown, and so many kinds. */
const examples = 3
const kinds = 10

/** The kinds of reasons, the most frequent first, each with its first rows. */
export function reasonsIn(rejects: readonly Reject[], unit: Rows['unit']): readonly string[] {
  const alike = new Map<string, Reject[]>()
  for (const reject of rejects) {
    const kind = kindOf(reject)
    const same = alike.get(kind)
    if (same === undefined) alike.set(kind, [reject])
    else same.push(reject)
  }
  const sorted = [...alike].toSorted(([, a], [, b]) => b.length - a.length)
  const rest = sorted.slice(kinds).reduce((sum, [, rows]) => sum + rows.length, 0)
  return [
    ...sorted.slice(0, kinds).flatMap(([kind, rows]) => {
      const [first] = rows
      const shown = rows.slice(0, examples).map((row) => `${unit} ${row.line}: ${said(row)}`)
      return rows.length === 1 || first === undefined ? shown : [`${rows.length} rows: ${kind}`, ...shown]
    }),
    ...(rest === 0 ? [] : [`… and ${rest} more rejected rows`]),
  ]
}

function said({ field, message }: Reject): string {
  return field === '' ? message : `${field}: ${message}`
}

/** How it begins, whatever the value that it is about: `phone: … is not a phone number in TH`. */
function kindOf(reject: Reject): string {
  const about = reject.message.replace(/"[^"]*"/gu, '…').replace(/\b\d+\b/gu, '…')
  return said({ ...reject, message: about.replace(/[.:;!?](?:\s.*)?$/su, '') })
}
