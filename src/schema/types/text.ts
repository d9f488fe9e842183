/** One line of text. */
import { userNamed } from '../../config/users.ts'
import { InputError, unknownWord } from '../../errors.ts'
import { compareText, nfc } from '../../text.ts'
import { defineType, type TypeContext } from '../type.ts'

export const text = defineType<string>({
  placeholder: 'TEXT',
  is: (value) => typeof value === 'string',
  parse: (typed, context) => {
    const line = nfc(typed.trim())
    if (/[\n\r\u2028\u2029]/.test(line))
      throw new InputError('This takes one line of text.', 'Text of several lines goes into the description')
    return context.field.options === 'users' ? userIn(line, context) : line
  },
  format: (value) => value,
  plain: (value) => value,
  compare: compareText,
  search: (value) => value,
})

/** A user as the settings spell the name. @throws InputError where there are users and this is none, unless that is only told */
function userIn(typed: string, { settings, tell }: TypeContext): string {
  const { users, unknownOwners } = settings
  const user = userNamed(users, typed)
  if (user !== undefined || users.length === 0) return user?.name ?? typed
  const names = users.map(({ name }) => name)
  if (unknownOwners !== 'tell') throw unknownWord('user', typed, names)
  tell?.(`${typed} is none of the users in crm.json: ${names.join(', ')}`)
  return typed
}
