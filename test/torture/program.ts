/** The real program in processes of its own, which can be killed. */
import { spawn } from 'node:child_process'
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Run {
  readonly words: readonly string[]
  /** What the history calls who did it: another for every run. */
  readonly by: string
  /** Undefined where it was killed. */
  readonly code: number | undefined
  readonly out: string
  readonly err: string
  /** It held the lock when it died. */
  readonly diedLocking: boolean
  /** It had decided its commit and not finished carrying it out when it died. */
  readonly diedCommitting: boolean
  /** When it was started and when it had ended, in ms of this process. */
  readonly from: number
  readonly to: number
}

export interface Started {
  readonly pid: number | undefined
  readonly ended: Promise<Run>
  kill(): void
}

/** Copies the built program, so that it stays the same while it runs. @returns the file to run */
export function copyOfProgram(root: string, to: string): string {
  for (const part of ['bin', 'dist', 'package.json']) {
    cpSync(join(root, part), join(to, part), { recursive: true, preserveTimestamps: true })
  }
  return join(to, 'bin/crm.js')
}

/** The process that the lock names. */
export function holderOf(store: string): number | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(join(store, '.local/lock'), 'utf8'))
    return typeof holder === 'object' && holder !== null && 'pid' in holder ? Number(holder.pid) : undefined
  } catch {
    return undefined
  }
}

/** Starts a command line on a store. */
export function start(program: string, store: string, words: readonly string[], by: string): Started {
  const home = join(store, '..')
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, CRM_STORE: store, CRM_USER: by, NO_COLOR: '1' }
  const from = performance.now()
  const child = spawn(process.execPath, [program, ...words], { env, cwd: home })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.err += text
  })
  child.stdin.end()
  const ended = new Promise<Run>((resolve, reject) => {
    child.on('error', reject)
    let found = { diedLocking: false, diedCommitting: false }
    child.on('exit', (_, signal) => {
      if (signal === null || holderOf(store) !== child.pid) return
      found = { diedLocking: true, diedCommitting: existsSync(join(store, '.local/commit.json')) }
    })
    child.on('close', (code, signal) => {
      const times = { from, to: performance.now() }
      resolve({ words, by, ...said, ...found, ...times, code: signal === null ? (code ?? 1) : undefined })
    })
  })
  return { pid: child.pid, ended, kill: () => child.kill('SIGKILL') }
}
