/** Data files that cannot be read at all: no JSON, half-merged, no UTF-8, no list. */
import type { Check } from './finding.ts'

export const reading: Check = ({ files }) => files.flatMap(({ refusal }) => refusal ?? [])
