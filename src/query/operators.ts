/** Operators that the language does not have, and what they are in it: `&&`, `status==new`, `amount > 5`. */
import { InputError } from '../errors.ts'
import type { Term } from './tree.ts'

/** What other languages write, and what is written here. */
const meant: ReadonlyMap<string, string> = new Map([
  ['&', 'AND'],
  ['&&', 'AND'],
  ['|', 'OR'],
  ['||', 'OR'],
  ['!', 'NOT'],
  ['=', ':'],
  ['==', ':='],
  ['===', ':='],
  ['~', ':'],
  ['=~', ':'],
  ['~=', ':'],
  ['!~', '!='],
  ['!==', '!='],
  ['<>', '!='],
  ['=>', '>='],
  ['=<', '<='],
  ['>>', '>'],
  ['<<', '<'],
])

const sign = '[<>=!~]+'
const joining = /^(?:&&?|\|\|?|!)$/u
const alone = new RegExp(`^(${sign})`, 'u')
const between = new RegExp(`^([\\p{L}_][\\p{L}\\p{M}\\p{N}_.-]*):?(${sign})`, 'u')
const negation = /^!(?=@|[\p{L}_][\p{L}\p{M}\p{N}_.-]*[:<>=])/u

/**
 * Refuses a condition whose operator the language does not have; what the user quoted is text whatever it looks like.
 * @param isField whether a kind of record has a field of a name
 * @throws InputError with the nearest operator
 */
export function refuseOperator(
  { field, operator, value = '', quoted }: Term,
  isField: (name: string) => boolean,
): void {
  if (quoted) return
  if (field !== undefined) {
    const more = alone.exec(value)?.[1]
    if (more !== undefined) throw unknownOperator(operator.replace(':', '') + more)
    return
  }
  if (joining.test(value) || negation.test(value)) throw unknownOperator(joining.exec(value)?.[0] ?? '!')
  if (alone.test(value))
    throw new InputError(
      `No field stands before "${alone.exec(value)?.[1] ?? value}".`,
      'Field, operator and value are written without spaces, as in amount:>10000; quote what is text.',
    )
  const [, name = '', typed] = between.exec(value) ?? []
  if (typed !== undefined && isField(name)) throw unknownOperator(typed)
}

function unknownOperator(typed: string): InputError {
  const near = meant.get(typed)
  return new InputError(
    `Unknown operator "${typed}".${near === undefined ? '' : ` Did you mean "${near}"?`}`,
    'Valid: : := != > >= < <=, and AND, OR, NOT; quote what is text.',
  )
}
