/** Several postal addresses, separated by "|". */
import { InputError } from '../../errors.ts'
import { compareText } from '../../text.ts'
import { addressLine, isAddress, parseAddress, plainAddress } from '../addresses.ts'
import type { Address } from '../field.ts'
import { escaped, splitList, unescaped, uniteBy } from '../lists.ts'
import { defineType } from '../type.ts'

function parseAddresses(typed: string): readonly Address[] {
  const parts = splitList(typed, '|').map((part) => parseAddress(unescaped(part)))
  if (parts.length === 0) throw new InputError(`There is no address in "${typed}".`, 'Separate several by |')
  return uniteBy(parts, [], plainAddress)
}

function lineOf(list: readonly Address[]): string {
  return list.map(addressLine).join(' | ')
}

export const addresses = defineType<readonly Address[]>({
  placeholder: 'ADDRESS',
  many: true,
  is: (value): value is readonly Address[] => Array.isArray(value) && value.every(isAddress),
  parse: parseAddresses,
  format: lineOf,
  plain: (list) => list.map((address) => escaped(plainAddress(address), '|')).join(' | '),
  compare: (a, b) => compareText(lineOf(a), lineOf(b)),
  search: lineOf,
  unite: (a, b) => uniteBy(a, b, plainAddress),
})
