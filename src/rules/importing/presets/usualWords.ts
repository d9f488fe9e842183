/** What programs and lists of many kinds call things, in English, Thai and Lao, and can mean nothing else. */

/** By field, and by what it is called here, the words for it; case, spaces and punctuation do not matter. */
type WordsFor = { readonly [field: string]: { readonly [ours: string]: readonly string[] } }

export const usualWords: WordsFor = {
  stage: {
    prospecting: [
      ...[
        'New',
        'New Lead',
        'New Opportunity',
        'Lead',
        'Lead In',
        'Prospect',
        'Initial Contact',
        'First Contact',
      ],
      ...['Appointment Scheduled', 'Identified', 'ลูกค้าเป้าหมาย', 'ลูกค้าคาดหวัง', 'หาลูกค้า', 'ติดต่อครั้งแรก', 'ใหม่'],
      ...['ລູກຄ້າເປົ້າໝາຍ', 'ຊອກຫາລູກຄ້າ', 'ຕິດຕໍ່ຄັ້ງທຳອິດ', 'ໃໝ່'],
    ],
    qualification: [
      ...[
        'Qualified',
        'Qualifying',
        'Qualified To Buy',
        'Needs Analysis',
        'Needs Assessment',
        'Value Proposition',
      ],
      ...[
        'Id. Decision Makers',
        'Identify Decision Makers',
        'Perception Analysis',
        'Discovery',
        'Contact Made',
      ],
      ...['Demo Scheduled', 'Presentation Scheduled', 'คัดกรอง', 'คัดกรองลูกค้า', 'วิเคราะห์ความต้องการ'],
      ...['สำรวจความต้องการ', 'ประเมินความต้องการ', 'ກັ່ນຕອງ', 'ວິເຄາະຄວາມຕ້ອງການ', 'ສຳຫຼວດຄວາມຕ້ອງການ'],
    ],
    proposal: [
      ...[
        'Proposal/Price Quote',
        'Price Quote',
        'Proposal/Quote',
        'Proposal Made',
        'Proposal Sent',
        'Quote Sent',
      ],
      ...[
        'Proposal Presented',
        'Quotation',
        'Quotation Sent',
        'Quoted',
        'Proposition',
        'Decision Maker Bought-In',
      ],
      ...['เสนอราคา', 'เสนอราคาแล้ว', 'ใบเสนอราคา', 'ส่งใบเสนอราคา', 'ส่งใบเสนอราคาแล้ว', 'ข้อเสนอ', 'ยื่นข้อเสนอ'],
      ...['ສະເໜີລາຄາ', 'ສະເໜີລາຄາແລ້ວ', 'ໃບສະເໜີລາຄາ', 'ສົ່ງໃບສະເໜີລາຄາ'],
    ],
    negotiation: [
      ...['Negotiation/Review', 'Negotiations Started', 'Negotiating', 'In Negotiation', 'Under Negotiation'],
      ...['Contract Sent', 'ต่อรอง', 'ต่อรองราคา', 'เจรจา', 'เจรจาต่อรอง', 'อยู่ระหว่างเจรจา', 'ต่อรอง/ทบทวน'],
      ...['ຕໍ່ລອງ', 'ຕໍ່ລອງລາຄາ', 'ເຈລະຈາ', 'ເຈລະຈາຕໍ່ລອງ'],
    ],
    won: [
      ...['Closed Won', 'Closed as Won', 'Deal Won', 'Won Deal', 'Win', 'Sold'],
      ...[
        'ชนะ',
        'ปิดการขายได้',
        'ปิดการขายสำเร็จ',
        'ปิดการขาย (ได้)',
        'ปิดได้',
        'ขายได้',
        'ขายสำเร็จ',
        'ได้งาน',
        'สำเร็จ',
      ],
      ...['ຊະນະ', 'ປິດການຂາຍໄດ້', 'ປິດການຂາຍສຳເລັດ', 'ຂາຍໄດ້', 'ສຳເລັດ'],
    ],
    lost: [
      ...['Closed Lost', 'Closed as Lost', 'Deal Lost', 'Lost Deal', 'Lose', 'Closed-Lost to Competition'],
      ...[
        'แพ้',
        'ปิดการขายไม่ได้',
        'ปิดการขายไม่สำเร็จ',
        'ปิดการขาย (ไม่ได้)',
        'ปิดไม่ได้',
        'ขายไม่ได้',
        'ไม่ได้งาน',
        'เสียงาน',
      ],
      ...['ไม่สำเร็จ', 'ແພ້', 'ປິດການຂາຍບໍ່ໄດ້', 'ປິດການຂາຍບໍ່ສຳເລັດ', 'ຂາຍບໍ່ໄດ້', 'ບໍ່ສຳເລັດ'],
    ],
  },
  status: {
    new: [
      ...[
        'New Lead',
        'Open',
        'Open - Not Contacted',
        'Not Contacted',
        'Not Yet Contacted',
        'Uncontacted',
        'Untouched',
      ],
      ...['ใหม่', 'ลูกค้าใหม่', 'ลีดใหม่', 'ยังไม่ติดต่อ', 'ยังไม่ได้ติดต่อ', 'รอติดต่อ', 'รอการติดต่อ'],
      ...['ໃໝ່', 'ລູກຄ້າໃໝ່', 'ຍັງບໍ່ຕິດຕໍ່', 'ຍັງບໍ່ໄດ້ຕິດຕໍ່', 'ລໍຖ້າຕິດຕໍ່'],
    ],
    contacted: [
      ...['Attempted to Contact', 'Attempting to Contact', 'Contact Attempted', 'Contact Made', 'Connected'],
      ...['Working', 'Working - Contacted', 'In Progress', 'In Process', 'Follow Up', 'Following Up'],
      ...['ติดต่อแล้ว', 'กำลังติดต่อ', 'กำลังติดตาม', 'อยู่ระหว่างติดตาม', 'อยู่ระหว่างดำเนินการ', 'กำลังดำเนินการ'],
      ...['พยายามติดต่อ', 'ຕິດຕໍ່ແລ້ວ', 'ກຳລັງຕິດຕໍ່', 'ກຳລັງຕິດຕາມ', 'ກຳລັງດຳເນີນການ'],
    ],
    nurturing: [
      ...['Contact in Future', 'Contact in the Future', 'Contact Later', 'Nurture', 'Bad Timing', 'Recycled'],
      ...['ติดต่อภายหลัง', 'ติดต่อในอนาคต', 'ติดต่ออีกครั้งในอนาคต', 'ຕິດຕໍ່ພາຍຫຼັງ', 'ຕິດຕໍ່ໃນອະນາຄົດ'],
    ],
    qualified: [
      ...['Pre-Qualified', 'Sales Qualified', 'Sales Qualified Lead', 'Open Deal', 'ผ่านการคัดกรอง', 'ผ่านเกณฑ์'],
      ...['มีคุณสมบัติ', 'ຜ່ານການກັ່ນຕອງ'],
    ],
    converted: [
      ...['Closed - Converted', 'Converted to Customer', 'แปลงแล้ว', 'เปลี่ยนเป็นลูกค้าแล้ว', 'เป็นลูกค้าแล้ว'],
      ...['ເປັນລູກຄ້າແລ້ວ'],
    ],
    unqualified: [
      ...[
        'Not Qualified',
        'Disqualified',
        'Closed - Not Converted',
        'Lost Lead',
        'Lost',
        'Dead',
        'Dead Lead',
      ],
      ...['Not Interested', 'Rejected', 'ไม่ผ่านการคัดกรอง', 'ไม่ผ่านเกณฑ์', 'ไม่สนใจ', 'ບໍ່ຜ່ານການກັ່ນຕອງ', 'ບໍ່ສົນໃຈ'],
    ],
    junk: ['Junk Lead', 'Spam', 'ขยะ', 'ข้อมูลขยะ', 'สแปม', 'ຂີ້ເຫຍື້ອ', 'ສະແປມ'],
  },
}

