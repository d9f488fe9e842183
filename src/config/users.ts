/** The people who work with the store, as the settings list them. */
import { fold } from '../text.ts'

export interface User {
  readonly name: string
  readonly email?: string
  /** Other names that mean the same person: in files of other programs, in records of before. */
  readonly aliases?: readonly string[]
}

const known = new WeakMap<readonly User[], ReadonlyMap<string, User>>()

/** The user of that name, alias or email, in any case; undefined where there is none. */
export function userNamed(users: readonly User[], typed: string): User | undefined {
  let byName = known.get(users)
  if (byName === undefined) {
    const named = users.map((user) => [fold(user.name), user] as const)
    const others = users.flatMap((user) =>
      [...(user.aliases ?? []), user.email ?? ''].map((name) => [fold(name), user] as const),
    )
    byName = new Map([...others, ...named])
    known.set(users, byName)
  }
  return typed.trim() === '' ? undefined : byName.get(fold(typed))
}
