/** Kills the real program again and again at one store, or lets it live, and looks after each round whether anything was lost. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { mishapOf } from './caretakers.ts'
import { chanceFrom } from './chance.ts'
import { Colleague } from './colleague.ts'
import { failureOf, halfDoneBy, isAcknowledged, isBesidePull, isIdle, leftIn, lostBy } from './judgement.ts'
import { Ledger } from './ledger.ts'
import { copyOfProgram, type Run, start } from './program.ts'
import { wrongIn } from './readers.ts'
import { type Arena, commandOf, type Done, Pace, playRound, type Round } from './round.ts'
import { Tasks } from './tasks.ts'
import { missingContents, openIdsOf, unwind } from './unwind.ts'

export interface TortureOptions {
  /** Folder of the built program. */
  readonly root: string
  /** An empty folder to work in; the store is in it afterwards. */
  readonly folder: string
  readonly seed: number
  /** To go on until so many were killed; with 0 all of them live. */
  readonly kills: number
  /** To go on so long at least. */
  readonly minutes: number
  /** Whether a clone adds to the store through git. */
  readonly withGit: boolean
  /** How many commands each writer runs in a round. */
  readonly each: number
  /** Leads in the store to begin with: from 2,000 on their file is split. */
  readonly leads: number
  /** Is told how far it has come, after each round. */
  readonly tell?: (figures: Figures) => void
}

export interface Figures {
  rounds: number
  runs: number
  kills: number
  /** Killed while they held the lock, and while a decided commit was not carried out yet. */
  killedAtLock: number
  killedInCommit: number
  acknowledged: number
  /** The same by command. */
  readonly acknowledgedBy: Map<string, number>
  /** Killed before they answered, and wholly there. */
  unacknowledgedButThere: number
  /** Backups made beside the writers, restored and unwound. */
  backups: number
  reads: number
  /** Doctors and cleaners beside the writers; pulls that git merged and that it did not. */
  chores: number
  pulls: number
  conflicts: number
  lines: number
  lost: string[]
  half: string[]
  failed: string[]
}

/** @returns the figures; the lists in them are empty where all is well. Ends with the first round that is not. */
export async function torture(options: TortureOptions): Promise<Figures> {
  const figures = noFigures()
  const arena = await arenaFor(options)
  const settings = readFileSync(join(arena.store, 'crm.json'), 'utf8')
  const end = performance.now() + options.minutes * 60_000
  await stocked(arena, options)
  await arena.colleague?.begin()
  while ((figures.kills < options.kills || performance.now() < end) && isWell(figures)) {
    for (const run of (await arena.colleague?.work()) ?? []) noted(figures.failed, refusalOf(run))
    const round = await playRound(arena, 4, 2, options.each)
    figures.rounds++
    countedAll(figures, round)
    await judged(arena, figures, round.writes, settings)
    await restoredAll(arena, figures, round, settings)
    if (figures.rounds % 4 === 0) await keptFor(arena)
    options.tell?.(figures)
  }
  return figures
}

function countedAll(figures: Figures, { writes, reads, chores, pulls }: Round): void {
  for (const done of writes) counted(figures, done, pulls)
  const alone = (run: Run): boolean => !isBesidePull(run, pulls)
  for (const read of reads.filter(alone)) noted(figures.failed, wrongIn(read))
  for (const chore of chores.filter(alone)) noted(figures.failed, mishapOf(chore))
  figures.reads += reads.length
  figures.chores += chores.length
  for (const { isMerged } of pulls) {
    if (isMerged) figures.pulls++
    else figures.conflicts++
  }
}

/** A backup of now, to be restored at some later moment. */
async function keptFor(arena: Arena): Promise<void> {
  const file = join(arena.backups, 'earlier.crm.gz')
  rmSync(file, { force: true })
  await mustRun(arena, 'backup', file)
  arena.tasks.known.backup = file
}

/** Whether nothing was lost, half done or refused without reason. */
export function isWell({ lost, half, failed }: Figures): boolean {
  return lost.length + half.length + failed.length === 0
}

function noFigures(): Figures {
  const counts = { rounds: 0, runs: 0, kills: 0, killedAtLock: 0, killedInCommit: 0 }
  return {
    ...counts,
    acknowledged: 0,
    acknowledgedBy: new Map(),
    unacknowledgedButThere: 0,
    backups: 0,
    reads: 0,
    chores: 0,
    pulls: 0,
    conflicts: 0,
    lines: 0,
    lost: [],
    half: [],
    failed: [],
  }
}

