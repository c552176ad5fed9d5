import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { MailSender, MailSending, MailWay, OutgoingMail } from './mail-way.ts';
import { envelopeOf } from './smtp-mail-way.ts';

/**
 * Mails as `.eml` files (RFC 5322) in a folder, for clouds without a mail server: any mail program opens them, and somebody can send them
 * on. The same mail again takes the place of its file.
 */
export function createFolderMailWay(settings: { readonly folder: string; readonly from: MailSender }): MailWay {
  const { folder, from } = settings;
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    async send(mail) {
      const { message } = await transport.sendMail(envelopeOf(mail, from));
      if (!Buffer.isBuffer(message)) {
        throw new Error('the mail was asked for as one piece');
      }
      return write({ folder, name: nameOf(mail), message });
    },
    close: () => transport.close(),
  };
}

/** Sorts by time and tells mails apart by their id; nothing of the recipient's address gets into a path. */
function nameOf({ createdAt, messageId }: OutgoingMail): string {
  const id = messageId.replace(/[^0-9a-z-]/gi, '');
  return `${createdAt.slice(0, 19).replaceAll(':', '-')}-${id}.eml`;
}

/** The file is whole or not there: written beside its place, flushed, then moved. */
async function write(file: {
  readonly folder: string;
  readonly name: string;
  readonly message: Buffer;
}): Promise<MailSending> {
  const place = join(file.folder, file.name);
  try {
    await mkdir(file.folder, { recursive: true, mode: 0o700 });
    const handle = await open(`${place}.part`, 'w', 0o600);
    try {
      await handle.writeFile(file.message);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${place}.part`, place);
    return { kind: 'sent' };
  } catch (error: unknown) {
    if (error instanceof Error && 'code' in error) {
      return { kind: 'later', problem: error.message };
    }
    throw error;
  }
}
