/** How well duplicates are found among made-up people and companies: mistakes that no rule was made for. */
import { describe, expect, it } from 'vitest'
import { findDuplicates } from '../../../src/rules/likeness/search.ts'
import { companies, type Labelled, pairOf, people } from '../../helpers/alike.ts'

/** @param least score from which on pairs count; the rules' own threshold without it */
function judged({ data, same }: Labelled, kind: 'lead' | 'account', least = 0) {
  const pairs = findDuplicates(data, { kinds: [kind] }).pairs.filter(({ score }) => score >= least)
  const right = pairs.filter(({ a, b }) => same.has(pairOf(a.record.id, b.record.id))).length
  return { precision: right / pairs.length, recall: right / same.size }
}

describe('the default rules', () => {
  // Two thirds of these people live with others of their name, many of them without any number of their own to tell.
  it.each([1, 2, 3])('find people among their families and namesakes, to be looked at (seed %i)', (seed) => {
    const { precision, recall } = judged(people(seed, 1200), 'lead')
    expect(precision).toBeGreaterThanOrEqual(0.78)
    expect(recall).toBeGreaterThanOrEqual(0.95)
  })

  it.each([1, 2, 3])('are right where people are merged unasked (seed %i)', (seed) => {
    const { precision, recall } = judged(people(seed, 1200), 'lead', 0.95)
    expect(precision).toBeGreaterThanOrEqual(0.98)
    expect(recall).toBeGreaterThanOrEqual(0.9)
  })

  it.each([1, 2, 3])('know companies under any legal form, and branches apart (seed %i)', (seed) => {
    const { precision, recall } = judged(companies(seed, 800), 'account')
    expect((2 * precision * recall) / (precision + recall)).toBeGreaterThanOrEqual(0.98)
    expect(precision).toBeGreaterThanOrEqual(0.96)
  })
})
