/** A sum over bytes: tells one version of a file from another, as a hash would that nobody attacks. */

/** 64 bits over all of the bytes. A plain loop: the engine makes it fast while it runs for the first time. */
export function sumOf(bytes: Uint8Array): bigint {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const words = numbersIn(whole.subarray(0, bytes.length & ~3))
  const rest = bytes.subarray(bytes.length & ~3)
  let [one, other] = [bytes.length | 0, 0]
  for (let at = 0; at < words.length + rest.length; at++) {
    const word = (at < words.length ? words[at] : rest[at - words.length]) ?? 0
    one = Math.imul(one ^ word, 0x01000193)
    other = (Math.imul(other ^ (other >>> 15), 0x2c1b3c6d) + word) | 0
  }
  return (BigInt(one >>> 0) << 32n) | BigInt(other >>> 0)
}

/** Bytes as numbers in the machine's own order, copied where they are not aligned. */
export function numbersIn(bytes: Buffer): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(Uint8Array.from(bytes).buffer)
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >>> 2)
}
