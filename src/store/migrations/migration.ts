/** What a migration is: how one format of the store becomes the next. Frozen once released: it shares no code with the present. */

/** Parsed files of a store by their path in it: crm.json always, and as many data files as are wanted. */
export type StoreFiles = { readonly [name: string]: unknown }

export interface Migration {
  readonly from: number
  readonly to: number
  /** What changes, as a sentence without full stop. */
  readonly says: string
  /** The files that change, in their new form. Each file can be migrated without the other data files. */
  run(files: StoreFiles): StoreFiles
}

export type Plain = { readonly [key: string]: unknown }

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The records of a parsed data file each changed by `change`; anything else in it stays as it is. */
export function eachRecord(file: unknown, change: (record: Plain) => Plain): unknown {
  if (!Array.isArray(file)) return file
  const list: readonly unknown[] = file
  return list.map((record) => (isPlain(record) ? change(record) : record))
}
