import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { showPaged } from '../../../src/terminal/pager.ts'
import { temporaryFolder } from '../../helpers/crm.ts'

function shown(text: string, pager: string): boolean {
  return showPaged(text, { env: { ...process.env, PAGER: pager }, rows: 0 })
}

describe('the pager', () => {
  it('gets the whole text', () => {
    const file = join(temporaryFolder(), 'shown')
    expect(shown('ບັນທັດ\n'.repeat(200), `cat > ${file}`)).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe('ບັນທັດ\n'.repeat(200))
  })

  it.each(['', 'cat', 'no-such-pager-here'])('is none: %j', (pager) => {
    expect(shown('line\n'.repeat(200), pager)).toBe(false)
  })

  it('may be left early', () => {
    expect(shown('line\n'.repeat(200_000), 'head -n 1 > /dev/null')).toBe(true)
  })
})
