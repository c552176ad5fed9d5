import { z } from 'zod';
import { assertNever } from '../../kernel/assert-never.ts';
import { organizationId } from '../../kernel/entity-ids.ts';
import { epochMs, type IsoTime, isoTime, toIsoTime } from '../../kernel/iso-time.ts';
import type { PartnerCode } from '../codes.ts';

/**
 * The whole life of the relationship between a fleet and a service partner (ORG-3, ORG-4, decisions.md c4), from the invitation on, as one
 * table of who may do what in which standing. Asked by the cloud, which decides, and by the page for why a button is off. What a partner
 * may do with units while it stands is another matter: see `standingOf` and `judgeUnit`.
 */
export const partnership = z.strictObject({
  id: z.string().min(1),
  customerId: organizationId,
  /** Null while the invitation went to an address that no organization is known by. */
  partnerId: organizationId.nullable(),
  state: z.enum(['pending', 'active', 'declined', 'revoked']),
  /** Until when the link of the newest invitation is good; null where there never was one. */
  invitedUntil: isoTime.nullable(),
  validFrom: isoTime,
  /** End of the relationship, null while it is open. */
  validTo: isoTime.nullable(),
  overrideAllowed: z.boolean(),
  /** What the partner has to agree to before it can accept (decisions.md C9); null where nothing is asked. */
  agreement: z.string().nullable(),
  /** Rises with every change; a change names the version that the person saw. */
  version: z.number().int().positive(),
});
export type Partnership = z.infer<typeof partnership>;

/** How a relationship stands at a moment. `lapsed` and `expired` are not recorded: they follow from the cloud's clock. */
export const partnershipStanding = z.enum(['invited', 'lapsed', 'active', 'expired', 'declined', 'revoked']);
export type PartnershipStanding = z.infer<typeof partnershipStanding>;

/** Decisions.md A12: as long as other invitations of this kind. */
export const invitationLifeMs = 72 * 3_600_000;

export function standingOfPartnership(
  { state, invitedUntil, validTo }: Pick<Partnership, 'state' | 'invitedUntil' | 'validTo'>,
  now: IsoTime,
): PartnershipStanding {
  switch (state) {
    case 'pending':
      return hasPassed(invitedUntil, now) ? 'lapsed' : 'invited';
    case 'active':
      return hasPassed(validTo, now) ? 'expired' : 'active';
    default:
      return state;
  }
}

export const partnershipAct = z.enum(['resend', 'accept', 'decline', 'remove', 'renew', 'revoke', 'set-override']);
export type PartnershipAct = z.infer<typeof partnershipAct>;

export type PartnershipSide = 'customer' | 'partner';

interface ActRule {
  readonly by: PartnershipSide;
  readonly from: readonly PartnershipStanding[];
}

/** Who may do what in which standing. An act that is not listed for a standing is refused with that standing as the reason. */
export const partnershipActs: Readonly<Record<PartnershipAct, ActRule>> = {
  resend: { by: 'customer', from: ['invited', 'lapsed'] },
  accept: { by: 'partner', from: ['invited'] },
  decline: { by: 'partner', from: ['invited'] },
  // What is still in force is revoked first; everything else may be taken off the list, and then invited anew.
  remove: { by: 'customer', from: ['invited', 'lapsed', 'expired', 'declined', 'revoked'] },
  renew: { by: 'customer', from: ['active', 'expired'] },
  revoke: { by: 'customer', from: ['active'] },
  'set-override': { by: 'customer', from: ['invited', 'lapsed', 'active', 'expired'] },
};

export type PartnershipCommand =
  | { readonly act: 'resend' | 'remove' | 'revoke' }
  | { readonly act: 'accept'; readonly agreed: boolean }
  | { readonly act: 'decline' }
  | { readonly act: 'renew'; readonly validTo: IsoTime | null }
  | { readonly act: 'set-override'; readonly allowed: boolean };

export type PartnershipOutcome =
  | { readonly kind: 'changed'; readonly partnership: Partnership }
  | { readonly kind: 'removed' }
  /** It is so already; nothing is written and the version stays. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly code: PartnerCode };

/** Why this side may not do this now; null where it may. */
export function whyNotPartnership(
  act: PartnershipAct,
  side: PartnershipSide,
  standing: PartnershipStanding,
): PartnerCode | null {
  const rule = partnershipActs[act];
  if (rule.by !== side) {
    return 'PARTNER_OTHER_SIDE';
  }
  return rule.from.includes(standing) ? null : codeOfStanding(standing);
}

/** Applies a command that `side` gives at `now`, the cloud's clock. A change raises the version by one. */
export function applyPartnership(
  before: Partnership,
  command: PartnershipCommand,
  { side, now }: { readonly side: PartnershipSide; readonly now: IsoTime },
): PartnershipOutcome {
  const standing = standingOfPartnership(before, now);
  const why = whyNotPartnership(command.act, side, standing) ?? whyNotContent(before, command, now);
  if (why !== null) {
    return { kind: 'refused', code: why };
  }
  const changed = (change: Partial<Partnership>): PartnershipOutcome => ({
    kind: 'changed',
    partnership: { ...before, ...change, version: before.version + 1 },
  });
  switch (command.act) {
    case 'resend':
      return changed({ invitedUntil: untilOfInvitation(now) });
    case 'accept':
      return changed({ state: 'active', validFrom: now });
    case 'decline':
      return changed({ state: 'declined' });
    case 'remove':
      return { kind: 'removed' };
    case 'renew':
      // A new period begins where the old one has ended; one that still runs only gets another end.
      return changed({ validTo: command.validTo, ...(standing === 'expired' ? { validFrom: now } : {}) });
    case 'revoke':
      return changed({ state: 'revoked' });
    case 'set-override':
      return command.allowed === before.overrideAllowed
        ? { kind: 'unchanged' }
        : changed({ overrideAllowed: command.allowed });
    default:
      return assertNever(command);
  }
}

/** Why a fleet may not invite, given everything it has with that partner or address already (ORG-3); null where it may. */
export function whyNotInvite(existing: readonly Partnership[], now: IsoTime): PartnerCode | null {
  const [first] = existing;
  return first === undefined ? null : codeOfStanding(standingOfPartnership(first, now));
}

/** Until when an invitation that is sent now can be taken up. */
export function untilOfInvitation(now: IsoTime): IsoTime {
  return toIsoTime(epochMs(now) + invitationLifeMs);
}

function whyNotContent(before: Partnership, command: PartnershipCommand, now: IsoTime): PartnerCode | null {
  switch (command.act) {
    case 'accept':
      if (hasPassed(before.validTo, now)) {
        return 'PARTNER_PERIOD_OVER';
      }
      return before.agreement !== null && !command.agreed ? 'PARTNER_AGREEMENT_NEEDED' : null;
    case 'renew':
      return hasPassed(command.validTo, now) ? 'PARTNER_PERIOD_OVER' : null;
    default:
      return null;
  }
}

function codeOfStanding(standing: PartnershipStanding): PartnerCode {
  return standingCodes[standing];
}

const standingCodes = {
  invited: 'PARTNER_INVITED',
  lapsed: 'PARTNER_LAPSED',
  active: 'PARTNER_ACTIVE',
  expired: 'PARTNER_EXPIRED',
  declined: 'PARTNER_DECLINED',
  revoked: 'PARTNER_REVOKED',
} as const satisfies Record<PartnershipStanding, PartnerCode>;

function hasPassed(moment: IsoTime | null, now: IsoTime): boolean {
  return moment !== null && epochMs(moment) <= epochMs(now);
}
