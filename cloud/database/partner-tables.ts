import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { MailDocument } from '../mail/mail-document.ts';

/** Tables of invitations, of the mails that carry them, and of requests that were answered; migration 007 makes them. */
export interface PartnerTables {
  invitations: InvitationsTable;
  partner_addresses: PartnerAddressesTable;
  partner_requests: PartnerRequestsTable;
  mails: MailsTable;
}

/**
 * What was sent by mail, under the id of its relationship. While nobody answered and no organization is known by the address, this row
 * is all there is; afterwards `trusts` holds period, setting, code and version, and the same columns here are only what was offered.
 */
interface InvitationsTable {
  id: string;
  customer_id: string;
  email: string;
  partner_code: string;
  valid_to: string | null;
  override_allowed: boolean;
  agreement: string | null;
  version: number;
  locale: 'en' | 'de';
  /** SHA-256 of the newest link's token, hex. It stays after the answer, so that the link can say what became of it. */
  link_hash: string;
  invited_at: string;
  invited_by: string;
  invited_until: string;
  answered_at: string | null;
  answered_by: string | null;
}

/** Mail addresses at which an organization has answered an invitation, or that it was registered with. */
interface PartnerAddressesTable {
  email: string;
  organization_id: string;
}

interface PartnerRequestsTable {
  organization_id: string;
  request_id: string;
  /** SHA-256 of the canonical JSON of what was asked. */
  body_hash: string;
  /** As it went out. */
  answer: JSONColumnType<object>;
  at: string;
}

interface MailsTable {
  id: string;
  /** What stands before the `@` (RFC 5322 §3.6.4); the same on every try, so that a mail that arrives twice is one to its reader. */
  message_id: string;
  /** The relationship or request that it is about. */
  subject_id: string;
  recipient: string;
  /** What it says, link included; null as soon as it is settled, because the link is a secret. */
  document: ColumnType<MailDocument | null, string | null, string | null>;
  /** `dropped`: overtaken by a newer one, or no longer wanted. */
  state: 'queued' | 'sent' | 'failed' | 'dropped';
  tries: Generated<number>;
  /** Not before this. Whoever takes it up moves it on first, so that nobody else sends it meanwhile. */
  next_at: string;
  /** Not after this. */
  good_until: string;
  problem: string | null;
  created_at: string;
  settled_at: string | null;
}
