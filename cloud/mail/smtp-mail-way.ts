import { createTransport } from 'nodemailer';
import type { MailSender, MailSending, MailWay, OutgoingMail } from './mail-way.ts';

/** How the mail server is reached, and who the mails are from. */
export interface SmtpSettings {
  /** `smtps://user:password@host:465`, or `smtp://…` where the server offers TLS on the way (STARTTLS). */
  readonly url: string;
  readonly from: MailSender;
  /** How long a silent server is waited for; left out: as suits the internet. */
  readonly patience?: { readonly connectMs: number; readonly answerMs: number };
}

const usualPatience = { connectMs: 10_000, answerMs: 30_000 };

/** Mails by SMTP (RFC 5321). One connection a mail: there are few. */
export function createSmtpMailWay({ url, from, patience = usualPatience }: SmtpSettings): MailWay {
  const transport = createTransport({
    url,
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.connectMs,
    socketTimeout: patience.answerMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail(envelopeOf(mail, from));
        return { kind: 'sent' };
      } catch (error: unknown) {
        return toSending(error);
      }
    },
    close: () => transport.close(),
  };
}

/** As nodemailer wants it; addresses as objects, so that none is read as a list. */
export function envelopeOf({ recipient, createdAt, messageId, attachment, ...mail }: OutgoingMail, from: MailSender) {
  return {
    ...mail,
    ...(attachment === undefined
      ? {}
      : {
          attachments: [{ filename: attachment.name, content: attachment.text, contentType: 'application/json' }],
        }),
    from,
    messageId: `<${messageId}@${from.address.split('@')[1] ?? 'localhost'}>`,
    to: { name: '', address: recipient },
    date: new Date(createdAt),
    // No holiday notes in answer to a machine (RFC 3834 §5).
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/** RFC 5321 §4.2.1: 5xx to the addresses or the mail itself is for good; everything else may be better later. */
function toSending(error: unknown): MailSending {
  if (!(error instanceof Error)) {
    throw error;
  }
  const code = 'code' in error ? String(error.code) : '';
  const status = 'responseCode' in error ? Number(error.responseCode) : 0;
  const problem = error.message.slice(0, 300);
  const isAboutThisMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  return isAboutThisMail && status >= 500 ? { kind: 'refused', problem } : { kind: 'later', problem };
}
