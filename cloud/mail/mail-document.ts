import { z } from 'zod';
import { invitationMail, type WrittenMail, writeInvitationMail } from './invitation-mail.ts';
import { supportMail, writeSupportMail } from './support-mail.ts';

/** What a mail in the queue is about, as it is stored; words are made of it when it goes out. */
export const mailDocument = z.union([supportMail, invitationMail]);
export type MailDocument = z.infer<typeof mailDocument>;

/** `publicUrl`: where this cloud can be reached from outside, without a slash at its end. */
export function writeMail(document: MailDocument, publicUrl: string): WrittenMail {
  return 'kind' in document ? writeSupportMail(document) : writeInvitationMail(document, publicUrl);
}
