/** A postal address: free text, or its parts as "street=…; city=…; postalCode=…". */
import { compareText } from '../../text.ts'
import { addressLine, isAddress, parseAddress, plainAddress } from '../addresses.ts'
import type { Address } from '../field.ts'
import { defineType } from '../type.ts'

export const address = defineType<Address>({
  placeholder: 'ADDRESS',
  is: isAddress,
  parse: parseAddress,
  format: addressLine,
  plain: plainAddress,
  compare: (a, b) => compareText(addressLine(a), addressLine(b)),
  search: addressLine,
})
