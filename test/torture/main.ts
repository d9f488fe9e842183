/**
 * npm run torture [-- KILLS [SEED [LEADS [MINUTES]]]]: kills the real program, or with 0 KILLS lets it live, prints figures,
 * and ends with 1 where anything was lost.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Figures, isWell, torture } from './torture.ts'

const [kills = '400', seed = String(Math.floor(Math.random() * 2 ** 31)), leads = '1900', minutes = '0'] =
  process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'lukkha-torture-'))

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function summary(figures: Figures): string {
  const { kills: killed, killedAtLock, killedInCommit, acknowledged, reads, backups } = figures
  const { lost, half, failed } = figures
  return [
    `${killed} kills of ${figures.runs} writers`,
    `${acknowledged} acknowledged writes, ${figures.unacknowledgedButThere} unacknowledged but whole`,
    `${lost.length} lost, ${half.length} half-applied, ${failed.length} failed`,
    `${killedAtLock} recoveries (locks of the dead; ${killedInCommit} of them with a decided commit to finish)`,
    `${reads} readers, ${backups} backups restored, ${figures.chores} doctors and cleaners, ${figures.pulls} pulls and ${figures.conflicts} conflicts`,
  ].join('; ')
}

async function main(): Promise<void> {
  say(`Seed ${seed}; the store is in ${folder}/store`)
  const begun = performance.now()
  const figures = await torture({
    root: resolve('.'),
    folder,
    seed: Number(seed),
    kills: Number(kills),
    leads: Number(leads),
    minutes: Number(minutes),
    withGit: true,
    each: 8,
    tell: (now) => say(`round ${now.rounds}: ${summary(now)}`),
  })
  say(
    `\n${summary(figures)}; ${figures.lines} lines of history unwound; ${((performance.now() - begun) / 1000).toFixed(0)} s`,
  )
  const by = [...figures.acknowledgedBy].sort().map(([command, count]) => `${command} ${count}`)
  say(`Acknowledged: ${by.join(', ')}`)
  for (const problem of [...figures.lost, ...figures.half, ...figures.failed].slice(0, 20)) say(problem)
  if (isWell(figures)) rmSync(folder, { recursive: true, force: true })
  else process.exitCode = 1
}

void main()
