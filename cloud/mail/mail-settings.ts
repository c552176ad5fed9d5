import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { mailAddress } from '#core/domain/organizations/mail-address.ts';
import { createFolderMailWay } from './folder-mail-way.ts';
import type { MailWay } from './mail-way.ts';
import { createSmtpMailWay } from './smtp-mail-way.ts';

/**
 * How mails leave this server, from its environment: `FITBAY_SMTP_URL` (`smtps://user:password@host`), `FITBAY_MAIL_FROM` (an address),
 * `FITBAY_PUBLIC_URL` (where links lead, if not where it listens) and `FITBAY_SUPPORT_ADDRESS` (where the service desk reads requests). Without a mail server, mails become files in a folder beside the data folder: `DIR.outbox`.
 */
const environment = z.object({
  FITBAY_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  FITBAY_MAIL_FROM: mailAddress.default('fitbay@example.com'),
  FITBAY_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  FITBAY_SUPPORT_ADDRESS: mailAddress.optional(),
});

export type MailSettings =
  | {
      readonly kind: 'settings';
      readonly way: MailWay;
      readonly outbox: string | null;
      readonly publicUrl: string | undefined;
      readonly supportAddress: string | undefined;
    }
  | { readonly kind: 'settings-wrong'; readonly detail: string };

/** Makes the way. `dataDir` left out: a folder of its own, gone when the way is closed, like everything of such a server. */
export function openMailWay(
  from: Readonly<Record<string, string | undefined>>,
  dataDir: string | undefined,
): MailSettings {
  const parsed = environment.safeParse(from);
  if (!parsed.success) {
    return { kind: 'settings-wrong', detail: z.prettifyError(parsed.error) };
  }
  const { FITBAY_SMTP_URL: url, FITBAY_MAIL_FROM: address } = parsed.data;
  const { FITBAY_PUBLIC_URL: publicUrl, FITBAY_SUPPORT_ADDRESS: supportAddress } = parsed.data;
  const reached = { publicUrl, supportAddress };
  const sender = { name: 'Fitbay', address };
  if (url !== undefined) {
    return { kind: 'settings', way: createSmtpMailWay({ url, from: sender }), outbox: null, ...reached };
  }
  if (dataDir !== undefined) {
    // Not inside: that folder is the database's own.
    const folder = `${resolve(dataDir)}.outbox`;
    return { kind: 'settings', way: createFolderMailWay({ folder, from: sender }), outbox: folder, ...reached };
  }
  const folder = mkdtempSync(join(tmpdir(), 'fitbay-outbox-'));
  const way = createFolderMailWay({ folder, from: sender });
  return { kind: 'settings', way: withoutTraces(way, folder), outbox: folder, ...reached };
}

function withoutTraces(way: MailWay, folder: string): MailWay {
  return {
    send: (mail) => way.send(mail),
    close() {
      way.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
