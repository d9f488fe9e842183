/** Records that are exactly alike in all that is compared: one of them is compared for all, however many there are. */
import type { Found } from '../../schema/data.ts'
import type { Profile } from './profile.ts'

export interface Identical {
  /** Of the first; the others' are the same. */
  readonly profile: Profile
  readonly members: readonly Found[]
}

/** @param apart ids of records that the user said are not others': each stands alone */
export function identicalIn(
  records: readonly { readonly found: Found; readonly profile: Profile }[],
  apart: ReadonlySet<string>,
): readonly Identical[] {
  const bySign = new Map<string, { profile: Profile; members: Found[] }>()
  for (const { found, profile } of records) {
    const sign = apart.has(profile.id) ? profile.id : signOf(profile)
    const known = bySign.get(sign)
    if (known === undefined) bySign.set(sign, { profile, members: [found] })
    else known.members.push(found)
  }
  return [...bySign.values()]
}

/** No folded word has a line break or a tab. */
function signOf({ kind, id, traits }: Profile): string {
  if (traits.length === 0) return id
  return `${kind}\n${traits.map(({ slot, words }) => `${slot}\t${words.join('\t')}`).join('\n')}`
}
