import { randomBytes, randomInt } from 'node:crypto';
import { sha256Hex } from '#core/kernel/sha256.ts';
import type { CloudTransaction } from '../database/tables.ts';

/** A new link's secret: 256 random bits, in characters that a `fitbay://workshop/…` link carries as they are. */
export function createLinkToken(): string {
  return `i${randomBytes(32).toString('base64url')}`;
}

/** What the cloud keeps of a link. The secret is random and long, so a plain hash keeps it as safe as a slow one would. */
export function hashLinkToken(token: string): string {
  return sha256Hex(token);
}

/** Without 0, O, 1 and I, which people mix up when they read a code to each other. */
const codeLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A Partner ID that no relationship has (ORG-4). Two that are made at the same moment are kept apart by the table's unique key. */
export async function freePartnerCode(transaction: CloudTransaction): Promise<string> {
  for (;;) {
    const code = Array.from({ length: 5 }, () => codeLetters.charAt(randomInt(codeLetters.length))).join('');
    const trust = transaction.selectFrom('trusts').select('partner_code').where('partner_code', '=', code);
    const invitation = transaction.selectFrom('invitations').select('partner_code').where('partner_code', '=', code);
    if ((await trust.unionAll(invitation).executeTakeFirst()) === undefined) {
      return code;
    }
  }
}
