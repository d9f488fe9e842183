/** Names the same field goes by in other systems' exports and in Thai and Lao spreadsheets, shared by several kinds. */

export const firstNameAliases = ['first name', 'given name', 'forename', 'ชื่อ', 'ชื่อจริง', 'ຊື່'] as const
export const lastNameAliases = ['last name', 'surname', 'family name', 'นามสกุล', 'สกุล', 'ນາມສະກຸນ'] as const
export const accountNameAliases = [
  'company',
  'company name',
  'account',
  'account name',
  'organization',
  'organisation',
  'organization name',
  'employer',
  'บริษัท',
  'ชื่อบริษัท',
  'หน่วยงาน',
  'ບໍລິສັດ',
  'ຊື່ບໍລິສັດ',
] as const
export const titleAliases = ['job title', 'position', 'role', 'ตำแหน่ง', 'ຕຳແໜ່ງ'] as const
export const emailAliases = [
  'email',
  'e-mail',
  'email address',
  'e-mail address',
  'mail',
  'primary email',
  'อีเมล',
  'อีเมล์',
  'อีเมลล์',
  'ອີເມວ',
  'ອີເມລ',
] as const
export const phoneAliases = [
  'phone',
  'phone number',
  'telephone',
  'tel',
  'mobile',
  'mobile phone',
  'cell',
  'primary phone',
  'โทรศัพท์',
  'เบอร์โทร',
  'เบอร์โทรศัพท์',
  'เบอร์',
  'มือถือ',
  'โทร',
  'ໂທລະສັບ',
  'ເບີໂທ',
  'ເບີໂທລະສັບ',
  'ມືຖື',
] as const
export const websiteAliases = [
  'website',
  'web',
  'web site',
  'url',
  'homepage',
  'company website',
  'เว็บไซต์',
  'ເວັບໄຊ',
  'ເວັບໄຊທ໌',
] as const
export const addressAliases = ['address', 'street address', 'mailing address', 'ที่อยู่', 'ທີ່ຢູ່'] as const
