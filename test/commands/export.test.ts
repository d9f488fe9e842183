/** crm export: what people read, and what machines do. */
import { describe, expect, it } from 'vitest'
import { crm, storeFrom } from '../helpers/crm.ts'

describe('days and times', () => {
  const columns = 'text,due,createdAt'
  const exported = async (format: string) =>
    (
      await crm(`export reminders --columns ${columns} --sort text --format ${format}`, {
        store: storeFrom('examples'),
      })
    ).out

  it('are shown in pages and Markdown as people read them, in the zone of the store', async () => {
    expect(await exported('markdown')).toBe(
      [
        '| text | due | createdAt |',
        '| --- | --- | --- |',
        '| Ask how the grinder runs | 2026-11-27 | 2026-09-20 13:00 |',
        '| Monday figures | 2026-12-07 09:00 | 2026-11-02 09:00 |',
        '| Send the drawings | 2026-11-20 | 2026-11-17 10:20 |',
        '| โทรหาคุณน้ำผึ้ง | 2026-11-22 14:00 | 2026-11-09 10:30 |',
        '',
      ].join('\n'),
    )
    const page = await exported('html')
    expect(page).toContain('>2026-12-07 09:00</td>')
    expect(page).not.toMatch(/\dT\d\d:/)
  })

  it('stay as they are stored in what machines read', async () => {
    for (const format of ['csv', 'tsv', 'json', 'jsonl', 'xml'])
      expect(await exported(format)).toContain('2026-09-20T06:00:00Z')
  })
})
