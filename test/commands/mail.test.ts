/** crm today --mail, to a real SMTP server in this process. Needs `npm run build`. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { SMTPServerOptions } from 'smtp-server'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, storeFrom, writeSettings } from '../helpers/crm.ts'
import { type Delivered, pointTo, serveMail } from '../helpers/mailServer.ts'

const program = resolve(import.meta.dirname, '../../bin/crm.js')

let store: string
let delivered: Delivered[]

beforeEach(() => {
  store = storeFrom('examples')
  delivered = []
})

const serve = (options: SMTPServerOptions = {}, to: readonly string[] = ['noy@lukkha.example']) =>
  serveMail(store, delivered, to, options)
const point = (port: number, to: readonly string[]) => pointTo(store, port, to)

type Variables = { readonly [name: string]: string }
const send = (flags = '', env: Variables = { CRM_SMTP_PASSWORD: 'right' }) =>
  crm(`today --mail --announce ${flags}`, { store, env })
const env = { CRM_SMTP_PASSWORD: 'right' }

/** Another process changes the settings, and with them what everything read so far belongs to. */
function changeElsewhere(): void {
  const words = [program, 'view', 'save', 'meanwhile', 'lead', 'open:yes', '--store', store]
  expect(spawnSync(process.execPath, words, { encoding: 'utf8' })).toMatchObject({ status: 0 })
}

const isMarked = () => existsSync(join(store, '.local/announced.json'))

describe('today --mail', () => {
  it('sends the page, as text and HTML, and each thing once', async () => {
    await serve()
    expect(await send()).toMatchObject({ code: 0, out: '', err: 'Sent to noy@lukkha.example.\n' })
    expect(delivered).toHaveLength(1)
    expect(delivered[0]?.to).toBe('noy@lukkha.example')
    expect(delivered[0]?.text).toMatch(/^From: crm@lukkha\.example\r?\n/m)
    expect(delivered[0]?.text).toMatch(
      /^Subject: 2026-11-22: Send the drawings \(Roastery fit-out\) and 4 more/m,
    )
    expect(delivered[0]?.text).toMatch(/multipart\/alternative/)
    expect(await send()).toMatchObject({ code: 0, out: '', err: '' })
    expect(delivered).toHaveLength(1)
  })

  it('goes to the owner, or to whom it is told', async () => {
    await serve({}, [])
    await send('--owner Noy')
    await send('--to a@x.example,b@x.example')
    expect(delivered.map((one) => one.to)).toEqual(['noy@lukkha.example', 'a@x.example', 'b@x.example'])
    expect(await send('--to nonsense')).toMatchObject({ code: 2 })
  })

  it('sends no password over a connection that anybody may listen to', async () => {
    const server = await serve()
    const address = server.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    // Another name of this machine, which the program does not know to be one.
    pointTo(store, port, ['noy@lukkha.example'], '0.0.0.0')
    expect((await send()).err).toContain('crm trust mail')
    expect((await crm('trust mail', { store })).code).toBe(0)
    const ran = await send()
    expect(ran.err).toContain('has no safe connection to offer, and a password is sent over no other')
    expect(ran.code).not.toBe(0)
    expect(delivered).toEqual([])
    expect(isMarked()).toBe(false)
  })

  it('tells all of a long part that it marks', async () => {
    await serve()
    const names = Array.from({ length: 12 }, (_, index) => `Quiet${String(index + 1).padStart(2, '0')}`)
    writeSettings(store, { unknownOwners: 'tell' })
    for (const name of names) await crm(`lead add --first-name ${name} --owner Malee`, { store })
    await send('--only noNextStep --owner Malee --to malee@lukkha.example')
    const text = delivered[0]?.text ?? ''
    expect(names.filter((name) => text.includes(name))).toEqual(names)
    expect(text).not.toContain('today --all')
  })

  it('takes the password from a command', async () => {
    await serve()
    expect((await send('', { CRM_SMTP_PASSWORD_COMMAND: 'echo right' })).code).toBe(0)
    expect(delivered).toHaveLength(1)
  })

  it('is sent once when somebody writes while it is gathered', async () => {
    for (let moment = 1; moment <= 4; moment++) {
      store = storeFrom('examples')
      delivered = []
      await serve()
      let asked = 0
      const atNow = () => {
        if (++asked === moment) changeElsewhere()
      }
      expect(await crm('today --mail', { store, env, atNow })).toMatchObject({ code: 0 })
      expect(asked).toBeGreaterThanOrEqual(moment)
      expect(delivered).toHaveLength(1)
    }
  }, 30_000)

  it('sends nothing where there is nothing', async () => {
    await serve()
    expect(await send('--only comeBacks')).toMatchObject({ code: 0, err: '' })
    expect(delivered).toEqual([])
  })
})

