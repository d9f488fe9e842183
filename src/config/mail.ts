/** How mail goes out. */

/** The server that mail goes out by. The password is never here: it is in the environment. */
export interface MailSettings {
  /** Empty where no mail is sent. */
  readonly host: string
  readonly port: number
  /** TLS from the first byte (port 465); otherwise STARTTLS where the server offers it. */
  readonly secure: boolean
  /** Empty for a server that asks for no login. */
  readonly user: string
  readonly from: string
  readonly to: readonly string[]
}
