/** A program that makes one large commit and kills itself at a step of it: DIR STEP. Says so where it gets through. */
import { fixedClock } from '../../src/clock.ts'
import type { EntityName } from '../../src/entities/index.ts'
import type { Change } from '../../src/schema/changes.ts'
import type { AnyRecord } from '../../src/schema/field.ts'
import { openStore } from '../../src/store/store.ts'

const [dir = '', deadly = ''] = process.argv.slice(2)
const stamps = { createdAt: '2026-11-22T02:00:00Z', updatedAt: '2026-11-22T02:00:00Z' }
let steps = 0

/** Dies before the step is done. */
function step(): void {
  if (++steps === Number(deadly)) process.kill(process.pid, 'SIGKILL')
}

const store = openStore({ dir, clock: fixedClock(new Date('2026-11-22T03:00:00Z')), step })

function making(kind: EntityName, id: string, fields: Omit<AnyRecord, 'id'>): Change {
  return { kind, id, after: { id, ...fields, ...stamps } }
}

/** Every lead is edited, every account removed and with them their file, and each other kind gets its first record. */
function plan(): Change[] {
  return [
    ...store.all('lead').map((before) => ({
      kind: 'lead' as const,
      id: before.id,
      before,
      after: { ...before, status: 'working' },
    })),
    ...store.all('account').map((before) => ({ kind: 'account' as const, id: before.id, before })),
    making('lead', 'lz00000000', { firstName: 'Noy', status: 'new' }),
    making('contact', 'c100000000', { firstName: 'Noy' }),
    making('deal', 'd100000000', { name: 'Tea', stage: 'prospecting', contacts: ['c100000000'] }),
    making('activity', 'v100000000', {
      kind: 'note',
      for: ['c100000000'],
      text: 'Hello',
      at: stamps.createdAt,
    }),
    making('reminder', 'r100000000', { text: 'Call', due: '2026-12-01', status: 'open' }),
  ]
}

async function main(): Promise<void> {
  const settings = { ...store.settings, currency: 'LAK' }
  await store.commit({ summary: 'All at once', records: plan(), settings }, 'Noy', 'crm test')
  process.stdout.write(`acknowledged after ${steps} steps\n`)
}

void main()
