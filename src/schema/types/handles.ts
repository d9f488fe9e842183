/** Social accounts: the label names the network. */
import { InputError } from '../../errors.ts'
import { nfc } from '../../text.ts'
import { labelledList } from '../labelled.ts'
import { defineType } from '../type.ts'

export const handles = defineType(
  labelledList({
    placeholder: 'NETWORK=NAME',
    parse: (typed) => {
      const name = nfc(typed)
      if (!/[\n\r]/.test(name)) return name
      throw new InputError(`"${typed}" has a line break.`, 'Type it like line=somchai')
    },
    format: (value) => value,
  }),
)
