import { contactProcedures, partnerProcedures, procedureRights } from '../contract/station-rights.ts';
import { type Right, rightsOf } from '../domain/access/roles.ts';
import { invariant } from '../kernel/invariant.ts';
import type { Principal } from './principal.ts';

export type GuardOutcome =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'not-signed-in' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'not-allowed'; readonly right: Right; readonly why: WhyNot };

/**
 * `role`: no role of theirs gives it. `no-contact`: it rests until the cloud is heard again. `raise-first`: a supervisor's rights ended with the
 * lock and come back with the PIN.
 */
export type WhyNot = 'role' | 'no-contact' | 'raise-first';

/** The one gate in front of every procedure of every host (ORG-2). `procedure` is `area.name` as in the contract. */
export function checkRight(procedure: string, principal: Principal): GuardOutcome {
  const wanted = Object.hasOwn(procedureRights, procedure) ? procedureRights[procedure] : undefined;
  invariant(wanted !== undefined, `procedure ${procedure} stands in the rights table`);
  if (wanted === 'public' || principal.kind === 'command-line') {
    return { kind: 'allowed' };
  }
  if (principal.kind === 'nobody') {
    return wanted === 'badge' ? { kind: 'allowed' } : { kind: 'not-signed-in' };
  }
  if (principal.locked) {
    return wanted === 'badge' ? { kind: 'allowed' } : { kind: 'locked' };
  }
  if (wanted === 'seat') {
    return { kind: 'allowed' };
  }
  const right = wanted === 'badge' ? 'scan' : wanted;
  if (contactProcedures.has(procedure) && principal.roster === 'expired') {
    return { kind: 'not-allowed', right, why: 'no-contact' };
  }
  const isOpen = principal.rights.has(right) && (principal.isServicePartner || !partnerProcedures.has(procedure));
  return isOpen ? { kind: 'allowed' } : { kind: 'not-allowed', right, why: whyNot(principal, right) };
}

function whyNot({ roles, rights, roster }: Extract<Principal, { kind: 'person' }>, right: Right): WhyNot {
  if (rights.has(right) || !rightsOf(roles).has(right)) {
    return 'role';
  }
  return roster === undefined || roster === 'fresh' ? 'raise-first' : 'no-contact';
}
