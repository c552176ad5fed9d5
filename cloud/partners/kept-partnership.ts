import type { Selectable } from 'kysely';
import { type Partnership, partnership } from '#core/domain/organizations/partnership.ts';
import { trustRelationship } from '#core/domain/organizations/trust.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { publish } from '../changes/publishing.ts';
import { publishTrust } from '../changes/trust-standings.ts';
import type { CloudTables, CloudTransaction } from '../database/tables.ts';
import { putTrust } from '../registry/put.ts';
import { toTrust } from '../registry/rows.ts';
import { hashLinkToken } from './link-token.ts';

/**
 * A relationship as the two tables keep it: `trusts` from the moment a partner is known, `invitations` for what was sent by mail. Reads and
 * writes of both go through here, so that nobody else has to know which of them holds what.
 */
export interface KeptPartnership {
  readonly partnership: Partnership;
  readonly partnerCode: string;
  readonly invitation: InvitationRow | null;
}

export type InvitationRow = Selectable<CloudTables['invitations']>;
type TrustRow = Selectable<CloudTables['trusts']>;

export async function partnershipsOfCustomer(
  transaction: CloudTransaction,
  customerId: string,
): Promise<readonly KeptPartnership[]> {
  const trusts = await transaction.selectFrom('trusts').selectAll().where('customer_id', '=', customerId).execute();
  const invitations = await transaction
    .selectFrom('invitations')
    .selectAll()
    .where('customer_id', '=', customerId)
    .execute();
  return joined(trusts, invitations);
}

export async function partnershipsOfPartner(
  transaction: CloudTransaction,
  partnerId: string,
): Promise<readonly KeptPartnership[]> {
  const trusts = await transaction.selectFrom('trusts').selectAll().where('partner_id', '=', partnerId).execute();
  const ids = trusts.map((row) => row.id);
  const invitations =
    ids.length === 0 ? [] : await transaction.selectFrom('invitations').selectAll().where('id', 'in', ids).execute();
  return joined(trusts, invitations);
}

/** The relationship with this id, held until the transaction ends. */
export async function holdPartnership(transaction: CloudTransaction, id: string): Promise<KeptPartnership | null> {
  const invitation = await transaction
    .selectFrom('invitations')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const trust = await transaction.selectFrom('trusts').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  const [found] = joined(trust === undefined ? [] : [trust], invitation === undefined ? [] : [invitation]);
  return found ?? null;
}

/** The relationship that a mail's newest link leads to, held until the transaction ends. */
export async function holdPartnershipOfLink(
  transaction: CloudTransaction,
  token: string,
): Promise<KeptPartnership | null> {
  const id = await idOfLink(transaction, token);
  return id === null ? null : holdPartnership(transaction, id);
}

export async function partnershipOfLink(transaction: CloudTransaction, token: string): Promise<KeptPartnership | null> {
  const id = await idOfLink(transaction, token);
  if (id === null) {
    return null;
  }
  const invitations = await transaction.selectFrom('invitations').selectAll().where('id', '=', id).execute();
  const trusts = await transaction.selectFrom('trusts').selectAll().where('id', '=', id).execute();
  return joined(trusts, invitations)[0] ?? null;
}

async function idOfLink(transaction: CloudTransaction, token: string): Promise<string | null> {
  const row = await transaction
    .selectFrom('invitations')
    .select('id')
    .where('link_hash', '=', hashLinkToken(token))
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Writes the relationship as it is now and tells the stations of both sides. Its mail is the caller's business. */
export async function keepPartnership(
  transaction: CloudTransaction,
  { partnership: value, partnerCode }: Pick<KeptPartnership, 'partnership' | 'partnerCode'>,
  now: IsoTime,
): Promise<void> {
  await transaction
    .updateTable('invitations')
    .set({
      valid_to: value.validTo,
      override_allowed: value.overrideAllowed,
      version: value.version,
      ...(value.invitedUntil === null ? {} : { invited_until: value.invitedUntil }),
    })
    .where('id', '=', value.id)
    .execute();
  if (value.partnerId === null) {
    await publish(transaction, [{ kind: 'trust', keys: [value.id] }]);
    return;
  }
  const { id, customerId, partnerId, state, validFrom, validTo, overrideAllowed } = value;
  const trust = { id, customerId, partnerId, partnerCode, state, validFrom, validTo, overrideAllowed };
  await putTrust(transaction, trustRelationship.parse(trust), now);
  await transaction.updateTable('trusts').set({ version: value.version }).where('id', '=', id).execute();
}

/** Takes the relationship off the books; the logs of both organizations keep what was. */
export async function dropPartnership(transaction: CloudTransaction, { id }: Partnership): Promise<void> {
  const trust = await transaction.selectFrom('trusts').selectAll().where('id', '=', id).executeTakeFirst();
  await transaction.deleteFrom('invitations').where('id', '=', id).execute();
  await transaction.deleteFrom('trusts').where('id', '=', id).execute();
  if (trust === undefined) {
    await publish(transaction, [{ kind: 'trust', keys: [id] }]);
  } else {
    await publishTrust(transaction, toTrust(trust));
  }
}

function joined(trusts: readonly TrustRow[], invitations: readonly InvitationRow[]): readonly KeptPartnership[] {
  const byId = new Map(invitations.map((row) => [row.id, row]));
  const known = new Set(trusts.map((row) => row.id));
  return [
    ...trusts.map((row) => fromTrust(row, byId.get(row.id) ?? null)),
    ...invitations.filter((row) => !known.has(row.id)).map(fromInvitation),
  ];
}

function fromTrust(row: TrustRow, invitation: InvitationRow | null): KeptPartnership {
  return {
    partnerCode: row.partner_code,
    invitation,
    partnership: partnership.parse({
      id: row.id,
      customerId: row.customer_id,
      partnerId: row.partner_id,
      state: row.state,
      invitedUntil: invitation?.invited_until ?? null,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      overrideAllowed: row.override_allowed,
      agreement: invitation?.agreement ?? null,
      version: row.version,
    }),
  };
}

function fromInvitation(row: InvitationRow): KeptPartnership {
  return {
    partnerCode: row.partner_code,
    invitation: row,
    partnership: partnership.parse({
      id: row.id,
      customerId: row.customer_id,
      partnerId: null,
      state: 'pending',
      invitedUntil: row.invited_until,
      validFrom: row.invited_at,
      validTo: row.valid_to,
      overrideAllowed: row.override_allowed,
      agreement: row.agreement,
      version: row.version,
    }),
  };
}
