/** Runs a command line: the only place that catches errors and decides the exit code. */
import { fileURLToPath } from 'node:url'
import { fixedClock } from './clock.ts'
import type { Result } from './commands/command.ts'
import { defaultSettings } from './config.ts'
import { kindOfId } from './entities/index.ts'
import type { Environment } from './environment.ts'
import { CrmError, InputError } from './errors.ts'
import { outputFormat } from './formats/names.ts'
import { type Call, understand } from './program.ts'
import { isId, shortId } from './schema/id.ts'
import { types } from './schema/types/index.ts'
import { openSession, type Session } from './session.ts'
import { systemEnvironment } from './system.ts'
import { palette, wantsColour } from './terminal/colour.ts'
import type { Output } from './terminal/output.ts'
import { print } from './terminal/print.ts'
import { cutValues, revealed } from './text.ts'
import { version } from './version.ts'
import { settingsForFlags } from './whereabouts.ts'

/** How often a reading is begun again when another writer came between. */
const MOST_READINGS = 20

/** Runs what was typed, in the real world. */
export async function main(packageFolder: URL): Promise<void> {
  // A umask that takes from the owner would leave files that the next command cannot open.
  process.umask(process.umask() & 0o077)
  process.exitCode = await run(systemEnvironment(fileURLToPath(packageFolder)))
}

/**
 * Runs one command line in an environment.
 * @returns the exit code; everything else has been said
 */
export async function run(environment: Environment): Promise<number> {
  let code: number
  try {
    const call = await understand(environment.argv, {
      version,
      settings: (store) => settingsForFlags(environment, store),
      out: environment.output.out,
      columns: environment.columns,
    })
    code = call === undefined ? 0 : await perform(environment, call)
  } catch (error) {
    code = report(environment, error)
  }
  const lateCode = await flushed(environment)
  return code === 0 ? lateCode : code
}

/** Waits until all has gone out. A reader that has gone is no error; a full disk behind standard output is. */
async function flushed(environment: Environment): Promise<number> {
  try {
    await environment.output.flush()
    return 0
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    environment.output.err(`Cannot write to standard output: ${reason}\n`)
    return 5
  }
}

async function perform(environment: Environment, call: Call): Promise<number> {
  const { ownFormat } = call.command
  const own = typeof ownFormat === 'object' ? ownFormat : []
  if (!saysFormat(call)) outputFormat(call.globals.text('format') ?? 'text', own)
  const pinned = { ...environment, clock: await clockOf(environment, call) }
  const globals = call.input.has('dryRun') ? call.globals.with('dryRun', true) : call.globals
  for (let reading = 1; ; reading++) {
    const isLast = reading >= MOST_READINGS
    const session = openSession(pinned, globals, (line, where) => runWithin(pinned, line, where), !isLast)
    try {
      if (globals.has('stealLock')) await session.stealLock()
      if (!isStoreless(call)) await session.ready()
      const found = await call.command.run(session, call.input)
      if (!session.applied && !session.isConsistent() && !isLast) continue
      const result = withRemarks((await found.settled?.()) ?? found, session)
      await show(pinned, session, call, result)
      if (result.afterwards !== undefined) await result.afterwards(await isToldBy(environment))
      await session.finish()
      return result.exitCode ?? 0
    } catch (error) {
      if (!session.overtaken || isLast) throw error
    }
  }
}

function withRemarks(result: Result, { told }: Session): Result {
  if (told.size === 0) return result
  return { ...result, warnings: [...Array.from(told, (remark) => `${remark}.`), ...(result.warnings ?? [])] }
}

/** Whether everything said has reached its reader. A failure is told by `flushed`. */
async function isToldBy({ output }: Environment): Promise<boolean> {
  try {
    return await output.flush()
  } catch {
    return false
  }
}

function isStoreless({ command: { storeless }, input }: Call): boolean {
  return typeof storeless === 'function' ? storeless(input) : storeless === true
}

