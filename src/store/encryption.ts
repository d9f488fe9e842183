/** Backups that only the holder of a key can read, in the age format (age-encryption.org/v1). The only import of age-encryption. */
import { Readable } from 'node:stream'
import { InputError, StoreError } from '../errors.ts'

/** What locks a backup: a passphrase, or the public key of whoever may read it. */
export type Seal = { readonly passphrase: string } | { readonly recipients: readonly string[] }

/** What opens one: the passphrase, or the text of an identity file, of which a line is the secret key. */
export type Opener = { readonly passphrase: string } | { readonly identity: string }

const magic = 'age-encryption.org/v1'

/** Whether a file that begins with these bytes is encrypted. */
export function isEncrypted(head: Uint8Array): boolean {
  return Buffer.from(head).toString('latin1', 0, magic.length) === magic
}

/** The same bytes encrypted, as a stream. @throws InputError where a recipient is no public key */
export async function sealed(plain: Readable, seal: Seal): Promise<Readable> {
  const { Encrypter } = await import('age-encryption')
  const encrypter = new Encrypter()
  if ('passphrase' in seal) encrypter.setPassphrase(seal.passphrase)
  else for (const recipient of seal.recipients) addRecipient(recipient, (key) => encrypter.addRecipient(key))
  return nodeStream(await encrypter.encrypt(webStream(plain)))
}

function addRecipient(recipient: string, add: (key: string) => void): void {
  try {
    add(recipient)
  } catch {
    throw new InputError(
      `"${recipient}" is no public key of age.`,
      'One begins with age1 and is made by: age-keygen',
    )
  }
}

/** The plain bytes of an encrypted stream. @throws StoreError where the passphrase or the key is not the right one */
export async function opened(encrypted: Readable, opener: Opener): Promise<Readable> {
  const { Decrypter } = await import('age-encryption')
  const decrypter = new Decrypter()
  try {
    if ('passphrase' in opener) decrypter.addPassphrase(opener.passphrase)
    else for (const key of secretKeys(opener.identity)) decrypter.addIdentity(key)
    return nodeStream(await decrypter.decrypt(webStream(encrypted)))
  } catch (error) {
    if (error instanceof InputError) throw error
    const what = 'passphrase' in opener ? 'passphrase is wrong' : 'key does not open it'
    throw new StoreError(
      `The backup cannot be decrypted: the ${what}, or the file is damaged.`,
      'Nothing was restored.',
    )
  }
}

/** The lines of an identity file that are keys; the others are comments. */
function secretKeys(text: string): readonly string[] {
  const keys = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.startsWith('AGE-SECRET-KEY-'))
  if (keys.length > 0) return keys
  throw new InputError(
    'The identity file holds no secret key of age.',
    'It has a line that begins with AGE-SECRET-KEY-1',
  )
}

function webStream(stream: Readable): ReadableStream<Uint8Array> {
  const parts = stream[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const part: { done?: boolean; value: unknown } = await parts.next()
      if (part.done === true) controller.close()
      else if (part.value instanceof Uint8Array) controller.enqueue(Uint8Array.from(part.value))
    },
    async cancel() {
      stream.destroy()
    },
  })
}

function nodeStream(stream: ReadableStream<Uint8Array>): Readable {
  return Readable.from(partsOf(stream))
}

async function* partsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
}