async function arenaFor({ root, folder, seed, kills, withGit }: TortureOptions): Promise<Arena> {
  const program = copyOfProgram(root, join(folder, 'program'))
  const store = join(folder, 'store')
  const batches = join(folder, 'batches')
  const backups = join(folder, 'backups')
  for (const dir of [batches, backups]) mkdirSync(dir)
  const chance = chanceFrom(seed)
  let count = 0
  const name = (): string => `run ${++count}`
  const arena = {
    program,
    store,
    backups,
    chance,
    tasks: new Tasks(chance, batches),
    pace: new Pace(),
    ledger: new Ledger(store),
    colleague: withGit ? new Colleague(program, store) : undefined,
    isDeadly: kills > 0,
    name,
  }
  await mustRun(arena, 'init', store)
  return arena
}

/** Something for undo to take back and for readers to look at, before the first kill. */
async function stocked(arena: Arena, { leads }: TortureOptions): Promise<void> {
  await mustRun(arena, 'lead', 'add', '--first-name', 'Anchor', '--email', 'anchor@torture.example')
  if (leads > 0) await mustRun(arena, ...arena.tasks.batch(leads).words)
  for (let i = 0; i < 8; i++) arena.tasks.learn(await mustRun(arena, ...arena.tasks.add().words))
}

async function mustRun(arena: Arena, ...words: string[]): Promise<Run> {
  const begun = performance.now()
  const run = await start(arena.program, arena.store, words, arena.name()).ended
  arena.pace.learn(words, performance.now() - begun)
  if (run.code !== 0) throw new Error(`crm ${words.join(' ')}: exit ${run.code}: ${run.out}${run.err}`)
  return run
}

function counted(figures: Figures, { run }: Done, pulls: Round['pulls']): void {
  figures.runs++
  if (run.code === undefined) figures.kills++
  if (run.diedLocking) figures.killedAtLock++
  if (run.diedCommitting) figures.killedInCommit++
  if (isAcknowledged(run) && !isIdle(run)) acknowledged(figures, run)
  noted(figures.failed, failureOf(run, pulls))
}

function acknowledged(figures: Figures, { words }: Run): void {
  const command = commandOf(words)
  figures.acknowledged++
  figures.acknowledgedBy.set(command, (figures.acknowledgedBy.get(command) ?? 0) + 1)
}

function noted(list: string[], problem: string | undefined): void {
  if (problem !== undefined) list.push(problem)
}

async function judged(
  arena: Arena,
  figures: Figures,
  writes: readonly Done[],
  settings: string,
): Promise<void> {
  const { program, store } = arena
  const probe = ['lead', 'add', '--first-name', `Probe ${figures.rounds}`, '--allow-duplicate']
  noted(figures.failed, refusalOf(await start(program, store, probe, arena.name()).ended))
  for (const left of leftIn(store)) figures.failed.push(`${left} is still there`)
  const doctor = await start(program, store, ['doctor', '--fix', '--json'], arena.name()).ended
  noted(figures.failed, mishapOf(doctor) ?? refusalOf(doctor))
  const lines = await arena.ledger.linesByRun()
  for (const done of writes) {
    const own = lines.get(done.run.by) ?? []
    const [line] = own
    if (line !== undefined && isAcknowledged(done.run)) arena.ledger.acknowledge(line)
    noted(figures.lost, lostBy(done, own))
    noted(figures.half, halfDoneBy(done, own))
    if (!isAcknowledged(done.run) && own.length > 0) figures.unacknowledgedButThere++
  }
  figures.lines = lines.size
  figures.lost.push(...(await arena.ledger.missing()))
  arena.tasks.forgetGone(openIdsOf(store))
  arena.tasks.known.lines = Array.from(lines.values(), ([line]) => line?.id ?? '').slice(0, 30)
  figures.lost.push(...missingContents(store))
  figures.half.push(...unwind(store, settings))
}

/** So many backups of a round are tried. */
const mostRestored = 3

/** A backup made while others wrote is of one moment: it restores into a store that is sound and unwinds. */
async function restoredAll(
  { program, store, backups, name }: Arena,
  figures: Figures,
  { reads, pulls }: Round,
  settings: string,
): Promise<void> {
  const made = reads.filter((run) => run.words[0] === 'backup' && run.code === 0 && !isBesidePull(run, pulls))
  for (const file of made.map(({ words }) => words[1] ?? '').slice(0, mostRestored)) {
    const to = join(backups, 'restored')
    const restore = await start(program, store, ['restore', file, '--to', to, '--json'], name()).ended
    noted(figures.failed, refusalOf(restore))
    if (restore.code !== 0) continue
    noted(figures.failed, refusalOf(await start(program, to, ['doctor', '--json'], name()).ended))
    figures.half.push(...unwind(to, settings), ...missingContents(to))
    rmSync(to, { recursive: true })
    figures.backups++
  }
  for (const { words } of reads) if (words[0] === 'backup') rmSync(words[1] ?? '', { force: true })
}

function refusalOf({ words, code, out, err }: Run): string | undefined {
  return code === 0 ? undefined : `crm ${words.join(' ')}: exit ${code}: ${out}${err}`
}
