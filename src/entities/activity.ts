import { dictionary } from '../dictionary.ts'
import type { Entity } from '../schema/entity.ts'
import type { RecordOf } from '../schema/field.ts'
import { ownership, stamps } from './common.ts'

const fields = dictionary({
  kind: {
    type: 'choice',
    help: 'what happened',
    required: true,
    options: ['call', 'email', 'meeting', 'message', 'note'],
    list: true,
    aliases: ['type', 'activity type', 'ประเภท', 'ປະເພດ'],
  },
  subject: {
    type: 'text',
    help: 'in a few words',
    list: true,
    aliases: ['title', 'summary', 'หัวข้อ', 'เรื่อง', 'ຫົວຂໍ້'],
  },
  text: { type: 'longText', help: 'what was said', aliases: ['body', 'content', 'ข้อความ', 'ຂໍ້ຄວາມ'] },
  at: {
    type: 'instant',
    help: 'when it happened',
    required: true,
    default: 'now',
    list: true,
    aliases: ['date', 'date and time', 'time', 'วันที่', 'ວັນທີ'],
  },
  minutes: {
    type: 'number',
    help: 'how long it took, in minutes',
    minimum: 0,
    aliases: ['duration', 'ระยะเวลา', 'ໄລຍະເວລາ'],
  },
  direction: {
    type: 'choice',
    help: 'in: from them; out: from us',
    options: ['in', 'out'],
    aliases: ['inbound outbound'],
  },
  outcome: { type: 'text', help: 'what came of it', aliases: ['result', 'ผลลัพธ์', 'ผลการติดต่อ', 'ຜົນໄດ້ຮັບ'] },
  for: {
    type: 'links',
    to: 'any',
    help: 'whom or what it is about',
    required: true,
    list: true,
    aliases: ['about', 'regarding', 'related to', 'with', 'เกี่ยวกับ', 'ກ່ຽວກັບ'],
  },
  messageId: { type: 'text', help: 'Message-ID of an email', unique: true, derived: true },
  thread: { type: 'text', help: 'Message-ID that its conversation began with', derived: true },
  ...ownership,
  ...stamps,
} as const)

export type Activity = RecordOf<typeof fields>

export const activity = {
  name: 'activity',
  plural: 'activities',
  letter: 'v',
  summary: 'calls, emails, meetings, messages and notes',
  fields,
  title: [['subject'], ['text'], ['kind']],
  quick: ['kind', 'for', 'subject', 'at'],
} as const satisfies Entity
