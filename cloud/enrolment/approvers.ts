import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Person } from '#core/domain/access/person.ts';
import { rightsOf } from '#core/domain/access/roles.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import { toPerson } from '../registry/rows.ts';
import { matchesPin } from '../roster/pin-verifier.ts';
import { itemIdOf, nowSeconds } from './oauth-store.ts';

import { countTry, forgetTries } from './try-limit.ts';

/**
 * Who approves stations: people with the right to administer, signed in by name and PIN as at the bench. That is what the reference cloud
 * knows of people. A deployment puts its identity provider with a second factor in front of these pages instead (reliability.md §5.1).
 */
export interface Approver {
  readonly person: Person;
  readonly organizationName: string;
  /** Must come back in every form. */
  readonly formToken: string;
}

export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly sessionToken: string }
  /** The same for somebody unknown and for a wrong PIN. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'too-often'; readonly retryAfterMs: number }
  /** Known, but no station administrator. */
  | { readonly kind: 'no-right'; readonly person: Person };

export interface SignInTry {
  /** Name as on badges, or the text of a badge. */
  readonly name: string;
  readonly pin: string;
  readonly address: string;
}

export const approverSessionSeconds = 600;
const triesPerPerson = { tries: 5, windowMs: 15 * 60_000 } as const;
/** Each costs a tenth of a second of work. */
const mostNamesakes = 10;
const triesPerAddress = { tries: 30, windowMs: 15 * 60_000 } as const;

export async function signInApprover(database: CloudDatabase, attempt: SignInTry): Promise<SignInOutcome> {
  const name = attempt.name.trim();
  for (const [key, limit] of [
    [`sign-in:${attempt.address}`, triesPerAddress],
    [`sign-in-as:${name.toLowerCase()}`, triesPerPerson],
  ] as const) {
    const count = await countTry(database, key, limit);
    if (count.kind === 'limited') {
      return { kind: 'too-often', retryAfterMs: count.retryAfterMs };
    }
  }
  const person = await findByPin(database, name, attempt.pin);
  if (person === null) {
    return { kind: 'wrong' };
  }
  await forgetTries(database, `sign-in-as:${name.toLowerCase()}`);
  if (!mayAdminister(person)) {
    return { kind: 'no-right', person };
  }
  const sessionToken = randomBytes(32).toString('base64url');
  await database.asSystem('enrolment').transact((transaction) =>
    transaction
      .insertInto('approver_sessions')
      .values({
        token_hash: itemIdOf(sessionToken),
        person_id: person.id,
        form_token: randomBytes(18).toString('base64url'),
        expires_at: nowSeconds() + approverSessionSeconds,
      })
      .execute(),
  );
  return { kind: 'signed-in', sessionToken };
}

/** Null where nobody is signed in under this token any more, or that person may not administer stations any more. */
export async function findApprover(database: CloudDatabase, sessionToken: string | null): Promise<Approver | null> {
  if (sessionToken === null) {
    return null;
  }
  const row = await database
    .asSystem('enrolment')
    .read((transaction) =>
      transaction
        .selectFrom('approver_sessions')
        .innerJoin('people', 'people.id', 'approver_sessions.person_id')
        .innerJoin('organizations', 'organizations.id', 'people.organization_id')
        .selectAll('people')
        .select(['approver_sessions.form_token', 'organizations.name as organization_name'])
        .where('approver_sessions.token_hash', '=', itemIdOf(sessionToken))
        .where('approver_sessions.expires_at', '>', nowSeconds())
        .executeTakeFirst(),
    );
  if (row === undefined) {
    return null;
  }
  const { form_token: formToken, organization_name: organizationName, ...personRow } = row;
  const person = toPerson(personRow);
  return person.active && mayAdminister(person) ? { person, organizationName, formToken } : null;
}

export async function signOutApprover(database: CloudDatabase, sessionToken: string): Promise<void> {
  await database
    .asSystem('enrolment')
    .transact((transaction) =>
      transaction.deleteFrom('approver_sessions').where('token_hash', '=', itemIdOf(sessionToken)).execute(),
    );
}

function mayAdminister(person: Person): boolean {
  return rightsOf(person.roles).has('administer');
}

/** People of several organizations may share a name; their PIN tells them apart. Somebody unknown costs as much time as somebody known. */
async function findByPin(database: CloudDatabase, name: string, pin: string): Promise<Person | null> {
  const wanted = name.toLowerCase();
  const { named, anybody } = await database.asSystem('enrolment').read(async (transaction) => {
    const people = transaction.selectFrom('people').selectAll();
    const rows = await people
      .where('active', '=', true)
      .where(sql<boolean>`lower(display_name) = ${wanted} or lower(badge) = ${wanted}`)
      .limit(mostNamesakes)
      .execute();
    return { named: rows.map(toPerson), anybody: await people.limit(1).executeTakeFirst() };
  });
  if (named.length === 0 && anybody !== undefined) {
    await matchesPin(pin, toPerson(anybody).pinVerifier);
    return null;
  }
  for (const person of named) {
    if (await matchesPin(pin, person.pinVerifier)) {
      return person;
    }
  }
  return null;
}
