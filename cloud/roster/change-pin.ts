import type { PinChange } from '#core/domain/access/pin-change.ts';
import { judgePin } from '#core/domain/access/pin-rules.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudDatabase, Transactions } from '../database/open-database.ts';
import { countTry, forgetTries } from '../enrolment/try-limit.ts';
import { toPerson } from '../registry/rows.ts';
import { makePinVerifier, matchesPin } from './pin-verifier.ts';

export interface PinChangeWish {
  readonly personId: string;
  /** The caller's organization; people of others do not exist for it. */
  readonly organizationId: string;
  readonly now: IsoTime;
  readonly oldPin: string;
  readonly newPin: string;
}

/** Ten tries a day, as at a station; a further reason to lock a station's door and not the cloud's. */
const limit = { tries: 10, windowMs: 86_400_000 } as const;

/**
 * Gives somebody a new PIN for the old one. The cloud asks for the old one itself, because a station that was broken into must not be able
 * to give PINs. The new verifier has a new salt; with it every station begins to count tries anew.
 */
export async function changePin(database: CloudDatabase, change: PinChangeWish): Promise<PinChange> {
  const judged = judgePin(change.newPin);
  if (judged.kind === 'weak') {
    return judged;
  }
  if (change.newPin === change.oldPin) {
    return { kind: 'weak', why: 'same' };
  }
  const tries = `pin-change:${change.organizationId}:${change.personId}`;
  const counted = await countTry(database, tries, limit);
  if (counted.kind === 'limited') {
    return { kind: 'locked-out' };
  }
  const person = await findPerson(database.forTenant(change), change);
  if (person === null || !(await matchesPin(change.oldPin, person.pinVerifier))) {
    return { kind: 'wrong-pin', triesLeft: counted.triesLeft };
  }
  const verifier = await makePinVerifier(change.newPin, 'usual');
  await database.forTenant(change).transact((transaction) =>
    transaction
      .updateTable('people')
      .set({ pin_verifier: JSON.stringify(verifier) })
      .where('id', '=', change.personId)
      .execute(),
  );
  await forgetTries(database, tries);
  return { kind: 'changed' };
}

async function findPerson(tenant: Transactions, { personId, organizationId }: PinChangeWish) {
  const row = await tenant.read((transaction) =>
    transaction
      .selectFrom('people')
      .selectAll()
      .where('id', '=', personId)
      .where('organization_id', '=', organizationId)
      .where('active', '=', true)
      .executeTakeFirst(),
  );
  return row === undefined ? null : toPerson(row);
}
