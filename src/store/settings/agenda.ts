/** crm.json: what comes back by itself (dates, keepInTouch), and the server that mail goes out by. */
import { type DateRule, defaultSettings, type MailSettings, type TouchRule } from '../../config.ts'
import { entityNames } from '../../entities/index.ts'
import { type Expect, numberFrom, object, oneOf, refuse, setOf, text, wholeFrom } from '../expect.ts'

const yesNo: Expect<boolean> = (value, at) =>
  typeof value === 'boolean' ? value : refuse(at, 'true or false', value)
const anyText: Expect<string> = (value, at) =>
  typeof value === 'string' ? value : refuse(at, 'a text', value)

/** Which field of which kind; that there is such a field is said when it is looked at, as custom ones may come later. */
export const dateRule: Expect<DateRule> = (value, at) => {
  const raw = object(value, at)
  return {
    ...raw,
    kind: oneOf(entityNames)(raw['kind'], `${at}.kind`),
    field: text(raw['field'], `${at}.field`),
    yearly: yesNo(raw['yearly'] ?? false, `${at}.yearly`),
    before: wholeFrom(0)(raw['before'] ?? 0, `${at}.before`),
  }
}

export const touchRule: Expect<TouchRule> = (value, at) => {
  const raw = object(value, at)
  return {
    ...raw,
    kind: oneOf<TouchRule['kind']>(['lead', 'contact', 'account'])(raw['kind'], `${at}.kind`),
    query: anyText(raw['query'] ?? '', `${at}.query`),
    weeks: numberFrom(1, 520, 'a number of weeks from 1 to 520')(raw['weeks'], `${at}.weeks`),
  }
}

export const mail: Expect<MailSettings> = (value, at) => {
  const raw = { ...defaultSettings.mail, ...object(value, at) }
  for (const name of Object.keys(raw)) {
    if (/^pass(?:word)?$/i.test(name))
      refuse(`${at}.${name}`, 'no password in the store (CRM_SMTP_PASSWORD has it)', '…')
  }
  const host = anyText(raw.host, `${at}.host`)
  const from = anyText(raw.from, `${at}.from`)
  if (host !== '' && from === '') refuse(`${at}.from`, 'the address mail is sent from', undefined)
  return {
    ...raw,
    host,
    port: numberFrom(1, 65535, 'a port from 1 to 65535')(raw.port, `${at}.port`),
    secure: yesNo(raw.secure, `${at}.secure`),
    user: anyText(raw.user, `${at}.user`),
    from,
    to: setOf(text)(raw.to, `${at}.to`),
  }
}
