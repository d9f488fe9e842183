/** npm run bench: whole commands against a floor measured in the same run, as ratios. Figures, not assertions. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { leadsCsv } from './data.ts'

const program = resolve('bin/crm.js')
const csvParser = pathToFileURL(resolve('node_modules/csv-parse/lib/sync.js')).href
const isShort = process.argv.includes('--short')
const work = mkdtempSync(join(tmpdir(), 'lukkha-bench-'))

interface Measured {
  readonly seconds: number
  readonly megabytes: number
}

/** Wall time of one run of Node with these arguments. */
function once(args: readonly string[], env: { readonly [name: string]: string } = {}): Measured {
  const begun = process.hrtime.bigint()
  const ran = spawnSync(process.execPath, args, {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9
  if (ran.status !== 0) throw new Error(`node ${args.join(' ')} ended with ${ran.status}:\n${ran.stderr}`)
  return { seconds, megabytes: 0 }
}

/** The same with the most memory it ever had. */
function watched(args: readonly string[], env: { readonly [name: string]: string }): Measured {
  const report = join(work, 'peak')
  const preload = join(work, 'watch.cjs')
  writeFileSync(
    preload,
    `process.on('exit',()=>require('fs').writeFileSync(${JSON.stringify(report)},String(process.resourceUsage().maxRSS)))`,
  )
  const { seconds } = once(['--require', preload, ...args], env)
  return { seconds, megabytes: Number(readFileSync(report, 'utf8')) / 1024 }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** Runs the two in turn and prints the medians and their ratio. */
function compare(
  name: string,
  target: number,
  runs: number,
  floor: () => Measured,
  work: () => Measured,
): void {
  floor()
  work()
  const pairs = Array.from({ length: runs }, () => ({ floor: floor(), work: work() }))
  const base = median(pairs.map((pair) => pair.floor.seconds))
  const cost = median(pairs.map((pair) => pair.work.seconds))
  const ratio = median(pairs.map((pair) => pair.work.seconds / pair.floor.seconds))
  say(`${name.padEnd(52)} ${ms(base)} ${ms(cost)}   ${ratio.toFixed(2)} ×   (target ${target} ×)`)
}

function ms(seconds: number): string {
  return `${(seconds * 1000).toFixed(0)} ms`.padStart(9)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

const empty = () => once(['-e', '0'])
const crm = (store: string, ...words: readonly string[]) =>
  once([program, ...words], { CRM_STORE: store, CRM_USER: 'bench' })

function storeWith(leads: number): string {
  const store = join(work, `store-${leads}`)
  crm(store, 'init', store)
  crm(store, 'import', 'leads', csvOf(leads))
  return store
}

function csvOf(leads: number): string {
  const file = join(work, `leads-${leads}.csv`)
  writeFileSync(file, leadsCsv(leads))
  return file
}

function startUp(): void {
  const store = storeWith(10_000)
  const ids: { id: string; phone: string }[] = JSON.parse(
    readFileSync(join(store, 'data/leads', firstShard(store)), 'utf8'),
  )
  const lead = ids[3] ?? { id: '', phone: '' }
  for (let day = 1; day <= 20; day++)
    crm(store, 'reminder', 'add', `Call back ${day}`, '--due', '2026-01-05', '--for', lead.id)
  const runs = isShort ? 5 : 21
  let count = 0
  compare('crm --version', 1.5, runs, empty, () => once([program, '--version']))
  compare('lead add, among 10,000 leads', 1.5, runs, empty, () =>
    crm(
      store,
      'lead',
      'add',
      '--first-name',
      'Bench',
      '--last-name',
      `Number ${count++}`,
      '--email',
      `bench${count}@bench.example`,
    ),
  )
  compare('lead show ID, among 10,000 leads', 1.5, runs, empty, () => crm(store, 'lead', 'show', lead.id))
  compare('lead show PHONE, among 10,000 leads', 1.5, runs, empty, () =>
    crm(store, 'lead', 'show', lead.phone),
  )
  compare('reminder due, among 10,000 leads', 1.5, runs, empty, () => crm(store, 'reminder', 'due'))
  compare('today, among 10,000 leads', 1.5, runs, empty, () => crm(store, 'today'))
  for (const words of [['reminder', 'due'], ['today']])
    compare(`${words.join(' ')}, the first time after a change`, 1.5, runs, empty, () => {
      crm(store, 'lead', 'edit', lead.id, '--company', `Company ${count++}`)
      return crm(store, ...words)
    })
}

function firstShard(store: string): string {
  return readdirSync(join(store, 'data/leads'))[0] ?? ''
}

function imports(): void {
  for (const leads of isShort ? [10_000] : [1_000, 10_000, 100_000]) {
    const file = csvOf(leads)
    const parse = () =>
      once([
        '--input-type=module',
        '-e',
        `import { parse } from '${csvParser}'; import { readFileSync } from 'node:fs'; parse(readFileSync('${file}'), { columns: true })`,
      ])
    const store = join(work, 'import')
    compare(`import of ${counted(leads)}, against csv-parse alone`, 2.5, leads > 10_000 ? 3 : 5, parse, () =>
      crm(into(store), 'import', 'leads', file),
    )
  }
  for (const leads of isShort ? [10_000] : [1_000, 10_000, 100_000, 1_000_000]) growth(leads)
}

/** One size of file: into an empty store, then the same again, only shown, and every row changed. */
function growth(leads: number): void {
  const file = csvOf(leads)
  const changed = join(work, 'changed.csv')
  writeFileSync(changed, readFileSync(file, 'utf8').replaceAll(',Manager,', ',Director,'))
  const store = into(join(work, 'growth'))
  const take = (name: string, target: string, ...words: string[]): void => {
    const { seconds, megabytes } = watched([program, 'import', 'leads', ...words], {
      CRM_STORE: store,
      CRM_USER: 'bench',
    })
    const memory = `${megabytes.toFixed(0)} MB`.padStart(9)
    say(
      `${`import of ${counted(leads)}, ${name}`.padEnd(52)} ${ms(seconds)} ${memory}   ${((seconds / leads) * 1e6).toFixed(0)} µs a row${target}`,
    )
  }
  take('into an empty store', leads === 100_000 ? '   (target 600 MB)' : '', file)
  take('the same again', '', file)
  take('the same again, --dry-run', '', file, '--dry-run')
  take('updating each', '', changed, '--on-duplicate', 'update')
}

function counted(leads: number): string {
  return `${leads.toLocaleString('en')} leads`
}

function into(store: string): string {
  rmSync(store, { recursive: true, force: true })
  crm(store, 'init', store)
  return store
}

function large(): void {
  const store = storeWith(100_000)
  const list = () => crm(store, 'lead', 'list', '--limit', '1')
  compare('find PHONE, among 100,000 leads', 2, 5, empty, () => crm(store, 'find', '0810000037'))
  compare('find EMAIL, among 100,000 leads', 2, 5, empty, () =>
    crm(store, 'find', 'person777@company777.example'),
  )
  compare('find part of a Thai name, against reading all', 1.5, 5, list, () => crm(store, 'find', 'ผึ้ง'))
  const { seconds } = crm(store, 'duplicates', 'leads', '--limit', '1')
  say(`${'duplicates among 100,000 leads'.padEnd(52)} ${ms(seconds)}`)
  let count = 0
  compare('lead add, among 100,000 leads', 2, 11, empty, () =>
    crm(
      store,
      'lead',
      'add',
      '--first-name',
      'Bench',
      '--last-name',
      `Number ${count++}`,
      '--email',
      `bench${count}@bench.example`,
    ),
  )
  const deals = join(work, 'store-deals')
  crm(deals, 'init', deals)
  mkdirSync(join(deals, 'data'), { recursive: true })
  const file = join(work, 'deals.csv')
  writeFileSync(file, dealsCsv(100_000))
  crm(deals, 'import', 'deals', file)
  const folder = join(deals, 'data/deals')
  const parse = () =>
    once([
      '-e',
      `const fs=require('fs');for(const f of fs.readdirSync('${folder}'))JSON.parse(fs.readFileSync('${folder}/'+f,'utf8'))`,
    ])
  for (const name of [
    'pipeline',
    'forecast',
    'owners',
    'win-loss',
    'lost',
    'funnel',
    'customers',
    'sources',
  ]) {
    compare(`report ${name} over 100,000 deals, against JSON.parse`, 1.3, 5, parse, () =>
      crm(deals, 'report', name),
    )
  }
  compare('dashboard over 100,000 deals, against JSON.parse', 1.3, 5, parse, () => crm(deals, 'dashboard'))
  const shard = join(folder, readdirSync(folder)[0] ?? '')
  for (const words of [['report', 'pipeline'], ['dashboard']]) {
    const name = words.join(' ')
    compare(`${name}, the first time after a change`, 1.3, 5, parse, () => {
      writeFileSync(shard, readFileSync(shard))
      return crm(deals, ...words)
    })
    compare(`${name} in a fresh clone`, 1.3, 5, parse, () => {
      rmSync(join(deals, '.local/cache'), { recursive: true, force: true })
      return crm(deals, ...words)
    })
  }
  say(
    `(the files of these deals hold ${(readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6).toFixed(0)} MB)`,
  )
}

function dealsCsv(count: number): string {
  const stages = ['prospecting', 'qualification', 'proposal', 'negotiation', 'won', 'lost']
  const lines = Array.from(
    { length: count },
    (_, i) =>
      `Deal ${i},${(i % 977) * 137 + 500}.25,${stages[i % 6]},2026-${String((i % 12) + 1).padStart(2, '0')}-15,Owner ${i % 7}`,
  )
  return `name,amount,stage,closeDate,owner\n${lines.join('\n')}\n`
}

try {
  say(`${'what'.padEnd(52)} ${'floor'.padStart(9)} ${'crm'.padStart(9)}   ratio`)
  startUp()
  imports()
  if (!isShort) large()
} finally {
  rmSync(work, { recursive: true, force: true })
}