/** Whether the command says itself what the --format that was given means. */
function saysFormat({ command: { ownFormat }, globals }: Call): boolean {
  return ownFormat === true || ownFormat?.includes(globals.text('format') ?? '') === true
}

async function show(environment: Environment, session: Session, call: Call, result: Result): Promise<void> {
  const settings = isStoreless(call) ? defaultSettings : session.settings()
  await print(result, {
    format: saysFormat(call) && !call.globals.has('json') ? 'text' : (session.format ?? 'text'),
    quiet: call.globals.has('quiet'),
    safeFormulas: call.globals.has('safeFormulas'),
    dryRun: session.dryRun,
    palette: await paletteOf(environment, call),
    width: session.width,
    settings,
    id: (id) => shortened(session, id),
    phone: (number) =>
      types.phone.format(number, { settings, now: new Date(0), name: 'phone', field: phoneField }),
    output: result.paged === true ? pagedOutput(environment) : environment.output,
  })
}

/** The output of a command whose text may be longer than a screen. */
function pagedOutput({ output, outputIsTerminal, pager }: Environment): Output {
  if (!outputIsTerminal || pager === undefined) return output
  return { ...output, out: (text) => (text === '' || pager(text) ? undefined : output.out(text)) }
}

const phoneField = { type: 'phone', help: '' } as const

/** The shortest beginning of an id that means only its record. */
function shortened(session: Session, id: string): string {
  const kind = isId(id) ? kindOfId(id) : undefined
  return kind === undefined ? id : shortId(id, session.store().idsFrom(kind, id.slice(0, 4)))
}

function paletteOf(environment: Environment, call: Call) {
  const flag = call.globals.has('noColor') ? false : undefined
  return palette(wantsColour({ flag, env: environment.env, isTTY: environment.outputIsTerminal }))
}

/** --now, CRM_NOW, or the system's clock. */
async function clockOf(environment: Environment, call: Call) {
  const text = call.globals.text('now') ?? environment.env['CRM_NOW']
  if (text === undefined || text === '') return environment.clock
  const instant = Date.parse(/T|:/.test(text) ? text : `${text}T00:00:00Z`)
  if (!(instant >= Date.UTC(1900, 0) && instant < Date.UTC(2300, 0)))
    throw new InputError(
      `--now takes an instant such as 2026-11-22T09:00:00+07:00, from 1900 to 2299, not "${text}".`,
    )
  return fixedClock(new Date(instant))
}

async function runWithin(
  environment: Environment,
  line: readonly string[],
  where: { readonly cwd: string; readonly store: string },
) {
  let output = ''
  const say = (text: string) => {
    output += text
  }
  const capture: Output = { out: say, err: say, flush: async () => true }
  const env = { ...environment.env, CRM_STORE: where.store, CRM_USER: 'Noy', NO_COLOR: '1' }
  const exitCode = await run({
    ...environment,
    argv: line,
    cwd: where.cwd,
    env,
    inputIsTerminal: false,
    output: capture,
  })
  return { output, exitCode }
}

/** Says what went wrong. @returns the exit code */
function report(environment: Environment, error: unknown): number {
  const { output, argv } = environment
  const isDebugging = argv.includes('--debug')
  if (error instanceof CrmError) {
    output.err(`${revealed(cutValues(error.message))}\n`)
    if (error.hint !== undefined) output.err(`${revealed(cutValues(error.hint))}\n`)
    if (isDebugging && error.stack !== undefined) output.err(`${error.stack}\n`)
    return error.exitCode
  }
  const message = error instanceof Error ? error.message : String(error)
  output.err(`This is a bug in crm: ${revealed(cutValues(message))}\n`)
  if (isDebugging && error instanceof Error) output.err(`${error.stack ?? ''}\n`)
  else
    output.err(
      'Nothing was changed unless it was said above. Run it again with --debug to see where it comes from.\n',
    )
  return 1
}
