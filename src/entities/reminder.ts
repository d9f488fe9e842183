import { dictionary } from '../dictionary.ts'
import type { Entity } from '../schema/entity.ts'
import type { RecordOf } from '../schema/field.ts'
import { ownership, stamps } from './common.ts'

const fields = dictionary({
  text: {
    type: 'text',
    help: 'what to do',
    required: true,
    list: true,
    aliases: ['subject', 'task', 'title', 'name', 'เรื่อง', 'สิ่งที่ต้องทำ', 'ສິ່ງທີ່ຕ້ອງເຮັດ'],
  },
  due: {
    type: 'when',
    help: 'the day, or the day and time, to do it',
    required: true,
    list: true,
    aliases: ['due date', 'due on', 'deadline', 'date', 'กำหนด', 'วันที่', 'ກຳນົດ'],
  },
  repeat: {
    type: 'repeat',
    help: 'when it comes back: every monday, monthly on the last friday, 2 weeks after done',
    aliases: ['recurrence', 'rrule', 'ทำซ้ำ', 'ເຮັດຊ້ຳ'],
  },
  repeatFrom: { type: 'date', help: 'the day its repeats are counted from', derived: true },
  snoozedFrom: {
    type: 'when',
    help: 'when one that repeats was due before it was put off: the next comes at that time of day',
    derived: true,
  },
  for: {
    type: 'links',
    to: 'any',
    help: 'whom or what it is about',
    list: true,
    aliases: ['about', 'regarding', 'related to', 'เกี่ยวกับ', 'ກ່ຽວກັບ'],
  },
  priority: {
    type: 'choice',
    help: 'how much it matters',
    options: ['high', 'normal', 'low'],
    aliases: ['ความสำคัญ', 'ຄວາມສຳຄັນ'],
  },
  status: {
    type: 'choice',
    help: 'open, done or cancelled',
    required: true,
    default: 'open',
    options: ['open', 'done', 'cancelled'],
    list: true,
    aliases: ['สถานะ', 'ສະຖານະ'],
  },
  doneAt: { type: 'instant', help: 'when it was done', derived: true },
  ...ownership,
  ...stamps,
} as const)

export type Reminder = RecordOf<typeof fields>

export const reminder = {
  name: 'reminder',
  plural: 'reminders',
  letter: 'r',
  summary: 'promises to keep, and when',
  fields,
  title: [['text']],
  quick: ['text', 'due', 'for'],
} as const satisfies Entity
