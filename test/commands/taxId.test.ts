/** Tax numbers: one number in any spelling, its check digit, and the branches of one company. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { crm, emptyStore, recordsOf } from '../helpers/crm.ts'

const taxIds = (store: string) =>
  Object.values(recordsOf(store, 'accounts'))
    .map((account) => [account['name'], account['taxId'], account['taxBranch']])
    .sort((a, b) => (String(a) < String(b) ? -1 : 1))

describe('a tax number', () => {
  it.each([
    ['0-1055-56176-23-9', '0105556176239'],
    ['0 1055 56176 23 9', '0105556176239'],
    ['๐-๑๐๕๕-๕๖๑๗๖-๒๓-๙', '0105556176239'],
    ['TIN  123456789000', 'TIN 123456789000'],
    ['ເລກ 123456789-0-00', 'ເລກ 123456789-0-00'],
    ['DE 811 907 980', 'DE 811 907 980'],
  ])('%s is stored as %s', async (typed, stored) => {
    const store = await emptyStore()
    const ran = await crm(['account', 'add', 'สยามชา', '--tax-id', typed], { store })
    expect([ran.code, ran.err]).toEqual([0, 'Added account สยามชา.\n'])
    expect(taxIds(store)).toEqual([['สยามชา', stored, undefined]])
  })

  it('is told, and kept, where its check digit is wrong; in an import too', async () => {
    const store = await emptyStore()
    const ran = await crm('account add สยามชา --tax-id 0-1055-56176-23-8', { store })
    expect(ran.code).toBe(0)
    expect(ran.err).toContain(
      '⚠ taxId 0-1055-56176-23-8 of สยามชา has a wrong digit: after the others the last one would be 9.',
    )
    const file = join(store, '..', 'a.csv')
    writeFileSync(file, 'ชื่อลูกค้า,เลขประจำตัวผู้เสียภาษี\nชาเหนือ,3-1012-00123-45-0\nชาใต้,0994000165481\n')
    const imported = await crm(['import', 'accounts', file], { store })
    expect(imported.code).toBe(0)
    expect(imported.err).toContain('taxId 3-1012-00123-45-0 of ชาเหนือ has a wrong digit')
    expect(taxIds(store)).toHaveLength(3)
  })

  it.each([
    'account list taxId:0-1055-56176-23-9',
    'account list taxId:0105556176239',
    'account list taxId:"0 1055 56176 23 9"',
    'account list taxId:=0-1055-56176-23-9',
    'account list taxId:0-1055',
    'find 0-1055-56176-23-9',
    'find 0105556176239',
    'account show 0-1055-56176-23-9',
    'account show 0105556176239',
  ])('is found by either spelling: %s', async (line) => {
    const store = await emptyStore()
    await crm('account add สยามชา --tax-id 0105556176239', { store })
    await crm('account add ชาเหนือ --tax-id 0994000165480', { store })
    const { code, out } = await crm(line, { store })
    expect([code, out.includes('สยามชา'), out.includes('ชาเหนือ')]).toEqual([0, true, false])
  })

  it('is shown in groups', async () => {
    const store = await emptyStore()
    await crm('account add สยามชา --tax-id 0105556176239 --tax-branch สำนักงานใหญ่', { store })
    const { out } = await crm('account show สยามชา', { store })
    expect(out).toContain('0-1055-56176-23-9')
    expect(out).toContain('00000 (head office)')
  })
})

describe('branches of one company', () => {
  it.each([
    ['สำนักงานใหญ่', '00000'],
    ['Head Office', '00000'],
    ['ສຳນັກງານໃຫຍ່', '00000'],
    ['0', '00000'],
    ['สาขาที่ 1', '00001'],
    ['00012', '00012'],
    ['สาขาลาดพร้าว', 'สาขาลาดพร้าว'],
  ])('%s is %s', async (typed, stored) => {
    const store = await emptyStore()
    await crm(['account', 'add', 'ชา', '--tax-id', '0105556176239', '--tax-branch', typed], { store })
    expect(taxIds(store)).toEqual([['ชา', '0105556176239', stored]])
  })

  it('are accounts of their own; the same branch is not, in any spelling', async () => {
    const store = await emptyStore()
    await crm('account add "บริษัท สยามชา จำกัด" --tax-id 0-1055-56176-23-9 --tax-branch สำนักงานใหญ่', { store })
    const other = await crm('account add "บริษัท สยามชา จำกัด" --tax-id 0105556176239 --tax-branch 1', { store })
    expect(other.code).toBe(0)
    const again = await crm('account add "Siam Tea" --tax-id "0 1055 56176 23 9" --tax-branch 00001', {
      store,
    })
    expect([again.code, again.err.includes('(same taxId)')]).toEqual([4, true])
    const unknown = await crm('account add "Siam Tea" --tax-id 0105556176239', { store })
    expect(unknown.code).toBe(4)
    expect((await crm('duplicates', { store })).err).toContain('0 groups of duplicates')
  })

  it('come in from a file as they are, and are known when it comes again', async () => {
    const store = await emptyStore()
    const file = join(store, '..', 'b.csv')
    const rows = [
      'สยามชา,0-1055-56176-23-9,สำนักงานใหญ่',
      'สยามชา,0105556176239,00001',
      'สยามชา,0105556176239,1',
    ]
    writeFileSync(file, `ชื่อลูกค้า,เลขประจำตัวผู้เสียภาษี,สาขา\n${rows.join('\n')}\n`)
    expect((await crm(['import', 'accounts', file], { store })).code).toBe(0)
    const expected = [
      ['สยามชา', '0105556176239', '00000'],
      ['สยามชา', '0105556176239', '00001'],
    ]
    expect(taxIds(store)).toEqual(expected)
    await crm(['import', 'accounts', file], { store })
    expect(taxIds(store)).toEqual(expected)
  })

  it('with another number are another company, whatever it is called', async () => {
    const store = await emptyStore()
    await crm('account add "ชาลาว" --tax-id 0105556176239', { store })
    expect((await crm('account add "ชาลาว" --tax-id 0994000165480', { store })).code).toBe(0)
    const { groups } = JSON.parse((await crm('duplicates accounts --min-score 0.5 --json', { store })).out)
    expect(groups).toEqual([])
  })
})
