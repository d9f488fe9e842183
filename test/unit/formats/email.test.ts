/** What emails are made of: dates, encodings, HTML; also what was made to keep a program busy. */
import { describe, expect, it } from 'vitest'
import { readMessages } from '../../../src/formats/email.ts'
import { readEmailDate } from '../../../src/formats/emailDate.ts'
import { htmlText } from '../../../src/formats/htmlText.ts'

describe('the date of an email', () => {
  it.each([
    // RFC 5322, appendix A.1.1, A.5 (comments) and A.6.2 (obsolete).
    ['Fri, 21 Nov 1997 09:55:06 -0600', '1997-11-21T15:55:06Z'],
    [
      'Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n               -0330 (Newfoundland Time)',
      '1969-02-14T03:02:00Z',
    ],
    ['21 Nov 97 09:55:06 GMT', '1997-11-21T09:55:06Z'],
    ['Sat, 21 Nov 2026 10:00:00 -0000', '2026-11-21T10:00:00Z'],
    ['Sat, 21 Nov 26 10:00 EST', '2026-11-21T15:00:00Z'],
    ['Sat, 21 Nov 2026 10:00:00 ICT', '2026-11-21T03:00:00Z'],
    ['Sat, 21 Nov 2026 10:00:00 XYZ', '2026-11-21T10:00:00Z'],
    ['Sat, 21 Nov 2569 10:00:00 +0700 (ICT (Bangkok))', '2026-11-21T03:00:00Z'],
    ['Sat Nov 21 10:00:00 +0700 2026', '2026-11-21T03:00:00Z'],
    ['2026-11-21T10:00:00.123+07:00', '2026-11-21T03:00:00Z'],
    ['Sat, 31 Dec 2016 23:59:60 +0000', '2016-12-31T23:59:59Z'],
  ])('is an instant: %s', (text, at) => {
    expect(readEmailDate(text, 'Europe/Berlin')).toEqual({ at, isZoneless: false })
  })

  it.each([
    ['Sat, 21 Nov 2026 10:00:00', '2026-11-21T09:00:00Z'],
    ['21 Jul 2026 10:00', '2026-07-21T08:00:00Z'],
    ['Sat Nov 21 10:00:00 2026', '2026-11-21T09:00:00Z'],
    ['2026-11-21 10:00', '2026-11-21T09:00:00Z'],
  ])('without a zone is of the clocks of the store: %s', (text, at) => {
    expect(readEmailDate(text, 'Europe/Berlin')).toEqual({ at, isZoneless: true })
  })

  it.each([
    'the other day',
    '',
    'Sat, 31 Feb 2026 10:00:00 +0700',
    'Sat, 21 Nov 2026 24:00:00 +0700',
    'Sat, 21 Nov 2026 10:60:00 +0700',
    'Sat, 21 Nov 2026 10:00:00 +9900',
    '11/05/2026 10:00',
    '('.repeat(100_000),
  ])('is none: %s', (text) => {
    expect(readEmailDate(text, 'UTC')).toBeUndefined()
  })
})

describe('HTML as text', () => {
  it.each([
    [
      '95&#44;000 &euro; &mdash; caf&eacute; &Uuml;ber &lt;ok&gt; &unknown;',
      '95,000 € — café Über <ok> &unknown;',
    ],
    ['<a class=x href="https://x.example/offer"><b>the offer</b></a>', 'the offer (https://x.example/offer)'],
    ['<a href="https://x.example/">x.example</a>', 'https://x.example/'],
    ['<a href="mailto:a@b.example">write</a>', 'write'],
    ['a<!-- b -->c<script>d</script>e<style>f', 'ace'],
    ['<head><title>t</title><p>shown', 't\nshown'],
    ['1 < 2', '1 '],
  ])('%s', (html, text) => {
    expect(htmlText(html)).toBe(text)
  })
})

const head = 'From: noy@mekong.example\r\nTo: me@lukkha.example\r\nDate: Sat, 21 Nov 2026 10:00:00 +0700\r\n'
// ราคา in Windows-874.
const thai = Buffer.from([0xc3, 0xd2, 0xa4, 0xd2])

async function read(...parts: readonly (string | Uint8Array)[]) {
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(part)))
  const { messages } = await readMessages(bytes, 'Asia/Bangkok')
  return messages[0]
}

describe('the encoding of an email', () => {
  it('is found by looking where none is said', async () => {
    expect(await read(head, 'Subject: ', thai, '\r\n\r\n', thai)).toMatchObject({
      subject: 'ราคา',
      text: 'ราคา',
    })
    expect(await read(head, 'Subject: ราคา\r\n\r\nราคา ລາຄາ')).toMatchObject({
      subject: 'ราคา',
      text: 'ราคา ລາຄາ',
    })
  })

  it('that the text names holds for raw headers too', async () => {
    const named = 'Content-Type: text/plain; charset="tis-620"\r\nContent-Transfer-Encoding: 8bit\r\n'
    expect(await read(head, named, 'Subject: ', thai, '\r\n\r\n', thai)).toMatchObject({
      subject: 'ราคา',
      text: 'ราคา',
      isGarbled: false,
    })
  })

  it('is UTF-8 where its name says nothing', async () => {
    const subject = 'Subject: =?x-unknown?B?4Lij4Liy4LiE4Liy?=\r\n'
    for (const name of ['unknown-8bit', 'us-ascii', '"x-unknown"']) {
      const type = `Content-Type: text/plain;\r\n charset=${name}\r\n`
      expect(await read(head, subject, type, '\r\nราคา')).toMatchObject({ subject: 'ราคา', text: 'ราคา' })
    }
  })

  it('leaves what is no text as it is', async () => {
    const binary = Buffer.from([0xff, 0x00, 0xc3, 0x28])
    const type = 'Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: binary\r\n\r\n'
    expect((await read(head, type, binary))?.files[0]?.content.subarray(0, 4)).toEqual(new Uint8Array(binary))
  })

  it('that is wrong is told', async () => {
    const type = 'Content-Type: text/plain; charset=utf-8\r\n\r\n'
    expect(await read(head, type, 'abc ', Buffer.from([0xc3]))).toMatchObject({ isGarbled: true })
  })
})

describe('the files of an email', () => {
  const part = (headers: string, text: string) => `--b\r\n${headers}\r\n\r\n${text}\r\n`
  const named = (name: string) => `Content-Disposition: attachment; filename="${name}"`

  it('of one name stay apart, and those without are named by what they are', async () => {
    const found = await read(
      head,
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n',
      part(named('a.png'), '1'),
      part(named('a.png'), '2'),
      part('Content-Type: text/calendar', 'BEGIN:VCALENDAR'),
      part('Content-Type: message/rfc822', 'From: x@y.example\r\n\r\nhi'),
      '--b--\r\n',
    )
    expect(found?.files.map(({ name }) => name)).toEqual(['a.png', 'a (2).png', 'part-3.ics', 'part-4.eml'])
  })
})

describe('an email made to keep a program busy', () => {
  // Each took minutes with expressions that try again from every character.
  it.each([
    ['<script ', 'text/html'],
    ['<!-- ', 'text/html'],
    ['<a href="http://x" ', 'text/html'],
    ['<a href="http://x">', 'text/html'],
    ['<head>', 'text/html'],
    [' ', 'text/plain'],
    ['From 2026 ', 'text/plain'],
  ])('is read all the same: %j', async (bit, type) => {
    const found = await read(head, `Content-Type: ${type}\r\n\r\n`, bit.repeat(100_000), 'x')
    expect(found?.from.address).toBe('noy@mekong.example')
  })
})
