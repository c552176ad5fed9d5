import type { Person } from '#core/domain/access/person.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { noteAct } from '../audit/note-act.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { putStation } from '../stations/put-station.ts';
import { nowSeconds } from './oauth-store.ts';
import { type StationAuthority, stationClientId } from './station-authority.ts';
import { type StationRequest, stationRequest } from './station-request.ts';
import { countTry } from './try-limit.ts';

/** What the approval pages do (STA-1): find what waits behind a code, and decide it once. Every decision stands in the organization's log. */
export interface DecisionDesk {
  readonly database: CloudDatabase;
  readonly authority: StationAuthority;
  readonly now: () => IsoTime;
}

/** A station that waits for somebody's decision. */
export interface WaitingStation {
  readonly userCode: string;
  readonly request: StationRequest;
  readonly address: string;
  /** Whole minutes for which the code is still good, at least one. */
  readonly minutesLeft: number;
  /** The station that it would replace, by name: same disk, enrolled before. */
  readonly replaces: string | null;
}

export type CodeLookUp =
  | { readonly kind: 'waiting'; readonly station: WaitingStation }
  /** `used`: decided already. `of-another-organization`: enrolled there, and only they can let it go. */
  | { readonly kind: 'unknown' | 'expired' | 'used' | 'of-another-organization' }
  | { readonly kind: 'too-often'; readonly retryAfterMs: number };

export type Approval =
  | { readonly kind: 'approved'; readonly station: WaitingStation }
  | { readonly kind: 'wrong-number'; readonly station: WaitingStation; readonly triesLeft: number }
  /** Too many wrong numbers: the code is worth nothing any more. */
  | { readonly kind: 'locked' }
  | Exclude<CodeLookUp, { kind: 'waiting' }>;

export type Denial =
  | { readonly kind: 'denied'; readonly station: WaitingStation }
  | Exclude<CodeLookUp, { kind: 'waiting' }>;

const codesPerPerson = { tries: 10, windowMs: 10 * 60_000 } as const;
/** The window begins after the code and lasts as long as it, so nobody guesses on after it. */
export const numbersPerCode = { tries: 3, windowMs: 10 * 60_000 } as const;

export const numberTriesOf = (userCode: string): string => `number:${userCode}`;

/** Letters of the code alone: people type dashes, blanks and small letters. */
export function normalizeUserCode(typed: string): string {
  return typed
    .toUpperCase()
    .replaceAll(/[^A-Z]/g, '')
    .slice(0, 16);
}

/** What waits behind a code. Unknown codes count: nobody finds one by trying. */
export async function lookUpCode(desk: DecisionDesk, typed: string, approver: Person): Promise<CodeLookUp> {
  const userCode = normalizeUserCode(typed);
  const code = await findCode(desk, userCode);
  if (code === null) {
    const count = await countTry(desk.database, `code-by:${approver.id}`, codesPerPerson);
    return count.kind === 'limited' ? { kind: 'too-often', retryAfterMs: count.retryAfterMs } : { kind: 'unknown' };
  }
  if (code.isExpired) {
    return { kind: 'expired' };
  }
  if (code.accountId !== undefined || code.error !== undefined) {
    return { kind: 'used' };
  }
  const request = stationRequest.parse(code.params);
  const known = await desk.database
    .asSystem('enrolment')
    .read((transaction) =>
      transaction
        .selectFrom('stations')
        .select(['name', 'place', 'organization_id'])
        .where('id', '=', request.station_id)
        .executeTakeFirst(),
    );
  if (known !== undefined && known.organization_id !== approver.organizationId) {
    return { kind: 'of-another-organization' };
  }
  const replaces = known === undefined ? null : placeName(known.name, known.place);
  invariant(code.exp !== undefined, 'a code has an end');
  const minutesLeft = Math.max(1, Math.floor((code.exp - nowSeconds()) / 60));
  const address = typeof code.deviceInfo?.['ip'] === 'string' ? code.deviceInfo['ip'] : '';
  return {
    kind: 'waiting',
    station: { userCode, request, address, minutesLeft, replaces },
  };
}

export interface Decision {
  readonly typedCode: string;
  readonly approver: Person;
}

