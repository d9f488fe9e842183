import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../../src/config.ts'
import type { Change, Changes } from '../../../src/schema/changes.ts'
import { previewLines } from '../../../src/terminal/preview.ts'

const lead = { id: 'l7k3m9x2qa', firstName: 'Somchai', lastName: 'Jaidee', createdAt: '2026-11-01T00:00:00Z' }
const deal = {
  id: 'd9x2m9x2qa',
  name: 'Website',
  amount: 1000,
  stage: 'proposal',
  closeDate: '2026-12-01',
  updatedAt: '2026-11-01T00:00:00Z',
}
const short = (id: string) => id.slice(0, 4)

function plan(...records: Change[]): Changes {
  return { summary: 'Did it', records }
}

describe('previewLines', () => {
  it('says what would be made, changed and removed', () => {
    const won = {
      ...deal,
      stage: 'won',
      amount: 2500.5,
      tags: ['vip', 'ลาว'],
      updatedAt: '2026-11-22T00:00:00Z',
    }
    const { closeDate: _, ...after } = won
    const changes = plan(
      { kind: 'lead', id: lead.id, after: lead },
      { kind: 'deal', id: deal.id, before: deal, after },
      { kind: 'contact', id: 'c4m1m9x2qa', before: { id: 'c4m1m9x2qa', firstName: 'น้ำผึ้ง\u001b[5m' } },
    )
    expect(previewLines(changes, defaultSettings, short)).toEqual([
      'Would make 1 lead; change 1 deal; remove 1 contact. Nothing was written.',
      '+ lead l7k3 Somchai Jaidee',
      '~ deal d9x2 Website, amount: 1,000.00 THB → 2,500.50 THB, stage: proposal → won, closeDate: 2026-12-01 → none, tags: none → vip, ลาว',
      '- contact c4m1 น้ำผึ้ง␛[5m',
    ])
  })

  it('cuts long values and leaves out what only repeats the change', () => {
    const before = { ...lead, description: 'a\nb', stageHistory: [] }
    const after = {
      ...lead,
      description: 'x'.repeat(50),
      stageHistory: [{ stage: 'won', at: '2026-11-22T00:00:00Z' }],
    }
    expect(
      previewLines(
        plan({ kind: 'deal', id: deal.id, before, after: { ...after, name: 'W' } }),
        defaultSettings,
      )[1],
    ).toBe(`~ deal d9x2m9x2qa W, description: a ⏎ b → ${'x'.repeat(39)}…, name: none → W`)
  })

  it('shows twenty records of a large plan', () => {
    const records = Array.from(
      { length: 200 },
      (_, n): Change => ({ kind: 'lead', id: `l${n}`, after: { id: `l${n}`, company: 'A' } }),
    )
    const lines = previewLines(plan(...records), defaultSettings)
    expect(lines).toHaveLength(22)
    expect(lines[0]).toBe('Would make 200 leads. Nothing was written.')
    expect(lines[20]).toBe('+ lead l19 A')
    expect(lines[21]).toBe('… and 180 more')
  })

  it('names the settings that would change', () => {
    const settings = { ...defaultSettings, timezone: 'Asia/Vientiane', rates: { USD: '36.50' } }
    expect(previewLines({ summary: '', records: [], settings }, defaultSettings)).toEqual([
      'Would change the settings. Nothing was written.',
      '~ settings timezone, rates',
    ])
  })

  it('says where nothing would change', () => {
    expect(previewLines(plan(), defaultSettings)).toEqual(['Would change nothing.'])
  })
})
