/** crm log email < message: by address, once, with its thread and attachments. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, filesOf, NOW, recordsOf, storeFrom } from '../helpers/crm.ts'

let store: string
beforeEach(() => {
  store = storeFrom('examples')
})

const sample = readFileSync(new URL('../../fixtures/import/message.eml', import.meta.url), 'utf8')
const read = (input: string | Uint8Array, flags = '') => crm(`log email ${flags}`, { store, input })
const emails = () => Object.values(recordsOf(store, 'activities')).filter((one) => one['createdAt'] === NOW)

function mail(headers: { [name: string]: string }, body = 'Hello'): string {
  const all = {
    From: 'Noy <noy@lukkha.example>',
    To: 'noy@mekong.example',
    Date: 'Sat, 21 Nov 2026 10:00:00 +0700',
    ...headers,
  }
  return `${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n${body}\r\n`
}

describe('a message', () => {
  it.each([{ Date: 'the other day' }, { Date: '' }])(
    'says that it has no date to be read: %j',
    async (date) => {
      const ran = await read(mail({ ...date, Subject: 'Beans' }), '--quiet')
      const [logged] = emails()
      expect(logged).toMatchObject({ subject: 'Beans', at: NOW })
      expect(ran.err).toBe(
        `⚠ Email Beans has no date that can be read, and is logged as of now: crm activity edit ${logged?.['id']} --at WHEN\n`,
      )
      expect((await read(mail({ Subject: 'Cups' }))).err).not.toContain('no date')
    },
  )

  it('without a time zone is of the store’s, and that is said', async () => {
    const ran = await read(mail({ Date: 'Sat, 21 Nov 2026 10:00:00', Subject: 'Beans' }), '--quiet')
    const [logged] = emails()
    expect(logged).toMatchObject({ at: '2026-11-21T03:00:00Z' })
    expect(ran.err).toBe(
      `⚠ Email Beans names no time zone; its time is taken as of Asia/Vientiane: crm activity edit ${logged?.['id']} --at WHEN\n`,
    )
  })

  it('of a year of the Buddhist era is logged', async () => {
    await read(mail({ Date: 'Sat, 21 Nov 2569 10:00:00 +0700' }))
    expect(emails()).toMatchObject([{ at: '2026-11-21T03:00:00Z' }])
  })

  it('names who in it is not known', async () => {
    const ran = await read(mail({ Cc: 'kham@new.example, NOY@lukkha.example', Subject: 'Beans' }))
    expect(ran.err).toBe('Logged email Beans.\nNot known here: kham@new.example; --capture makes leads.\n')
  })

  it('from us to nobody else is refused without the advice to make a lead of us', async () => {
    const ran = await read(mail({ To: 'Noy <noy@lukkha.example>' }), '--capture')
    expect(ran).toMatchObject({
      code: 3,
      err: 'It is from us and to nobody else.\nOur own addresses are in "users" and "ownAddresses" of crm.json.\n',
    })
  })

  it('is logged to the sender, with its text and files', async () => {
    const ran = await read(sample)
    expect(ran.code).toBe(0)
    expect(emails()).toEqual([
      {
        id: ran.out.trim(),
        kind: 'email',
        subject: 'The drawings',
        text: 'Here are the drawings you asked for.',
        at: '2026-11-20T09:05:00Z',
        direction: 'in',
        for: ['c4ntp9x2qa'],
        messageId: '<drawings-1@mekong.example>',
        thread: '<drawings-1@mekong.example>',
        owner: 'Noy',
        attachments: [
          {
            at: NOW,
            by: 'Noy',
            hash: expect.stringMatching(/^[0-9a-f]{64}$/),
            name: 'drawings.txt',
            size: expect.any(Number),
          },
        ],
        createdAt: NOW,
        updatedAt: NOW,
      },
    ])
    const [name = ''] = readdirSync(join(store, 'files'))
    expect(readFileSync(join(store, 'files', name), 'utf8')).toBe('length 12 m, width 8 m\n')
  })

  it('is never logged twice', async () => {
    await read(sample)
    const before = filesOf(store)
    const again = await read(sample)
    expect(again).toMatchObject({ code: 0, out: '', err: '1 logged before, left alone.\n' })
    expect(filesOf(store)).toEqual(before)
  })

  it('that we sent went out, to those it is to', async () => {
    await read(
      mail({
        'Message-ID': '<1@x>',
        Subject: 'Offer',
        To: 'noy@mekong.example, Somsak <SOMSAK@bakehouse.example>',
      }),
    )
    expect(emails()).toMatchObject([
      { direction: 'out', for: ['c4ntp9x2qa', 'l9s4mq7h2d'], subject: 'Offer' },
    ])
  })

  it('joins its conversation, and the deal that is about', async () => {
    await read(mail({ 'Message-ID': '<1@x>', Subject: 'Offer' }))
    await crm(`activity edit ${String(emails()[0]?.['id'])} --for c4ntp9x2qa,d2r9f4k7ma`, { store })
    await read(
      mail({
        From: 'noy@mekong.example',
        To: 'noy@lukkha.example',
        'Message-ID': '<2@x>',
        'In-Reply-To': '<1@x>',
        Subject: 'Re: Offer',
      }),
    )
    await read(
      mail({
        From: 'boss@mekong.example',
        To: 'noy@lukkha.example',
        'Message-ID': '<3@x>',
        References: '<1@x> <2@x>',
      }),
    )
    expect(
      emails()
        .filter((one) => one['messageId'] !== '<1@x>')
        .map((one) => [one['thread'], one['for'], one['direction']]),
    ).toEqual(
      expect.arrayContaining([
        ['<1@x>', ['c4ntp9x2qa', 'd2r9f4k7ma'], 'in'],
        ['<1@x>', ['c4ntp9x2qa', 'd2r9f4k7ma'], 'in'],
      ]),
    )
    expect(emails()).toHaveLength(3)
  })

  it('in HTML only is reduced to text', async () => {
    const html =
      '<html><head><style>p{}</style></head><body><p>ສະບາຍດີ &amp; hello</p><p>second<br>line</p><ul><li>one<li>two</ul><table><tr><td>a</td><td>b</td></tr></table></body></html>'
    await read(
      mail(
        {
          From: 'noy@mekong.example',
          'Message-ID': '<4@x>',
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Transfer-Encoding': '8bit',
        },
        html,
      ),
    )
    expect(String(emails()[0]?.['text'])).toBe('ສະບາຍດີ & hello\n\nsecond\nline\n\none\ntwo\n\na b')
  })

  it('in a Thai encoding is read', async () => {
    const thai = Buffer.concat([
      Buffer.from(
        mail(
          {
            From: 'noy@mekong.example',
            'Message-ID': '<5@x>',
            'Content-Type': 'text/plain; charset=windows-874',
            'Content-Transfer-Encoding': '8bit',
          },
          '',
        ).trimEnd(),
      ),
      Buffer.from('\r\n\r\n'),
      Buffer.from([0xca, 0xc7, 0xd1, 0xca, 0xb4, 0xd5]),
    ])
    await read(thai)
    expect(emails()[0]?.['text']).toBe('สวัสดี')
  })
})

describe('a stranger', () => {
  const stranger = mail({
    From: '"Souk, Kham" <kham@new.example>',
    To: 'noy@lukkha.example',
    'Message-ID': '<9@x>',
    Subject: 'Prices?',
  })

  it('is refused', async () => {
    const before = filesOf(store)
    const ran = await read(stranger)
    expect(ran.code).toBe(3)
    expect(ran.err).toMatch(/kham@new\.example[\s\S]*--capture/)
    expect(filesOf(store)).toEqual(before)
  })

  it('becomes a lead with --capture', async () => {
    await read(stranger, '--capture')
    const [lead] = Object.values(recordsOf(store, 'leads')).filter((one) => one['createdAt'] === NOW)
    expect(lead).toMatchObject({
      firstName: 'Kham',
      lastName: 'Souk',
      email: 'kham@new.example',
      source: 'email',
      status: 'new',
    })
    expect(emails()).toMatchObject([{ for: [lead?.['id']], direction: 'in' }])
  })
})

describe('an mbox', () => {
  const mbox = [
    'From noy@mekong.example Fri Nov 20 09:00:00 2026\n',
    mail({ From: 'noy@mekong.example', 'Message-ID': '<1@x>', Subject: 'One' }, '>From the start\n'),
    '\nFrom kham@new.example Fri Nov 20 10:00:00 2026\n',
    mail({ From: 'kham@new.example', To: 'noy@lukkha.example', 'Message-ID': '<2@x>', Subject: 'Two' }),
    '\nFrom noy@mekong.example Fri Nov 20 11:00:00 2026\n',
    mail({ From: 'noy@mekong.example', 'Message-ID': '<1@x>', Subject: 'One' }),
  ].join('')

  it('is read message by message; strangers are counted', async () => {
    const ran = await read(mbox, '--json')
    expect(ran.json()).toMatchObject({
      logged: [{ subject: 'One', text: 'From the start' }],
      known: [expect.any(String)],
      unmatched: [{ from: 'kham@new.example', subject: 'Two' }],
    })
    expect(emails()).toHaveLength(1)
  })

  const broken = mbox.replace('From: kham@new.example\r\n', '')

  it('with something that is no message is refused by its number, all of it', async () => {
    const before = filesOf(store)
    const ran = await read(broken)
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toBe(
      'Message 2 is no email: it has no From with an address.\nNothing was logged. --skip-invalid logs the other 2.\n',
    )
    expect(filesOf(store)).toEqual(before)
  })

  it('leaves that out with --skip-invalid, and says so', async () => {
    const ran = await read(broken, '--skip-invalid --json')
    expect(ran.json()).toMatchObject({
      logged: [{ subject: 'One' }],
      broken: [{ number: 2, reason: 'it has no From with an address' }],
    })
    expect(ran.err).toContain('⚠ Message 2 is no email: it has no From with an address. Left out.\n')
  })

  it('joins a conversation also where the answers come first', async () => {
    const chain = [3, 2, 1].map((number) =>
      mail({
        From: 'noy@mekong.example',
        'Message-ID': `<c${number}@x>`,
        ...(number > 1 ? { 'In-Reply-To': `<c${number - 1}@x>` } : {}),
      }),
    )
    await read(chain.map((text) => `From x@y Fri Nov 20 09:00:00 2026\n${text}\n`).join(''))
    expect(emails().map((one) => one['thread'])).toEqual(['<c1@x>', '<c1@x>', '<c1@x>'])
  })

  it('is all read with --capture, and one undo takes it back', async () => {
    const before = recordsOf(store, 'activities')
    await read(mbox, '--capture')
    expect(emails()).toHaveLength(2)
    await crm('undo --yes', { store })
    expect(recordsOf(store, 'activities')).toEqual(before)
  })
})

describe('what is no email', () => {
  it.each([
    ['', /nothing came in/],
    ['Just some text\n', /no email/],
    ['{"json": true}', /no email/],
    ['Subject: no sender\n\nhello', /From/],
  ])('is refused: %j', async (input, message) => {
    const before = filesOf(store)
    const ran = await read(input)
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(message)
    expect(filesOf(store)).toEqual(before)
  })

  it('changes nothing with --dry-run', async () => {
    const before = filesOf(store)
    expect((await read(sample, '--dry-run')).code).toBe(0)
    expect(filesOf(store)).toEqual(before)
  })
})
