/** crm log email --capture: enquiries that web forms send, and what machines and lists send. */

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, recordsOf } from '../helpers/crm.ts'

const now = '2026-12-01T03:00:00Z'
let store: string
beforeEach(async () => {
  store = await emptyStore()
})

function mail(headers: { readonly [name: string]: string }, body = 'ขอราคา'): string {
  const all = {
    To: 'me@shop.example',
    Date: 'Mon, 30 Nov 2026 12:00:00 +0700',
    Subject: 'New enquiry',
    ...headers,
  }
  return `${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n${body}\r\n`
}
const read = (input: string | Uint8Array, flags = '--capture') =>
  crm(`log email ${flags}`, { store, now, input })
const all = (plural: string) => Object.values(recordsOf(store, plural))
function own(...ownAddresses: readonly string[]): void {
  const path = join(store, 'crm.json')
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ownAddresses }))
}
const somsri =
  '"=?UTF-8?B?4Liq4Lih4Lio4Lij4Li1?= =?UTF-8?Q?_=E0=B9=83=E0=B8=88=E0=B8=94=E0=B8=B5?=" <somsri@customer.example>'

describe('an enquiry', () => {
  it.each([
    'Form Service <no-reply@forms.example>',
    'noreply@shop.example',
    'do_not_reply@shop.example',
    'WordPress <wordpress@shop.example>',
    'Website <submissions@formspree.io>',
    'Us <me@shop.example>',
  ])('sent by %s is of whom the answer goes to', async (from) => {
    const ran = await read(mail({ From: from, 'Reply-To': somsri, 'Auto-Submitted': 'auto-generated' }))
    expect(ran).toMatchObject({ code: 0, err: expect.stringContaining('of somsri@customer.example') })
    expect(all('leads')).toMatchObject([
      { firstName: 'สมศรี', lastName: 'ใจดี', email: 'somsri@customer.example' },
    ])
    expect(all('activities')).toMatchObject([{ direction: 'in', for: [all('leads')[0]?.id], text: 'ขอราคา' }])
  })

  it('by an address of ours is one too, and each is of its own sender', async () => {
    own('me@shop.example', 'sales@shop.example')
    await crm('contact add --first-name ນ້ອຍ --email noy@customer.example', { store })
    for (const [number, customer] of [
      'somsri@customer.example',
      'lek@customer.example',
      'noy@customer.example',
    ].entries())
      await read(mail({ From: 'sales@shop.example', 'Reply-To': customer, 'Message-ID': `<${number}@f>` }))
    expect(new Set(all('leads').map(({ email }) => email))).toEqual(
      new Set(['somsri@customer.example', 'lek@customer.example']),
    )
    expect(all('activities').map(({ for: about }) => about)).toContainEqual([all('contacts')[0]?.id])
  })

  it('of a person whose answers go elsewhere is of that person, and our own mail goes out', async () => {
    await read(mail({ From: 'lek@customer.example', 'Reply-To': 'office@customer.example' }))
    own('me@shop.example')
    await read(
      mail({ From: 'me@shop.example', To: 'somsri@customer.example', 'Reply-To': 'boss@partner.example' }),
    )
    expect(
      all('leads')
        .map(({ email }) => email)
        .sort(),
    ).toEqual(['lek@customer.example', 'somsri@customer.example'])
    expect(
      all('activities')
        .map(({ direction }) => direction)
        .sort(),
    ).toEqual(['in', 'out'])
  })

  it('that a list of ours passes on is of its writer', async () => {
    own('sales@shop.example')
    const headers = {
      From: '"Somsri via Sales" <sales@shop.example>',
      To: 'sales@shop.example',
      'X-Original-From': 'Somsri <somsri@customer.example>',
      'List-Id': '<sales.shop.example>',
    }
    await read(mail(headers))
    expect(all('leads')).toMatchObject([{ firstName: 'Somsri', email: 'somsri@customer.example' }])
  })
})

