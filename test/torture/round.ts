/** One round: several writers and readers at one store, some of the writers killed. */
import { watch } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { nextChore } from './caretakers.ts'
import type { Chance } from './chance.ts'
import type { Colleague, Pull } from './colleague.ts'
import type { Ledger } from './ledger.ts'
import { holderOf, type Run, type Started, start } from './program.ts'
import { nextLook } from './readers.ts'
import type { Task, Tasks } from './tasks.ts'

export interface Arena {
  readonly program: string
  readonly store: string
  /** Folder for the backups that are made beside the writers. */
  readonly backups: string
  readonly chance: Chance
  readonly tasks: Tasks
  readonly ledger: Ledger
  /** Undefined where there is none. */
  readonly colleague: Colleague | undefined
  /** Whether commands are killed. */
  readonly isDeadly: boolean
  /** How long each kind of command took, in ms: what kills are spread over. */
  readonly pace: Pace
  /** Gives every run its own name. */
  name(): string
}

/** What a command takes from start to end, by kind; learnt from those that were left alone. */
export class Pace {
  readonly #kinds = new Map<string, number>()
  #any = 300

  /** In ms. */
  of(words: readonly string[]): number {
    return this.#kinds.get(commandOf(words)) ?? this.#any
  }

  learn(words: readonly string[], ms: number): void {
    this.#any = 0.7 * this.#any + 0.3 * ms
    this.#kinds.set(commandOf(words), 0.7 * this.of(words) + 0.3 * ms)
  }
}

const nouns = ['lead', 'deal', 'reminder', 'file']

/** `lead convert`, `merge` */
export function commandOf(words: readonly string[]): string {
  return words.slice(0, nouns.includes(words[0] ?? '') ? 2 : 1).join(' ')
}

export interface Done {
  readonly task: Task
  readonly run: Run
}

export interface Round {
  readonly writes: readonly Done[]
  readonly reads: readonly Run[]
  readonly chores: readonly Run[]
  readonly pulls: readonly Pull[]
}

/** Moments of a commit that can be seen from outside, and over how many ms after them the kills are spread. */
const moments: { readonly [name: string]: number | undefined } = { lock: 40, 'commit.json': 6 }

/** @param each how many commands each writer runs, one after the other */
export async function playRound(
  arena: Arena,
  writers: number,
  readers: number,
  each: number,
): Promise<Round> {
  const { chance, store, program } = arena
  const stalker = stalked(arena)
  let isOver = false
  const writing = Array.from({ length: writers }, async () => {
    const done: Done[] = []
    for (let turn = 0; turn < each; turn++) done.push(await write(arena, stalker.doomed))
    return done
  })
  const again = async (next: (by: string) => Promise<Run>): Promise<Run[]> => {
    const runs: Run[] = []
    while (!isOver) runs.push(await next(arena.name()))
    return runs
  }
  const reading = Array.from({ length: readers }, () =>
    again((by) => start(program, store, nextLook(chance, join(arena.backups, `${by}.crm.gz`)), by).ended),
  )
  const caring = again((by) => care(arena, by))
  const pulling = pulled(arena)
  try {
    const writes = (await Promise.all(writing)).flat()
    isOver = true
    const reads = (await Promise.all(reading)).flat()
    return { writes, reads, chores: await caring, pulls: await pulling }
  } finally {
    isOver = true
    stalker.end()
  }
}

/** A doctor or somebody who cleans, every third of them killed. */
async function care({ program, store, chance, pace, isDeadly }: Arena, by: string): Promise<Run> {
  const chore = nextChore(chance)
  const begun = performance.now()
  const started = start(program, store, chore, by)
  const isKilled = isDeadly && chance.whole(3) === 0
  const killing = isKilled ? setTimeout(started.kill, chance.below(pace.of(chore))) : undefined
  const run = await started.ended
  clearTimeout(killing)
  if (run.code === 0) pace.learn(chore, performance.now() - begun)
  return run
}

async function pulled({ colleague, chance }: Arena): Promise<readonly Pull[]> {
  if (colleague === undefined) return []
  await sleep(chance.below(1500))
  return [await colleague.pull()]
}

/** Those who are to die soon after this file of `.local` is there and they hold the lock. */
type Doomed = Map<number, { readonly started: Started; readonly at: string }>

function stalked({ store, chance }: Arena): { readonly doomed: Doomed; end(): void } {
  const doomed: Doomed = new Map()
  const watcher = watch(join(store, '.local'), (_, name) => {
    const spread = name === null ? undefined : moments[name]
    const holder = spread === undefined ? undefined : holderOf(store)
    const victim = holder === undefined ? undefined : doomed.get(holder)
    if (spread === undefined || holder === undefined || victim?.at !== name) return
    doomed.delete(holder)
    const delay = chance.below(spread) - 1
    if (delay < 0) victim.started.kill()
    else setTimeout(victim.started.kill, delay)
  })
  return { doomed, end: () => watcher.close() }
}

/** One command: left alone, killed at any moment of its life, or in its commit. */
async function write(
  { program, store, chance, tasks, pace, name, isDeadly }: Arena,
  doomed: Doomed,
): Promise<Done> {
  const task = tasks.next()
  const begun = performance.now()
  const started = start(program, store, task.words, name())
  const deaths = ['any moment', 'any moment', ...Object.keys(moments)]
  const fate = isDeadly ? chance.oneOf(['life', 'life', ...deaths]) : 'life'
  if (started.pid !== undefined) doomed.set(started.pid, { started, at: fate })
  const killing =
    fate === 'any moment' ? setTimeout(started.kill, chance.below(pace.of(task.words))) : undefined
  const run = await started.ended
  clearTimeout(killing)
  if (started.pid !== undefined) doomed.delete(started.pid)
  if (run.code === 0) {
    pace.learn(task.words, performance.now() - begun)
    tasks.learn(run)
  }
  return { task, run }
}
