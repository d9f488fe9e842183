/** Fields that every kind of record has. */

export const ownership = {
  owner: {
    type: 'text',
    help: 'who looks after it',
    options: 'users',
    list: true,
    aliases: [
      'assigned to',
      'sales agent',
      'agent',
      'salesperson',
      'record owner',
      'lead owner',
      'contact owner',
      'account owner',
      'deal owner',
      'opportunity owner',
      'ผู้ติดตาม',
      'ผู้ดูแล',
      'ผู้รับผิดชอบ',
      'พนักงานขาย',
      'ຜູ້ຮັບຜິດຊອບ',
    ],
  },
  tags: {
    type: 'tags',
    help: 'words to group by',
    aliases: ['labels', 'categories', 'แท็ก', 'ป้ายกำกับ', 'ແທັກ'],
  },
  description: {
    type: 'longText',
    help: 'anything worth knowing',
    aliases: [
      'notes',
      'note',
      'comment',
      'comments',
      'remarks',
      'หมายเหตุ',
      'รายละเอียด',
      'บันทึก',
      'ໝາຍເຫດ',
      'ລາຍລະອຽດ',
    ],
  },
  externalId: {
    type: 'text',
    help: 'its id in another system; unique',
    unique: true,
    aliases: ['id', 'record id', 'external key', 'รหัส', 'ລະຫັດ'],
  },
  attachments: { type: 'attachments', help: 'files kept with it', derived: true },
} as const

export const stamps = {
  createdAt: {
    type: 'instant',
    help: 'when it was made',
    required: true,
    derived: true,
    aliases: ['created', 'create date', 'created time', 'date added', 'วันที่สร้าง', 'ວັນທີສ້າງ'],
  },
  updatedAt: { type: 'instant', help: 'when it last changed', required: true, derived: true },
} as const
