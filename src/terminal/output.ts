/** Writing to standard output and standard error so that a closed pipe ends the program quietly. */

export interface Output {
  /** Data, to standard output. */
  out(text: string): void
  /** Everything else, to standard error. */
  err(text: string): void
  /**
   * Waits until all that was written has gone out.
   * @returns false where the reader had gone and did not get all of it
   * @throws the system's error where a stream failed for another reason than its reader being gone
   */
  flush(): Promise<boolean>
}

/** What is written goes to these two streams; what a reader that has gone would have got is dropped. */
export function streamOutput(stdout: NodeJS.WritableStream, stderr: NodeJS.WritableStream): Output {
  const out = channel(stdout)
  const err = channel(stderr)
  return {
    out: out.write,
    err: err.write,
    flush: async () => {
      const isRead = await out.flush()
      return (await err.flush()) && isRead
    },
  }
}

function channel(stream: NodeJS.WritableStream) {
  let last: Promise<void> = Promise.resolve()
  let failure: Error | undefined
  let isRead = true
  const fail = (error: Error) => {
    isRead = false
    if (!isBrokenPipe(error)) failure ??= error
  }
  const sent = (text: string) =>
    new Promise<void>((resolve, reject) => {
      stream.write(text, (error) => (error ? reject(error) : resolve()))
    })
  stream.on('error', fail)
  return {
    write(text: string): void {
      if (text !== '') last = sent(text).catch(fail)
    },
    async flush(): Promise<boolean> {
      await last
      if (failure !== undefined) throw failure
      return isRead
    },
  }
}

/** Closed by the reader, or by ourselves after that. */
const brokenPipe = new Set<unknown>(['EPIPE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'EOF'])

function isBrokenPipe(error: Error): boolean {
  return 'code' in error && brokenPipe.has(error.code)
}