/** The parts of a message, decoded. */
function partsOf(message: string): readonly string[] {
  return message.split(/\r\n--[^\r\n]+\r\n/).map((part) => {
    const [head = '', ...body] = part.split('\r\n\r\n')
    const text = body.join('\r\n\r\n')
    if (/Content-Transfer-Encoding: base64/i.test(head))
      return `${head}\n${Buffer.from(text, 'base64').toString()}`
    const bytes = text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    return `${head}\n${Buffer.from(bytes, 'latin1').toString()}`
  })
}

describe('report --mail and dashboard --mail', () => {
  const env = { CRM_SMTP_PASSWORD: 'right' }

  it('send the tables in the message and the page with the charts beside it', async () => {
    await serve()
    expect(await crm('dashboard --mail', { store, env })).toMatchObject({
      code: 0,
      out: '',
      err: 'Sent to noy@lukkha.example.\n',
    })
    const [message] = delivered
    expect(message?.text).toMatch(/^Subject: Dashboard, 2026-11-01 to 2026-11-30/m)
    const parts = partsOf(message?.text ?? '')
    const text = parts.find((part) => part.startsWith('Content-Type: text/plain'))
    expect(text).toContain('- **Open pipeline**: 332,500,000 LAK (2 deals, 1 overdue)')
    const [body, page] = parts.filter((part) => part.startsWith('Content-Type: text/html'))
    expect(body).toContain('<td class="s">Open pipeline</td><td class="s">332,500,000 LAK</td>')
    expect(body).toContain('<td class="n">332,500,000 LAK</td>')
    expect(body).not.toContain('<svg')
    expect(page).toContain('filename=dashboard.html')
    expect(page).toContain('<svg class="narrow"')
  })

  it('go to the owner or to whom they are told; the others get theirs where one is refused', async () => {
    await serve(
      {
        onRcptTo: ({ address }, _session, done) =>
          address === 'gone@x.example' ? done(new Error('no such mailbox')) : done(),
      },
      [],
    )
    expect((await crm('report owners --owner Noy --mail', { store, env })).code).toBe(0)
    const both = await crm('report pipeline --mail-to gone@x.example,a@x.example --json', { store, env })
    expect(both).toMatchObject({ code: 6, err: expect.stringMatching(/mail to gone@x\.example/) })
    expect(delivered.map((one) => one.to)).toEqual(['noy@lukkha.example', 'a@x.example'])
    expect(delivered[0]?.text).toMatch(/^Subject: Owners, All time/m)
    expect(delivered[1]?.text).toContain('filename=pipeline.html')
    expect(await crm('report pipeline --mail', { store, env })).toMatchObject({ code: 2 })
    expect((await crm('dashboard --out x.html --mail-to a@x.example', { store, env })).err).toContain(
      '--mail and --out exclude each other.',
    )
  })
})

