/** The progress of long work: what a person sees, and what Ctrl-C leaves behind. */
import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { CancelledError } from '../../../src/errors.ts'
import { progressBar } from '../../../src/terminal/progress.ts'

/** A terminal that keeps what it is sent. */
function terminal() {
  const sent: string[] = []
  const stream = new Writable({
    write(chunk, _, done) {
      sent.push(String(chunk))
      done()
    },
  })
  return { stream: Object.assign(stream, { isTTY: true, columns: 80 }), text: () => sent.join('') }
}

const showCursor = '\u001B[?25h'

it('is cancelled by Ctrl-C at the next step, and gives the cursor back', async () => {
  const { stream, text } = terminal()
  const bar = await progressBar('Reading leads', 2000, stream)
  await bar.update(500)
  expect(text()).toContain('Reading leads')
  process.emit('SIGINT')
  await expect(bar.update(1000)).rejects.toThrow(CancelledError)
  expect(text()).not.toContain(showCursor)
  bar.stop()
  expect(text()).toContain(showCursor)
})

it('leaves Ctrl-C to the system once the work is done', async () => {
  const before = process.listenerCount('SIGINT')
  const bar = await progressBar('Reading leads', 2000, terminal().stream)
  expect(process.listenerCount('SIGINT')).toBe(before + 1)
  await bar.update(2000)
  bar.stop()
  expect(process.listenerCount('SIGINT')).toBe(before)
})
