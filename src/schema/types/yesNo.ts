/** Yes or no. */
import { InputError } from '../../errors.ts'
import { digits, fold } from '../../text.ts'
import { compareNumbers } from '../compare.ts'
import { defineType } from '../type.ts'

const yes = new Set('yes y true t 1 on ใช่ มี จริง ถูก ຈິງ ແມ່ນ ແມ່ນແລ້ວ ມີ ໃຊ່'.split(' '))
const no = new Set('no n false f 0 off ไม่ ไม่ใช่ ไม่มี เท็จ ບໍ່ ບໍ່ແມ່ນ ບໍ່ມີ ບໍ່ໃຊ່'.split(' '))

function parseYesNo(typed: string): boolean {
  const word = fold(digits(typed))
  if (yes.has(word)) return true
  if (no.has(word)) return false
  throw new InputError(`"${typed}" is neither yes nor no.`, 'Type yes or no')
}

export const yesNo = defineType<boolean>({
  placeholder: 'yes|no',
  is: (value) => typeof value === 'boolean',
  parse: parseYesNo,
  format: (value) => (value ? 'yes' : 'no'),
  plain: (value) => (value ? 'yes' : 'no'),
  compare: (a, b) => compareNumbers(Number(a), Number(b)),
})