describe('what goes wrong marks nothing as told', () => {
  it('a refused login', async () => {
    await serve()
    expect(await send('', { CRM_SMTP_PASSWORD: 'wrong' })).toMatchObject({
      code: 6,
      err: expect.stringMatching(/refused the login[\s\S]*CRM_SMTP_PASSWORD/),
    })
    expect(isMarked()).toBe(false)
  })

  it('no password', async () => {
    await serve()
    expect(await send('', {})).toMatchObject({ code: 2, err: expect.stringMatching(/CRM_SMTP_PASSWORD/) })
    expect(await send('', { CRM_SMTP_PASSWORD_COMMAND: 'exit 1' })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/printed no password/),
    })
    expect(isMarked()).toBe(false)
  })

  it('a refused recipient; the others get theirs, and it its own later', async () => {
    let isRefusing = true
    await serve(
      {
        onRcptTo: ({ address }, _session, done) =>
          isRefusing && address === 'gone@x.example' ? done(new Error('no such mailbox')) : done(),
      },
      ['gone@x.example', 'noy@lukkha.example'],
    )
    expect(await send()).toMatchObject({
      code: 6,
      err: expect.stringMatching(/refused the sender or recipient \(mail to gone@x\.example\)/),
    })
    expect(delivered.map((one) => one.to)).toEqual(['noy@lukkha.example'])
    isRefusing = false
    await send()
    expect(delivered.map((one) => one.to)).toEqual(['noy@lukkha.example', 'gone@x.example'])
    await send()
    expect(delivered).toHaveLength(2)
  })

  it('a connection lost while sending', async () => {
    const server = await serve({
      onData: (stream, session) =>
        stream.on('data', () => {
          for (const one of server.connections) if (one.id === session.id) one.close()
        }),
    })
    expect((await send()).code).toBe(6)
    expect(isMarked()).toBe(false)
  })

  it('a connection lost after the message was taken: it is sent again as the same message', async () => {
    const ids: (string | undefined)[] = []
    const server = await serve({
      onData: (stream, session, done) => {
        let text = ''
        stream.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        stream.on('end', () => {
          ids.push(/^Message-ID: (\S+)/im.exec(text)?.[1])
          if (ids.length > 1) done()
          else for (const one of server.connections) if (one.id === session.id) one.close()
        })
      },
    })
    expect((await send()).code).toBe(6)
    expect(isMarked()).toBe(false)
    expect((await send()).code).toBe(0)
    expect((await send()).err).toBe('')
    expect(ids).toEqual([expect.stringMatching(/^<\w+@lukkha\.example>$/), ids[0]])
  })

  it('a message the server does not take', async () => {
    await serve({
      onData: (stream, _session, done) =>
        stream.on('data', () => {}).on('end', () => done(new Error('mailbox full'))),
    })
    expect(await send()).toMatchObject({ code: 6, err: expect.stringMatching(/mailbox full/) })
    expect(isMarked()).toBe(false)
  })

  it('a certificate that is not trusted', async () => {
    await serve({ disabledCommands: [] })
    const ran = await send()
    expect(ran.code).toBe(6)
    expect(ran.err).toMatch(/has a certificate that is not trusted .*NODE_EXTRA_CA_CERTS/s)
    expect([delivered, isMarked()]).toEqual([[], false])
  })

  it('TLS from the first byte where the server begins without', async () => {
    await serve()
    const path = join(store, 'crm.json')
    const settings = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify({ ...settings, mail: { ...settings.mail, secure: true } }))
    const ran = await send()
    expect(ran.code).toBe(6)
    expect(ran.err).toMatch(/does not begin with TLS .*"secure": true is for port 465/s)
    expect(delivered).toEqual([])
  })

  it('no server', async () => {
    point(1, ['noy@lukkha.example'])
    expect(await send()).toMatchObject({ code: 6, err: expect.stringMatching(/cannot be reached/) })
    store = storeFrom('examples')
    expect(await send('--to a@x.example')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/No mail server is set/),
    })
    expect(isMarked()).toBe(false)
  })

  it('a password in crm.json', async () => {
    const path = join(store, 'crm.json')
    writeFileSync(
      path,
      JSON.stringify({
        ...JSON.parse(readFileSync(path, 'utf8')),
        mail: { host: 'x', from: 'a@b.c', password: 'secret' },
      }),
    )
    const ran = await send()
    expect(ran).toMatchObject({ code: 5, err: expect.stringMatching(/mail\.password/) })
    expect(ran.err).not.toContain('secret')
  })
})
