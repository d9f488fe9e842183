/** The real world around the program: the process, its descriptors and its user. */

import { fstatSync, writeSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { isatty } from 'node:tty'
import { randomBytes } from './chance.ts'
import { systemClock } from './clock.ts'
import type { Environment } from './environment.ts'
import { directOutput } from './terminal/output.ts'
import { showPaged } from './terminal/pager.ts'

/**
 * The environment of this process. What costs time to find out or to load is left until it is asked for.
 * @param packageFolder where the program is installed
 */
export function systemEnvironment(packageFolder: string): Environment {
  let input: Promise<Uint8Array> | undefined
  const outputIsTerminal = isTerminal(1)
  return {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    packageFolder,
    home: process.env['HOME'] || homedir(),
    systemUser,
    clock: systemClock,
    random: randomBytes,
    inputIsTerminal: isTerminal(0),
    outputIsTerminal,
    errorIsTerminal: isTerminal(2),
    columns: outputIsTerminal ? process.stdout.columns : undefined,
    output: directOutput({ write: writeSync, pause: pauseShortly }),
    pager: (text) => showPaged(text, { env: process.env, rows: process.stdout.rows ?? 0 }),
    readInput: (most) => {
      input ??= standardInput(most)
      return input
    },
  }
}

/** Major and minor number of /dev/null on Linux, as a device number. */
const LINUX_NULL = 0x103

/** Whether a person may sit at a descriptor. Node's own answer is asked for only where it can be yes: loading it costs. */
function isTerminal(descriptor: number): boolean {
  try {
    const { rdev } = fstatSync(descriptor)
    return rdev !== 0 && rdev !== LINUX_NULL && isatty(descriptor)
  } catch {
    return false
  }
}

/** Ten milliseconds. */
function pauseShortly(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
}

async function standardInput(most?: number): Promise<Uint8Array> {
  const { allOf } = await import('./outside/files.ts')
  return allOf(process.stdin, 'Standard input', most)
}

/** Containers may run as a user the system has no name for. */
function systemUser(): string {
  try {
    return userInfo().username
  } catch {
    return 'me'
  }
}
