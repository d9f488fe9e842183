/** Kills the real program again and again at one store and looks after each round whether anything was lost. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chanceFrom } from './chance.ts'
import { failureOf, halfDoneBy, isAcknowledged, isIdle, leftIn, lostBy } from './judgement.ts'
import { copyOfProgram, type Run, start } from './program.ts'
import { wrongIn } from './readers.ts'
import { type Arena, commandOf, type Done, Pace, playRound } from './round.ts'
import { Tasks } from './tasks.ts'
import { linesByRun, missingContents, openIdsOf, unwind } from './unwind.ts'

export interface TortureOptions {
  /** Folder of the built program. */
  readonly root: string
  /** An empty folder to work in; the store is in it afterwards. */
  readonly folder: string
  readonly seed: number
  /** To go on until so many were killed. */
  readonly kills: number
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
  await stocked(arena, options)
  while (figures.kills < options.kills && isWell(figures)) {
    const round = await playRound(arena, 4, 2, 4)
    figures.rounds++
    for (const done of round.writes) counted(figures, done)
    for (const read of round.reads) noted(figures.failed, wrongIn(read))
    figures.reads += round.reads.length
    await judged(arena, figures, round.writes, settings)
    await restoredAll(arena, figures, round.reads, settings)
    options.tell?.(figures)
  }
  return figures
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
    lines: 0,
    lost: [],
    half: [],
    failed: [],
  }
}

async function arenaFor({ root, folder, seed }: TortureOptions): Promise<Arena> {
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

function counted(figures: Figures, { run }: Done): void {
  figures.runs++
  if (run.code === undefined) figures.kills++
  if (run.diedLocking) figures.killedAtLock++
  if (run.diedCommitting) figures.killedInCommit++
  if (isAcknowledged(run) && !isIdle(run)) acknowledged(figures, run)
  noted(figures.failed, failureOf(run))
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
  noted(figures.failed, refusalOf(await start(program, store, ['doctor', '--json'], arena.name()).ended))
  const lines = linesByRun(store)
  for (const done of writes) {
    const own = lines.get(done.run.by) ?? []
    noted(figures.lost, lostBy(done, own))
    noted(figures.half, halfDoneBy(done, own))
    if (!isAcknowledged(done.run) && own.length > 0) figures.unacknowledgedButThere++
  }
  figures.lines = lines.size
  arena.tasks.forgetGone(openIdsOf(store))
  arena.tasks.known.lines = Array.from(lines.values(), ([line]) => line?.id ?? '').slice(0, 30)
  figures.lost.push(...missingContents(store))
  figures.half.push(...unwind(store, settings))
}

/** A backup made while others wrote is of one moment: it restores into a store that is sound and unwinds. */
async function restoredAll(
  { program, store, backups, name }: Arena,
  figures: Figures,
  reads: readonly Run[],
  settings: string,
): Promise<void> {
  for (const file of reads.flatMap(({ words }) => (words[0] === 'backup' ? [words[1] ?? ''] : []))) {
    const to = join(backups, 'restored')
    const restore = await start(program, store, ['restore', file, '--to', to, '--json'], name()).ended
    noted(figures.failed, refusalOf(restore))
    noted(figures.failed, refusalOf(await start(program, to, ['doctor', '--json'], name()).ended))
    figures.half.push(...unwind(to, settings), ...missingContents(to))
    for (const done of [file, to]) rmSync(done, { recursive: true })
    figures.backups++
  }
}

function refusalOf({ words, code, out, err }: Run): string | undefined {
  return code === 0 ? undefined : `crm ${words.join(' ')}: exit ${code}: ${out}${err}`
}
