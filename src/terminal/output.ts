/** Writing to standard output and standard error so that a closed pipe ends the program quietly. */

export interface Output {
  /** Data, to standard output. */
  out(text: string): void
  /** Everything else, to standard error. */
  err(text: string): void
  /**
   * Waits until all that was written has gone out.
   * @throws the system's error where a stream failed for another reason than its reader being gone
   */
  flush(): Promise<void>
}

/** What is written goes to these two streams; what a reader that has gone would have got is dropped. */
export function streamOutput(stdout: NodeJS.WritableStream, stderr: NodeJS.WritableStream): Output {
  const out = channel(stdout)
  const err = channel(stderr)
  return {
    out: out.write,
    err: err.write,
    flush: async () => {
      await out.flush()
      await err.flush()
    },
  }
}

function channel(stream: NodeJS.WritableStream) {
  let last: Promise<void> = Promise.resolve()
  let failure: Error | undefined
  let isClosed = false
  const fail = (error: Error) => {
    isClosed = true
    if (!isBrokenPipe(error)) failure ??= error
  }
  stream.on('error', fail)
  return {
    write(text: string): void {
      if (isClosed || text === '') return
      last = new Promise((resolve) => {
        stream.write(text, (error) => {
          if (error) fail(error)
          resolve()
        })
      })
    },
    async flush(): Promise<void> {
      await last
      if (failure !== undefined) throw failure
    },
  }
}

/** Closed by the reader, or by ourselves after that. */
const brokenPipe = new Set<unknown>(['EPIPE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'EOF'])

function isBrokenPipe(error: Error): boolean {
  return 'code' in error && brokenPipe.has(error.code)
}
