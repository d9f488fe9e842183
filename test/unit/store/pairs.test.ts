import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entities } from '../../../src/entities/index.ts'
import { keysOf } from '../../../src/schema/keys.ts'
import { hashOf, Pairs } from '../../../src/store/pairs.ts'

const { lead } = entities
const word = fc.constantFrom('Noy', 'noy', 'สมชาย', 'ບຸນມີ', 'Acme', 'a', 'b c')
const record = fc.record({ id: fc.constant('l1aaaaaaaa'), firstName: word, company: word })

test('every key of every record, by hash and then by place, each once', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 80 }), (records) => {
      const pairs = new Pairs()
      for (const [place, one] of records.entries()) pairs.addKeys(lead, one, place)
      const { hashes, places } = pairs.sorted()
      const wanted = records
        .flatMap((one, place) => keysOf(lead, one).map((key) => [hashOf(key), place] as const))
        .sort((a, b) => a[0] - b[0] || a[1] - b[1])
      expect(Array.from(hashes, (hash, i) => [hash, places[i]])).toEqual(wanted)
    }),
  )
})

test('places are those that the records come to', () => {
  const pairs = new Pairs()
  pairs.addKeys(lead, { id: 'l1aaaaaaaa', company: 'Acme' }, 0)
  pairs.addKeys(lead, { id: 'l1bbbbbbbb', company: 'Acme' }, 1)
  const { hashes, places } = pairs.sorted(Uint32Array.of(5000, 7))
  expect(Array.from(hashes)).toEqual(
    ['name:acme', 'name:acme', 'word:acme', 'word:acme'].map(hashOf).sort((a, b) => a - b),
  )
  expect(Array.from(places)).toEqual([7, 5000, 7, 5000])
})
