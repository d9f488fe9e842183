/** Who wrote an email: of a web form, a no-reply or a list it is not its From but whom an answer goes to. */
import type { Mailbox, Message } from '../formats/email.ts'

const machines =
  /^(?:[\w.+-]*(?:no-?_?reply|do-?_?not-?_?reply)[\w.+-]*|mailer-daemon|postmaster|bounces?|wordpress|wpforms?|forms?|web-?forms?|form-?(?:mail|mailer|responses?|submissions?)|web-?site|web-?master|mailer|automailer|notifications?|notify|system)@/

/** Services that send what people fill in on web pages. */
const formServices =
  /@(?:[\w-]+\.)*(?:formspree\.io|formsubmit\.co|web3forms\.com|getform\.io|typeform\.com|jotform\.com|wufoo\.com|formstack\.com|cognitoforms\.com|123formbuilder\.com|tally\.so|paperform\.co|squarespace\.info|netlify\.com|wpforms\.com)$/

/** Whether nobody reads what is sent to an address. */
export function isMachine(address: string): boolean {
  return machines.test(address) || formServices.test(address)
}

/**
 * Who wrote a message: whom an answer goes to where From is a machine, ourselves writing to ourselves, or a list that put
 * its own address there; else From.
 * @param isOwn whether an address is ours
 */
export function writerOf(message: Message, isOwn: (address: string) => boolean): Mailbox {
  const { from, to, originalFrom } = message
  const isStranger = ({ address }: Mailbox) => !isOwn(address) && !isMachine(address)
  if (originalFrom !== undefined && isStranger(originalFrom)) return originalFrom
  const isToItself = to.some(({ address }) => address === from.address)
  const isFromUs = isOwn(from.address) && to.every(({ address }) => isOwn(address))
  if (!isMachine(from.address) && !isToItself && !isFromUs) return from
  const others = message.replyTo.filter((one) => isStranger(one) && one.address !== from.address)
  return others[0] ?? from
}
