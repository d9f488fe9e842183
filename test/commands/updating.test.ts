/** Imports that update: what a record has stays, what is new comes beside it, and a second time changes nothing. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { crm, emptyStore } from '../helpers/crm.ts'

const shown = ['email', 'phone', 'otherEmails', 'otherPhones']

/** Imports a file twice into a store with one record; says what that record can be reached by. */
async function updated(kind: string, made: readonly string[], lines: readonly string[], by: string) {
  const store = await emptyStore()
  const file = join(store, '..', 'up.csv')
  writeFileSync(file, `${lines.join('\n')}\n`)
  const added = await crm([kind, 'add', ...made], { store })
  if (added.code !== 0) throw new Error(added.err)
  const words = ['import', `${kind}s`, file, '--on-duplicate', 'update', '--match', by]
  const first = await crm(words, { store })
  expect(first.err).toContain('0 created, 1 updated')
  const after = await crm([kind, 'list', '--columns', shown.join(), '--format', 'csv'], { store })
  const again = await crm(words, { store })
  expect(again.err).toContain('0 created, 0 updated, 1 skipped')
  expect((await crm([kind, 'list', '--columns', shown.join(), '--format', 'csv'], { store })).out).toBe(
    after.out,
  )
  return after.out.split('\n')[1]
}

const noy = ['--first-name', 'ນ້ອຍ', '--email', 'noy@main.la', '--phone', '+856 20 5577 8899']
const more = ['--other-emails', 'work=noy@work.la', '--other-phones', 'office=+856 21 212 345']

it.each([
  ['contact', 'email', 'First name,Email,Phone,Title\nນ້ອຍ,NOY@work.la,+856 21 212 345,ຜູ້ອຳນວຍການ'],
  ['lead', 'email', 'First name,Email,Phone,Title\nNoy,noy@work.la,+8562055778899,Director'],
  ['contact', 'phone', 'First name,Phone,Title\nນ້ອຍ,+856 21 212345,Boss'],
])('a %s found by another %s keeps its main ones', async (kind, by, text) => {
  expect(await updated(kind, [...noy, ...more], text.split('\n'), by)).toBe(
    'noy@main.la,+8562055778899,work: noy@work.la,office: +856 21 212 345',
  )
})

it('an account found by another telephone keeps its main one, and takes what is new with its label', async () => {
  const made = ['--name', 'สยามลาน', '--phone', '02 222 2222', '--other-phones', 'สาขา=02 333 3333']
  const lines = [
    'name,phone,email,other phones',
    'สยามลาน,02 333 3333,info@lan.co.th,โกดัง=02 444 4444; 02 222 2222',
  ]
  expect(await updated('account', made, lines, 'phone')).toBe(
    'info@lan.co.th,+6622222222,,สาขา: 02 333 3333; โกดัง: 02 444 4444',
  )
})

it('another main one takes its place where the record was found by its main one; the old one stays', async () => {
  const lines = ['First name,Email,Phone', 'ນ້ອຍ,noy@main.la,+856 20 2222 3333']
  expect(await updated('contact', [...noy, ...more], lines, 'email')).toBe(
    'noy@main.la,+8562022223333,work: noy@work.la,office: +856 21 212 345; +856 20 55 778 899',
  )
})