export const wordsOfActivities: WordsFor = {
  kind: {
    call: [
      'Phone Call',
      'Phone',
      'Telephone',
      'Call Log',
      'โทร',
      'โทรศัพท์',
      'การโทร',
      'ໂທ',
      'ໂທລະສັບ',
      'ການໂທ',
    ],
    email: ['E-mail', 'List Email', 'อีเมล', 'อีเมล์', 'ອີເມວ', 'ອີເມລ'],
    meeting: [
      ...['Event', 'Visit', 'Appointment', 'Lunch', 'ประชุม', 'การประชุม', 'นัดหมาย', 'เข้าพบ'],
      ...['ປະຊຸມ', 'ການປະຊຸມ', 'ນັດໝາຍ', 'ເຂົ້າພົບ'],
    ],
    message: [
      'Chat',
      'SMS',
      'Text',
      'Text Message',
      'LINE',
      'WhatsApp',
      'ข้อความ',
      'แชท',
      'ไลน์',
      'ຂໍ້ຄວາມ',
      'ແຊັດ',
    ],
    note: [
      'Task',
      'To Do',
      'To-do',
      'Deadline',
      'Cadence',
      'Comment',
      'บันทึก',
      'หมายเหตุ',
      'งาน',
      'ບັນທຶກ',
      'ໝາຍເຫດ',
      'ວຽກ',
    ],
  },
  direction: {
    in: ['Inbound', 'Incoming', 'Received', 'Missed', 'โทรเข้า', 'สายเข้า', 'ขาเข้า', 'รับสาย', 'ໂທເຂົ້າ', 'ຂາເຂົ້າ'],
    out: ['Outbound', 'Outgoing', 'Sent', 'โทรออก', 'ขาออก', 'ໂທອອກ', 'ຂາອອກ'],
  },
}

