/** A real SMTP server in the test's process. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach } from 'vitest'

export interface Delivered {
  readonly to: string
  readonly text: string
}

const servers: SMTPServer[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise<void>((resolve) => server.close(() => resolve()))
})

/** Starts a server that takes the password "right", points the store's settings at it, and notes what it takes. */
export async function serveMail(
  store: string,
  delivered: Delivered[],
  to: readonly string[],
  options: SMTPServerOptions = {},
): Promise<SMTPServer> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onAuth: (auth, _session, done) =>
      auth.password === 'right'
        ? done(null, { user: auth.username ?? '' })
        : done(new Error('Invalid username or password')),
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        delivered.push({
          to: session.envelope.rcptTo.map((one) => one.address).join(','),
          text: Buffer.concat(parts).toString(),
        })
        done()
      })
    },
    ...options,
  })
  servers.push(server)
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  pointTo(store, port, to)
  return server
}

/** Names a server on this machine in the store's settings. */
export function pointTo(store: string, port: number, to: readonly string[], host = '127.0.0.1'): void {
  const path = join(store, 'crm.json')
  const mail = { host, port, user: 'noy', from: 'crm@lukkha.example', to }
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), mail }))
}
