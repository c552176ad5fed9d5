import { sign } from 'node:crypto';
import type { Person } from '#core/domain/access/person.ts';
import { rosterStatement, type SignedRoster } from '#core/domain/access/roster.ts';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import { toPerson } from '../registry/rows.ts';
import { openRosterKey, type RosterKey } from './roster-key.ts';

/**
 * Who may sign in at the stations of an organization, signed (STA-1). Goes out with the last page of every pull, so that the people of a
 * station are never older than its last contact: somebody who was switched off is out with the next one.
 */
export async function issueRoster(
  database: CloudDatabase,
  { organizationId, now }: { readonly organizationId: string; readonly now: IsoTime },
): Promise<SignedRoster> {
  const key = await openRosterKey(database, now);
  const rows = await database
    .forTenant({ organizationId, now })
    .read((transaction) =>
      transaction
        .selectFrom('people')
        .selectAll()
        .where('organization_id', '=', organizationId)
        .orderBy('id')
        .execute(),
    );
  return signRoster(key, { organizationId, issuedAt: now, people: rows.map(toPerson) });
}

/** Signs the text itself: whoever checks it needs no second opinion on how it is written. */
export function signRoster(
  { privateKey, publicKey }: RosterKey,
  content: { readonly organizationId: string; readonly issuedAt: IsoTime; readonly people: readonly Person[] },
): SignedRoster {
  const statement = canonicalJson(rosterStatement.parse({ kind: 'fitbay-roster', version: 1, ...content }));
  return {
    statement,
    signature: sign(null, Buffer.from(statement, 'utf8'), privateKey).toString('base64'),
    key: publicKey,
  };
}
