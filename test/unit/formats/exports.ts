/** One full record of each kind, as exports are given them. */
import { defaultSettings, type Settings } from '../../../src/config.ts'
import type { EntityName } from '../../../src/entities/index.ts'
import type { Export } from '../../../src/formats/writing.ts'
import { entityIn } from '../../../src/schema/custom.ts'
import type { AnyRecord } from '../../../src/schema/field.ts'
import { types } from '../../../src/schema/types/index.ts'

export const settings: Settings = {
  ...defaultSettings,
  customFields: {
    contact: { สีที่ชอบ: { type: 'text', help: '' }, shoeSize2: { type: 'number', help: '' } },
  },
}

const stamps = { createdAt: '2026-11-01T02:00:00Z', updatedAt: '2026-11-22T02:00:00Z' }

export const full: { readonly [K in EntityName]: readonly AnyRecord[] } = {
  lead: [
    {
      id: 'lk3m9x2qa1',
      firstName: 'สมชาย',
      lastName: 'ใจดี',
      company: 'น้ำผึ้ง; "เพชร", จำกัด',
      title: 'CEO \\ owner',
      email: 'somchai@example.com',
      phone: '+66812345678',
      otherEmails: [{ value: 'a@b.co', label: 'work' }, { value: 'c@d.co' }],
      otherPhones: [{ value: '+6621234567;ext=12', label: 'สำนักงาน; 1=2' }],
      website: 'https://acme.co.th/?a=1,2;3',
      address: {
        street: '1 ถนนสุขุมวิท\nซอย 3',
        subdistrict: 'คลองเตย',
        city: 'กรุงเทพฯ',
        postalCode: '10110',
        country: 'TH',
      },
      status: 'new',
      estimatedAmount: 1234567.89,
      currency: 'USD',
      doNotCall: true,
      doNotEmail: false,
      tags: ['vip', 'a, b; c', '#1'],
      description: '=HYPERLINK("x")\nline two; more, \\n no break\t',
      qualification: { at: '2026-11-22T02:00:00Z', by: 'ann', answers: { budget: true, need: false } },
      ...stamps,
    },
    { id: 'lk3m9x2qa2', company: "'=1+1", email: 'x@y.co', status: 'new', ...stamps },
    { id: 'lk3m9x2qa3', phone: '+8562055123456', status: 'junk', description: "''@x _x0041_", ...stamps },
  ],
  account: [
    {
      id: 'ak3m9x2qa1',
      name: 'ບໍລິສັດ ລາວ',
      parent: 'ak3m9x2qa2',
      employees: 12,
      annualRevenue: 0.5,
      website: 'https://laos.la',
      phone: '+85621123456',
      address: { street: 'Lane Xang' },
      otherAddresses: [
        { label: 'work', street: '2 a|b', city: 'Vientiane' },
        { label: 'ສາງ', province: 'x;y' },
      ],
      established: '1899-12-31',
      anniversary: '2020-02-29',
      externalId: 'SF-001',
      ...stamps,
    },
    { id: 'ak3m9x2qa2', name: 'Solo', ...stamps },
  ],
  contact: [
    {
      id: 'ck3m9x2qa1',
      firstName: 'ນາງ ຄຳ',
      lastName: 'Ann, Lee',
      nickname: 'Bee',
      otherName: 'Kham Lee',
      account: 'ak3m9x2qa1',
      email: 'ann@acme.co.th',
      otherPhones: [
        { value: '+66812345678', label: 'mobile' },
        { value: '+6621234567', label: 'work' },
      ],
      preferredChannel: 'line',
      birthday: '1980-03-22',
      anniversary: '2001-01-01',
      interests: ['golf', 'tea'],
      handles: [
        { value: 'somchai', label: 'line' },
        { value: 'https://x.la/a', label: 'website' },
        { value: 'no label' },
      ],
      สีที่ชอบ: 'แดง',
      shoeSize2: 42.5,
      ...stamps,
    },
    { id: 'ck3m9x2qa2', email: 'only@mail.co', ...stamps },
    { id: 'ck3m9x2qa3', nickname: 'อ้วน', externalId: 'uid-77', ...stamps },
  ],
  deal: [
    {
      id: 'dk3m9x2qa1',
      name: 'Big deal',
      contacts: ['ck3m9x2qa1', 'ck3m9x2qa2'],
      amount: 1500000,
      stage: 'won',
      probability: 33.5,
      closeDate: '2026-11-22',
      closedAt: '2026-11-22T02:00:00Z',
      stageHistory: [{ stage: 'prospecting', at: '2026-11-01T02:00:00Z', by: 'ann' }],
      ...stamps,
    },
  ],
  activity: [
    {
      id: 'vk3m9x2qa1',
      kind: 'call',
      subject: 'โทรหา; them, \\ now',
      text: 'said\nthis',
      at: '2026-11-21T07:30:00Z',
      minutes: 30,
      direction: 'out',
      for: ['ck3m9x2qa1'],
      tags: ['a'],
      owner: 'ann',
      ...stamps,
    },
    {
      id: 'vk3m9x2qa2',
      kind: 'note',
      at: '2026-11-21T07:30:00Z',
      minutes: 1.5,
      for: ['lk3m9x2qa1'],
      ...stamps,
    },
  ],
  reminder: [
    {
      id: 'rk3m9x2qa1',
      text: 'Call back',
      due: '2026-11-23',
      for: ['ck3m9x2qa1'],
      priority: 'high',
      status: 'open',
      ...stamps,
    },
    {
      id: 'rk3m9x2qa2',
      text: 'ส่งใบเสนอราคา',
      due: '2026-11-23T02:30:00Z',
      status: 'done',
      doneAt: '2026-11-23T03:00:00Z',
      externalId: 'x@google.com',
      ...stamps,
    },
    {
      id: 'rk3m9x2qa3',
      text: 'never mind',
      due: '2026-11-23',
      status: 'cancelled',
      priority: 'normal',
      description: 'why\nnot',
      ...stamps,
    },
  ],
}

/** These records as an export of every field they have. */
export function exportOf(
  kind: EntityName,
  records: readonly AnyRecord[] = full[kind],
  names?: readonly string[],
): Export {
  const { fields } = entityIn(settings, kind)
  const keys =
    names ??
    ['id', ...Object.keys(fields)].filter((name) => records.some((record) => record[name] !== undefined))
  const rows = records.map((record) =>
    Object.fromEntries(keys.map((name) => [name, cellOf(record, name, kind)])),
  )
  return {
    kind,
    records,
    settings,
    table: { columns: keys.map((key) => ({ key, label: key, type: 'text' })), rows },
  }
}

function cellOf(record: AnyRecord, name: string, kind: EntityName): string | null {
  const value = record[name]
  const field = entityIn(settings, kind).fields[name]
  if (value === undefined) return null
  return field === undefined
    ? String(value)
    : types[field.type].plain(value, { settings, now: new Date(0), name, field })
}

/** The cells of an export that hold something, a record at a time. */
export function cellsOf({ table }: Export): readonly { readonly [field: string]: string }[] {
  return table.rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([name, cell]) =>
        typeof cell === 'string' && cell !== '' ? [[name, cell]] : [],
      ),
    ),
  )
}
