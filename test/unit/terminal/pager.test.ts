import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { showPaged } from '../../../src/terminal/pager.ts'
import { temporaryFolder } from '../../helpers/crm.ts'

const before = process.env['PAGER']
afterEach(() => {
  if (before === undefined) delete process.env['PAGER']
  else process.env['PAGER'] = before
})

describe('the pager', () => {
  it('gets the whole text', () => {
    const file = join(temporaryFolder(), 'shown')
    process.env['PAGER'] = `cat > ${file}`
    expect(showPaged('ບັນທັດ\n'.repeat(200))).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe('ບັນທັດ\n'.repeat(200))
  })

  it.each(['', 'cat', 'no-such-pager-here'])('is none: %j', (pager) => {
    process.env['PAGER'] = pager
    expect(showPaged('line\n'.repeat(200))).toBe(false)
  })

  it('may be left early', () => {
    process.env['PAGER'] = 'head -n 1 > /dev/null'
    expect(showPaged('line\n'.repeat(200_000))).toBe(true)
  })
})
