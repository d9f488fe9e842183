/** Cells that are one value of one field. */
import type { Field, Value } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import type { Draft } from './draft.ts'

/** Puts what a cell says, which is not empty, into the draft of its row. */
export type CellReader = (text: string, draft: Draft) => void

/** Reads a value, and joins it to what another column of the row said where the field holds many. */
export function valueReader(name: string, { type }: Field, parse: (text: string) => Value): CellReader {
  const valueIn = remembering(parse)
  const { many, unite } = types[type]
  if (!many) {
    return (text, { values }) => {
      values[name] = valueIn(text)
    }
  }
  return (text, { values }) => {
    const before = values[name]
    values[name] = before === undefined ? valueIn(text) : unite(before, valueIn(text))
  }
}

/** How many different cells of a column are remembered: enough for owners, products, days, towns. */
const remembered = 1000

/** The function with its results remembered, as long as there are few: a column of names or emails has too many. */
export function remembering<V>(read: (text: string) => V): (text: string) => V {
  let known: Map<string, V> | undefined = new Map()
  return (text) => {
    const found = known?.get(text)
    if (found !== undefined) return found
    const value = read(text)
    known?.set(text, value)
    if (known !== undefined && known.size > remembered) known = undefined
    return value
  }
}
