/** Who holds the lock: which process on which machine, and whether it is still alive. */
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { systemClock } from '../clock.ts'

export interface Holder {
  readonly pid: number
  readonly host: string
  /** Tells one start of the machine from another; Linux only. */
  readonly bootId?: string
  /** The world in which `pid` means something: containers have their own; Linux only. */
  readonly space?: string
  /** When the process started, in ticks since the machine did; tells it from a later one of the same pid; Linux only. */
  readonly ticks?: string
  /** When the lock was taken, UTC. */
  readonly startedAt: string
  readonly user: string
  readonly command: string
  /** Random; tells this lock from every other. */
  readonly token: string
}

/** This process as the holder of a lock. */
export function thisProcess(user: string, command: string, token: string): Holder {
  const bootId = quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
  const space = quietly(() => readlinkSync('/proc/self/ns/pid'))
  const ticks = stateOf(process.pid)?.ticks
  return {
    pid: process.pid,
    host: hostname(),
    ...(bootId === undefined ? {} : { bootId }),
    ...(space === undefined ? {} : { space }),
    ...(ticks === undefined ? {} : { ticks }),
    startedAt: systemClock.now().toISOString(),
    user,
    command,
    token,
  }
}

/** What this process can tell of a holder: a process of ours, one of another container here, or of elsewhere. */
export function whereIs(holder: Holder, self: Holder): 'here' | 'beside' | 'elsewhere' | 'gone' {
  if (holder.bootId !== undefined && holder.bootId === self.bootId)
    return holder.space === self.space && holder.host === self.host ? 'here' : 'beside'
  if (holder.host !== self.host) return 'elsewhere'
  if (holder.bootId !== undefined && self.bootId !== undefined) return 'gone'
  return holder.space === self.space ? 'here' : 'beside'
}

/** Whether a holder is known to be gone. One on another machine, or in another container, never is. */
export function isGone(holder: Holder, self: Holder): boolean {
  const where = whereIs(holder, self)
  if (where !== 'here') return where === 'gone'
  const found = stateOf(holder.pid)
  if (found === undefined || holder.ticks === undefined) return !isRunning(holder.pid)
  return found.zombie || found.ticks !== holder.ticks
}

/** Reads what a lock file holds; undefined where it is not (yet) a whole one. */
export function parseHolder(text: string): Holder | undefined {
  const value: unknown = quietly(() => JSON.parse(text))
  return isHolder(value) ? value : undefined
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false
  const texts = ['host', 'startedAt', 'user', 'command', 'token']
  const entries = new Map<string, unknown>(Object.entries(value))
  return (
    typeof entries.get('pid') === 'number' && texts.every((name) => typeof entries.get(name) === 'string')
  )
}

/** Whether there is a process of this number on this machine. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Fields 3 and 22 of /proc/PID/stat (proc_pid_stat(5)); the name in field 2 may hold spaces and parentheses. */
function stateOf(pid: number): { zombie: boolean; ticks: string | undefined } | undefined {
  const stat = quietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  if (stat === undefined) return undefined
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { zombie: fields[0] === 'Z', ticks: fields[19] }
}

function quietly<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