describe('what no person sent us', () => {
  const machines = [
    [
      'a bounce',
      { From: 'MAILER-DAEMON@mx.example', 'Return-Path': '<>' },
      'a message that was not delivered',
    ],
    [
      'a report',
      { From: 'mx@isp.example', 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b' },
      'a message that was not delivered',
    ],
    [
      'an answer',
      { From: 'anan@customer.example', 'Auto-Submitted': 'auto-replied (vacation)' },
      'an automatic answer',
    ],
    ['an answer', { From: 'anan@customer.example', 'X-Autoreply': 'yes' }, 'an automatic answer'],
    ['an answer', { From: 'anan@customer.example', Precedence: 'auto_reply' }, 'an automatic answer'],
    ['a list', { From: 'news@list.example', 'List-Id': '<news.list.example>' }, 'the mail of a list'],
    ['a list', { From: 'news@list.example', Precedence: 'bulk' }, 'the mail of a list'],
    [
      'a machine',
      { From: 'shop@market.example', 'Auto-Submitted': 'auto-generated' },
      'the mail of a machine',
    ],
    ['a no-reply', { From: 'no-reply@market.example' }, 'from an address that nobody reads'],
  ] as const

  it.each(machines)('%s makes no lead and is kept: %j', async (_, headers, what) => {
    const input = mail({ ...headers, Subject: 'ข่าว', 'Message-ID': '<m@x>' })
    const ran = await read(input)
    expect(ran).toMatchObject({
      code: 0,
      err: expect.stringContaining(`is ${what}: no lead was made; reminder r`),
    })
    expect(all('leads')).toEqual([])
    expect(all('reminders')).toMatchObject([
      { text: `Read email ข่าว from ${headers.From.toLowerCase()}`, due: '2026-12-01', status: 'open' },
    ])
    expect((await read(input)).err).toBe('1 logged before, left alone.\n')
    expect(all('reminders')).toHaveLength(1)
  })

  it.each(machines)('%s without --capture changes nothing, and says why: %j', async (_, headers, what) => {
    expect(await read(mail(headers), '')).toMatchObject({
      code: 3,
      err: expect.stringContaining(`It is ${what}`),
    })
    expect(all('reminders')).toEqual([])
  })

  it('is logged to whom we know: the one not reached, the one who is away', async () => {
    await crm('contact add --first-name ນ້ອຍ --email noy@customer.example', { store })
    const report = [
      '--b',
      'Content-Type: text/plain',
      '',
      'Not delivered.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      'Final-Recipient: rfc822; Noy@customer.example',
      'Action: failed',
      '',
      '--b--',
    ].join('\r\n')
    await read(
      mail({ From: 'mailer-daemon@mx.example', 'Content-Type': 'multipart/report; boundary=b' }, report),
    )
    await read(mail({ From: 'noy@customer.example', 'Auto-Submitted': 'auto-replied' }))
    expect(all('activities').map(({ for: about }) => about)).toEqual([
      [all('contacts')[0]?.id],
      [all('contacts')[0]?.id],
    ])
    expect(all('leads')).toEqual([])
  })

  it('is logged once somebody in it is known', async () => {
    const input = mail({
      From: 'anan@customer.example',
      'Auto-Submitted': 'auto-replied',
      'Message-ID': '<m@x>',
    })
    await read(input)
    await crm('contact add --first-name อนันต์ --email anan@customer.example', { store })
    expect((await read(input)).err).toBe('Logged email New enquiry.\n')
  })

  it('is told of one by one in an mbox, beside what makes leads', async () => {
    const mbox = [
      mail({ From: 'lek@customer.example', 'Message-ID': '<1@x>' }),
      mail({ From: 'mailer-daemon@mx.example', 'Message-ID': '<2@x>', Subject: 'Undelivered' }),
    ].map((text) => `From x@y Mon Nov 30 12:00:00 2026\r\n${text}`)
    const ran = await read(mbox.join('\r\n'), '--capture --json')
    expect(ran.json()).toMatchObject({
      leads: [{ email: 'lek@customer.example' }],
      kept: [{ text: 'Read email Undelivered from mailer-daemon@mx.example' }],
    })
  })
})

describe('the letters of an enquiry', () => {
  const raw = (...parts: readonly (string | readonly number[])[]) =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))
  const head =
    'From: lek@customer.example\r\nTo: me@shop.example\r\nDate: Mon, 30 Nov 2026 12:00:00 +0700\r\n'

  it('in TIS-620 are read, in the subject and in the text', async () => {
    const thai = [0xca, 0xc7, 0xd1, 0xca, 0xb4, 0xd5]
    const subject = 'Subject: =?TIS-620?B?ysfRyrTV?=\r\n'
    const kind = 'Content-Type: text/plain; charset=tis-620\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    await read(raw(head, subject, kind, thai, '\r\n'))
    expect(all('activities')).toMatchObject([{ subject: 'สวัสดี', text: 'สวัสดี' }])
  })

  it('split inside a character by two encoded words are put together', async () => {
    const bytes = Buffer.from('สวัสดี')
    const word = (part: Uint8Array) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`
    const subject = `Subject: ${word(bytes.subarray(0, 7))}\r\n ${word(bytes.subarray(7))}\r\n\r\n`
    await read(raw(head, subject, 'x\r\n'))
    expect(all('activities')).toMatchObject([{ subject: 'สวัสดี' }])
  })

  it('in the name of a file are read (RFC 2231), in parts too', async () => {
    const name = encodeURIComponent('ใบเสนอราคา.pdf')
    const kind =
      'Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\n'
    const file = `Content-Type: application/pdf\r\nContent-Disposition: attachment;\r\n filename*0*=UTF-8''${name.slice(0, 30)};\r\n filename*1*=${name.slice(30)}\r\n\r\npdf\r\n--b--\r\n`
    await read(raw(head, kind, file))
    expect(all('activities')).toMatchObject([{ attachments: [{ name: 'ใบเสนอราคา.pdf' }] }])
  })
})
