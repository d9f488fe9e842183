/** A program that writes and reads a store, to be run many times at once, killed and watched. */
import { systemClock } from '../../src/clock.ts'
import { CrmError } from '../../src/errors.ts'
import type { AnyRecord } from '../../src/schema/field.ts'
import { Folder } from '../../src/store/folder.ts'
import { Lock } from '../../src/store/lock.ts'
import { openStore } from '../../src/store/store.ts'

const [verb = '', dir = '', ...rest] = process.argv.slice(2)
const stamps = { createdAt: '2026-11-22T02:00:00Z', updatedAt: '2026-11-22T02:00:00Z' }
const command = `crm ${verb}`

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function open(wait = 30) {
  return openStore({ dir, clock: systemClock, wait })
}

/** Two records of two kinds that are always changed together. */
const lead = 'l7k3m9x2qa'
const account = 'a7k3m9x2qa'

async function writePair(value: number): Promise<void> {
  const store = open()
  const [before, beside] = [store.get('lead', lead), store.get('account', account)]
  const [first, second]: AnyRecord[] = [
    { id: lead, firstName: String(value), status: 'new', description: 'x'.repeat(value % 5000), ...stamps },
    { id: account, name: String(value), ...stamps },
  ]
  if (first === undefined || second === undefined) return
  const records = [
    { kind: 'lead' as const, id: lead, after: first, ...(before === undefined ? {} : { before }) },
    {
      kind: 'account' as const,
      id: account,
      after: second,
      ...(beside === undefined ? {} : { before: beside }),
    },
  ]
  await store.commit({ summary: String(value), records }, 'Noy', command)
}

const verbs: { readonly [verb: string]: () => Promise<void> } = {
  /** Adds one lead: ID [SECONDS TO WAIT] */
  async add() {
    const [id = '', wait = '30'] = rest
    const after = { id, firstName: 'Somchai', status: 'new', ...stamps }
    await open(Number(wait)).commit({ summary: id, records: [{ kind: 'lead', id, after }] }, 'Noy', command)
  },
  /** Writes the pair again and again, saying each value once it is acknowledged: FROM COUNT */
  async write() {
    const [from = '0', count = '1'] = rest
    for (let value = Number(from); value < Number(from) + Number(count); value++) {
      await writePair(value)
      say(String(value))
    }
  },
  /** Reads the pair until told to end, failing where the two differ. */
  async read() {
    let isEnding = false
    process.stdin.once('data', () => {
      isEnding = true
    })
    let count = 0
    for (; !isEnding; count++) {
      const store = open()
      const [first, second] = [store.get('lead', lead)?.firstName, store.all('account')[0]?.name]
      if (store.isConsistent() && first !== second) throw new Error(`${first} beside ${second}`)
      await new Promise((resolve) => setImmediate(resolve))
    }
    say(String(count))
    process.stdin.destroy()
  },
  /** Takes the lock and keeps it. */
  async hold() {
    await new Lock(new Folder(dir), 'Anna', command).take(0)
    say('held')
    setInterval(() => {}, 1000)
  },
}

try {
  await verbs[verb]?.()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof CrmError ? error.exitCode : 1
}
