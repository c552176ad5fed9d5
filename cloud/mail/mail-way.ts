/** The way a written mail leaves the cloud: a mail server, or a folder where there is none. */
export interface MailWay {
  /** Resolves with what became of it, within a minute. */
  send(mail: OutgoingMail): Promise<MailSending>;
  close(): void;
}

/** Who mails are from. */
export interface MailSender {
  readonly name: string;
  readonly address: string;
}

export interface OutgoingMail {
  /** What stands before the `@` of the Message-ID; the sender's domain comes after it. */
  readonly messageId: string;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** A JSON file that goes along. */
  readonly attachment?: { readonly name: string; readonly text: string };
  /** When it was asked for, ISO 8601: the mail's date, the same on every try. */
  readonly createdAt: string;
}

export type MailSending =
  | { readonly kind: 'sent' }
  /** Worth another try: no answer, a server that is busy or cannot let us in. */
  | { readonly kind: 'later'; readonly problem: string }
  /** The server will never take this mail. */
  | { readonly kind: 'refused'; readonly problem: string };
