import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readRows } from '../../../src/formats/reading.ts'
import type { Rows } from '../../../src/formats/rows.ts'

const file = readFileSync(new URL('../../../fixtures/formats/people.vcf', import.meta.url))

function recordsOf({ header, rows }: Rows): readonly object[] {
  return rows.map(({ line, cells }) => ({
    line,
    ...Object.fromEntries(
      header.flatMap((name, index) => (cells[index] === '' ? [] : [[name, cells[index]]])),
    ),
  }))
}

function card(...lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n'))
}

describe('vCards', () => {
  it('of every version become rows of contacts', async () => {
    const found = await readRows(file)
    expect(recordsOf(found)).toEqual([
      {
        line: 1,
        account: 'Acme, Ltd',
        department: 'Sales, Bangkok',
        firstName: 'Ann',
        lastName: 'Lee',
        middleName: 'Marie',
        salutation: 'Dr.',
        nameSuffix: 'PhD',
        nickname: 'Annie',
        title: 'Head of sales',
        jobRole: 'Manager',
        email: 'ann@acme.example',
        otherEmails: 'home=ann@home.example',
        phone: '+66-81-234-5678',
        otherPhones: 'work=+66-2-123-4567 ext. 12',
        address:
          'street=Floor 3\n1 Silom Rd; city=Bang Rak; province=Bangkok; postalCode=10500; country=Thailand',
        birthday: '1980-03-22',
        anniversary: '--04-05',
        description: 'First line\nsecond, with comma',
        tags: 'vip, tea lover',
        handles: 'website=https://ann.example; line=ann-lee; whatsapp=+66812345678',
        externalId: 'urn:uuid:4fbe8971',
        gender: 'F',
        xCoffee: 'black',
      },
      {
        line: 3,
        firstName: 'สมชาย',
        lastName: 'ใจดี',
        phone: '081 234 5678',
        otherPhones: 'home=02 123 4567',
        email: 'somchai@example.com',
        description: 'one\ntwo; three',
      },
      {
        line: 4,
        firstName: 'ບຸນມີ',
        lastName: 'ສຸກ',
        phone: '+856 20 55 123 456',
        otherPhones: 'ຫ້ອງການ=+856 21 123 456',
        birthday: '--03-22',
        handles: 'twitter=https://x.example/bounmy',
      },
    ])
    expect(found.unit).toBe('card')
    expect(found.notes).toEqual(['left out: PHOTO (1)'])
    expect(found.broken.map(({ line, message }) => [line, message])).toEqual([
      [2, 'Line 27 is no property of a card: this line is broken'],
      [5, 'The card that begins on line 51 has no END:VCARD.'],
    ])
  })

  it('name their fields after what they become', async () => {
    const bytes = card('VERSION:3.0', 'FN:Ann Lee', 'ORG:Acme', 'URL:https://acme.example')
    expect(recordsOf(await readRows(bytes, { kind: 'lead' }))).toEqual([
      { line: 1, company: 'Acme', firstName: 'Ann', lastName: 'Lee', website: 'https://acme.example' },
    ])
    expect(recordsOf(await readRows(bytes, { kind: 'account' }))).toEqual([
      { line: 1, name: 'Acme', website: 'https://acme.example' },
    ])
  })

  it('take no email address and no company for a person', async () => {
    expect(recordsOf(await readRows(card('VERSION:3.0', 'FN:a@b.co', 'EMAIL:a@b.co')))).toEqual([
      { line: 1, email: 'a@b.co' },
    ])
    expect(recordsOf(await readRows(card('VERSION:4.0', 'FN:Big Co Ltd', 'ORG:Big Co Ltd')))).toEqual([
      { line: 1, account: 'Big Co Ltd', firstName: 'Big Co Ltd' },
    ])
  })

  it('read the charset of old cards', async () => {
    const bytes = card('VERSION:2.1', 'N;CHARSET=windows-874;QUOTED-PRINTABLE:=E3=A8=B4=D5;=CA=C1=AA=D2=C2')
    expect(recordsOf(await readRows(bytes))).toEqual([{ line: 1, firstName: 'สมชาย', lastName: 'ใจดี' }])
  })

  it('need a card', async () => {
    await expect(readRows(new TextEncoder().encode('x'), { name: 'a.vcf' })).rejects.toThrow(
      'There is no vCard in the file.',
    )
  })
})
