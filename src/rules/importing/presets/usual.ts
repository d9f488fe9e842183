/** What files of no known program call things: what several programs share, and people write in lists of their own. */
import type { Preset } from './preset.ts'
import { usualWords, wordsOfActivities, wordsOfReminders } from './usualWords.ts'

const owners = {
  'Task Owner': 'owner',
  'Call Owner': 'owner',
  'Event Owner': 'owner',
  'Meeting Owner': 'owner',
  'Note Owner': 'owner',
  Host: 'owner',
}

/** Of several columns for one field the first that the file has is taken, where no other is called as the field is. */
export const usual: Preset = {
  title: '',
  signatures: [],
  columns: {},
  values: byWord(usualWords),
  kinds: {
    account: { columns: { 'Parent Id': 'parent', 'Parent Account Id': 'parent' } },
    deal: {
      columns: {
        'Potential Name': 'name',
        Potential: 'name',
        'Potential Owner': 'owner',
        'Stage Name': 'stage',
        'Estimated Value': 'amount',
        'Deal Size': 'amount',
        'Reason For Loss': 'lostNote',
      },
    },
    activity: {
      columns: {
        ...owners,
        'Call Start Time': 'at',
        'Start Time': 'at',
        'Start DateTime': 'at',
        'Start Date': 'at',
        'Call Date': 'at',
        'Meeting Date': 'at',
        'Activity Date': 'at',
        'Due Date': 'at',
        Start: 'at',
        'Call Type': 'direction',
        'Call Direction': 'direction',
        'Call Result': 'outcome',
        'Call Outcome': 'outcome',
        'Call Subject': 'subject',
        'Event Title': 'subject',
        'Meeting Title': 'subject',
        'Note Title': 'subject',
        'Task Name': 'subject',
        'Note Content': 'text',
        'Note Body': 'text',
        'Call Notes': 'text',
        'Meeting Notes': 'text',
        วันที่โทร: 'at',
        วันที่นัด: 'at',
        ວັນທີໂທ: 'at',
        ວັນທີນັດ: 'at',
      },
      values: byWord(wordsOfActivities),
    },
    reminder: {
      columns: {
        ...owners,
        'Task Name': 'text',
        'Task Title': 'text',
        'Due Time': 'due',
        Completed: 'status',
        'Is Completed': 'status',
        Done: 'status',
        'Task Status': 'status',
        เสร็จแล้ว: 'status',
        สถานะงาน: 'status',
        ສຳເລັດແລ້ວ: 'status',
        ສະຖານະວຽກ: 'status',
      },
      values: byWord(wordsOfReminders),
    },
  },
}

/** What happened, by what headings begin with; what stands further down is surer. */
const kindsTold: readonly (readonly [RegExp, string])[] = [
  [/^(?:notes?(?:title|content|body|owner|id)?$|บันทึก|ບັນທຶກ)/u, 'note'],
  [/^(?:tasks?|todo)(?:id|name|title|owner|status|subject)/u, 'note'],
  [/^(?:e?mail(?:subject|body)|messageid)$/u, 'email'],
  [
    /^(?:(?:event|meeting|appointment)|venue$|host$|participants$|attendees$|ประชุม|การประชุม|วันที่นัด|นัดหมาย|ປະຊຸມ|ການປະຊຸມ|ວັນທີນັດ|ນັດໝາຍ)/u,
    'meeting',
  ],
  [/^(?:calls?(?!back)|phonecall|การโทร|วันที่โทร|โทร(?!ศัพท์)|ການໂທ|ວັນທີໂທ)/u, 'call'],
]

/** The kind of activity that the headings of a file tell, each squeezed; undefined where none does. */
export function kindTold(headings: readonly string[]): string | undefined {
  return kindsTold.findLast(([form]) => headings.some((heading) => form.test(heading)))?.[1]
}

function byWord(words: {
  readonly [field: string]: { readonly [ours: string]: readonly string[] }
}): NonNullable<Preset['values']> {
  return Object.fromEntries(
    Object.entries(words).map(([field, ours]) => [
      field,
      Object.fromEntries(Object.entries(ours).flatMap(([one, theirs]) => theirs.map((word) => [word, one]))),
    ]),
  )
}
