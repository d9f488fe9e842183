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

/** How bytes go out. */
export interface Descriptors {
  /** @returns how many of the bytes went out; throws the system's error */
  write(descriptor: number, bytes: Uint8Array): number
  /** Waits a moment: the reader of a pipe that does not block is not ready. */
  pause(): void
}

/**
 * Writes to the two descriptors themselves: the streams Node has for them cost more to load than a small command takes.
 * What a reader that has gone would have got is dropped.
 */
export function directOutput(descriptors: Descriptors): Output {
  const out = channel(1, descriptors)
  const err = channel(2, descriptors)
  return {
    out: out.write,
    err: err.write,
    flush: async () => {
      const isRead = out.isRead()
      return err.isRead() && isRead
    },
  }
}

function channel(descriptor: number, descriptors: Descriptors) {
  let isGone = false
  let failure: unknown
  return {
    write(text: string): void {
      if (text === '' || isGone) return
      try {
        writeAll(descriptor, Buffer.from(text), descriptors)
      } catch (error) {
        isGone = true
        if (!brokenPipe.has(codeOf(error))) failure = error
      }
    },
    isRead(): boolean {
      if (failure !== undefined) throw failure
      return !isGone
    },
  }
}

function writeAll(descriptor: number, bytes: Uint8Array, { write, pause }: Descriptors): void {
  let rest = bytes
  while (rest.length > 0) {
    try {
      rest = rest.subarray(write(descriptor, rest))
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error
      pause()
    }
  }
}

/** Closed by the reader, or before we began. */
const brokenPipe = new Set<unknown>(['EPIPE', 'ECONNRESET', 'EOF', 'EBADF'])

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
