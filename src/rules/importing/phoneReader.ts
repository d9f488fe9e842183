/** Cells of telephones, once they are read as `readPhones` leaves them. */
import { InputError } from '../../errors.ts'
import type { Entity } from '../../schema/entity.ts'
import { isFax } from '../../schema/fax.ts'
import type { TypeContext } from '../../schema/type.ts'
import { types } from '../../schema/types/index.ts'
import { parsePhones } from '../../schema/types/phones.ts'
import type { ImportOptions } from './options.ts'
import { type CellReader, valueReader } from './values.ts'

/** What is told of telephones refuses their rows, where that is wanted. */
export function strictly(context: TypeContext, { isStrict }: ImportOptions): TypeContext {
  if (isStrict !== true) return context
  return {
    ...context,
    tell: (remark) => {
      throw new InputError(`${remark}.`)
    },
  }
}

/** The first number of a cell is the main one, the others go to the list beside it; so do faxes, which stand last. */
export function phoneReader(context: TypeContext, { fields }: Entity): CellReader {
  const { name, field } = context
  const { parse } = types.phone
  const { otherPhones } = fields
  const one = valueReader(name, field, (text) => parse(text, context))
  if (name !== 'phone' || otherPhones === undefined) return one
  return (text, draft) => {
    const numbers = /; |=/.test(text) ? parsePhones(text, context) : []
    const [main, ...rest] = numbers
    const isFaxAlone = isFax(main?.label ?? '')
    if (main === undefined || (main.label !== undefined && !isFaxAlone)) return one(text, draft)
    const { values } = draft
    const others = isFaxAlone ? numbers : rest
    if (!isFaxAlone) values[name] = main.value
    if (others.length > 0) values.otherPhones = types.phones.unite(values.otherPhones ?? [], others)
  }
}