/** Lets the station in where the number is the one that it shows. */
export async function approveStation(
  desk: DecisionDesk,
  decision: Decision & { readonly number: string },
): Promise<Approval> {
  const found = await lookUpCode(desk, decision.typedCode, decision.approver);
  if (found.kind !== 'waiting') {
    return found;
  }
  const { station } = found;
  const count = await countTry(desk.database, numberTriesOf(station.userCode), numbersPerCode);
  if (count.kind === 'limited') {
    // Not judged, so it decides nothing: the tries before it may be right ones that are still being written. The wait outlasts the code.
    return { kind: 'too-often', retryAfterMs: count.retryAfterMs };
  }
  if (decision.number !== station.request.check_number && count.triesLeft === 0) {
    await refuse(desk, { ...decision, station, code: 'ENROLMENT_WRONG_NUMBER' });
    return { kind: 'locked' };
  }
  if (decision.number !== station.request.check_number) {
    return { kind: 'wrong-number', station, triesLeft: count.triesLeft };
  }
  return (await letIn(desk, station, decision.approver)) ? { kind: 'approved', station } : { kind: 'used' };
}

export async function denyStation(desk: DecisionDesk, decision: Decision): Promise<Denial> {
  const found = await lookUpCode(desk, decision.typedCode, decision.approver);
  if (found.kind !== 'waiting') {
    return found;
  }
  const { station } = found;
  const isFirst = await refuse(desk, { ...decision, station, code: 'ENROLMENT_DENIED' });
  return isFirst ? { kind: 'denied', station } : { kind: 'used' };
}

/** False where somebody else decided at the same moment. */
async function letIn(desk: DecisionDesk, station: WaitingStation, approver: Person): Promise<boolean> {
  const { request } = station;
  // Outside the transaction below, because the library writes with a connection of its own. Left over, it is of no use to anybody.
  const grant = new desk.authority.Grant({ accountId: request.station_id, clientId: stationClientId });
  const grantId = await grant.save();
  const isFirst = await desk.database.asSystem('enrolment').transact(async (transaction) => {
    if (!(await claim(transaction, station.userCode))) {
      return false;
    }
    const enrolled = {
      stationId: request.station_id,
      name: request.station_name,
      place: request.station_place,
      organizationId: approver.organizationId,
      publicKey: request.audit_key,
      grantId,
      approvedBy: approver.displayName,
      knownGeneration: request.station_generation,
    };
    await putStation(transaction, enrolled, desk.now());
    await file(transaction, desk.now(), { approver, station, action: 'station.enrolled', code: null });
    return true;
  });
  if (!isFirst) {
    return false;
  }
  const code = await findCode(desk, station.userCode);
  invariant(code !== null, 'a claimed code stays until it has expired');
  Object.assign(code, { accountId: request.station_id, grantId, scope: '' });
  await code.save();
  return true;
}

interface Refusal {
  readonly station: WaitingStation;
  readonly approver: Person;
  readonly code: 'ENROLMENT_DENIED' | 'ENROLMENT_WRONG_NUMBER';
}

async function refuse(desk: DecisionDesk, { station, approver, code: why }: Refusal): Promise<boolean> {
  const isFirst = await desk.database.asSystem('enrolment').transact(async (transaction) => {
    if (!(await claim(transaction, station.userCode))) {
      return false;
    }
    const act = { approver, station, action: 'station.enrolment-refused', code: why } as const;
    await file(transaction, desk.now(), act);
    return true;
  });
  const code = isFirst ? await findCode(desk, station.userCode) : null;
  if (code !== null) {
    Object.assign(code, { error: 'access_denied', errorDescription: 'a person refused this station' });
    await code.save();
  }
  return isFirst;
}

async function findCode({ authority }: DecisionDesk, userCode: string) {
  return (await authority.DeviceCode.findByUserCode(userCode, { ignoreExpiration: true })) ?? null;
}

/** Whoever comes first decides; everybody after finds the code used. */
async function claim(transaction: CloudTransaction, userCode: string): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('oauth_items')
    .set({ claimed: true })
    .where('kind', '=', 'DeviceCode')
    .where('user_code', '=', userCode)
    .where('claimed', '=', false)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

interface FiledAct {
  readonly approver: Person;
  readonly station: WaitingStation;
  readonly action: 'station.enrolled' | 'station.enrolment-refused';
  readonly code: string | null;
}

async function file(transaction: CloudTransaction, at: IsoTime, act: FiledAct): Promise<void> {
  const { approver, station, action, code } = act;
  const { request, address } = station;
  const name = placeName(request.station_name, request.station_place);
  await noteAct(transaction, {
    at,
    action,
    code,
    source: `station ${request.station_id}, ${name}, from ${address}`,
    by: { organizationId: approver.organizationId, actor: approver.displayName, personId: approver.id },
  });
}

export function placeName(name: string, place: string): string {
  return place === '' ? name : `${name} · ${place}`;
}
