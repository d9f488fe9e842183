/** Progress of long work, on standard error of a terminal: rows, rate, time left. */

import { CancelledError } from '../errors.ts'

export interface Progress {
  /** So many of the total are done. @throws CancelledError after Ctrl-C */
  update(done: number): Promise<void>
  stop(): void
}

/** Shows nothing. */
export const noProgress: Progress = { update: async () => {}, stop: () => {} }

/** A bar that is gone when the work is done, or cancelled: a process that just ended would leave the cursor hidden. */
export async function progressBar(
  what: string,
  total: number,
  stream: NodeJS.WritableStream,
): Promise<Progress> {
  const { Presets, SingleBar } = await import('./bars.ts')
  const format = `${what} {bar} {value}/{total} · {speed}/s · {eta_formatted} left`
  const bar = new SingleBar(
    { format, stream, clearOnComplete: true, hideCursor: true, etaBuffer: 1000 },
    Presets.shades_classic,
  )
  const begun = performance.now()
  const speed = (done: number) =>
    Math.round((done * 1000) / Math.max(1, performance.now() - begun)).toLocaleString('en')
  bar.start(total, 0, { speed: '…' })
  let isCancelled = false
  const cancel = () => {
    isCancelled = true
  }
  process.once('SIGINT', cancel)
  return {
    update: async (done) => {
      bar.update(done, { speed: speed(done) })
      await new Promise((resolve) => setImmediate(resolve))
      if (isCancelled) throw new CancelledError()
    },
    stop: () => {
      process.removeListener('SIGINT', cancel)
      bar.stop()
    },
  }
}