export const wordsOfReminders: WordsFor = {
  status: {
    open: [
      ...[
        'Not Started',
        'In Progress',
        'Deferred',
        'Pending',
        'Waiting',
        'Waiting on someone else',
        'Waiting for input',
      ],
      ...['To Do', 'Todo', 'False', 'No', '0', 'ยังไม่เสร็จ', 'ยังไม่เริ่ม', 'กำลังดำเนินการ', 'รอดำเนินการ', 'ไม่ใช่'],
      ...['ຍັງບໍ່ສຳເລັດ', 'ຍັງບໍ່ເລີ່ມ', 'ກຳລັງດຳເນີນການ', 'ບໍ່ແມ່ນ'],
    ],
    done: [
      ...[
        'Completed',
        'Complete',
        'Finished',
        'Closed',
        'True',
        'Yes',
        '1',
        'เสร็จ',
        'เสร็จแล้ว',
        'เสร็จสิ้น',
        'ใช่',
      ],
      ...['ສຳເລັດ', 'ສຳເລັດແລ້ວ', 'ແລ້ວໆ', 'ແມ່ນ'],
    ],
    cancelled: ['Canceled', 'ยกเลิก', 'ยกเลิกแล้ว', 'ຍົກເລີກ', 'ຍົກເລີກແລ້ວ'],
  },
  priority: {
    high: ['Highest', 'Urgent', 'Very High', 'สูง', 'ด่วน', 'เร่งด่วน', 'ສູງ', 'ດ່ວນ'],
    normal: ['Medium', 'None', 'Standard', 'ปกติ', 'ปานกลาง', 'กลาง', 'ປົກກະຕິ', 'ກາງ', 'ປານກາງ'],
    low: ['Lowest', 'Very Low', 'ต่ำ', 'ຕ່ຳ'],
  },
}
