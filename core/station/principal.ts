import type { Right, Role } from '../domain/access/roles.ts';
import type { RosterStanding } from '../domain/access/roster.ts';
import type { AuditActor } from '../domain/audit/audit-entry.ts';
import type { PersonId } from '../kernel/entity-ids.ts';

/** Who calls: the person at the bench's seat, nobody yet, or the owner of the machine at its command line. */
export type Principal =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'person';
      readonly personId: PersonId;
      readonly name: string;
      readonly roles: readonly Role[];
      readonly rights: ReadonlySet<Right>;
      readonly locked: boolean;
      /** Whether a badge was read right before the PIN. */
      readonly method?: 'pin' | 'badge-and-pin';
      /** How fresh the list is that names them; left out, it is fresh. */
      readonly roster?: RosterStanding;
      /** Whether their organization works for customers (ORG-6). */
      readonly isServicePartner: boolean;
    }
  /** Somebody who may read this station's files may do with it what it can; the audit says it was the command line. */
  | { readonly kind: 'command-line'; readonly name: string };

/** The actor as the audit trail writes it. */
export function auditActor(principal: Principal): AuditActor {
  switch (principal.kind) {
    case 'person':
      return {
        personId: principal.personId,
        name: principal.name,
        roles: [...principal.roles],
        method: principal.method ?? 'pin',
      };
    case 'command-line':
      return { personId: null, name: principal.name, roles: ['command-line'], method: 'command-line' };
    case 'nobody':
      return { personId: null, name: 'station', roles: [], method: 'system' };
  }
}

/**
 * The actor as an operation names it. The cloud knows no "command line": whoever may read the station's files acts with what a supervisor
 * and, for a fleet, its manager may, on the station's word, and the audit trail says that it was the command line.
 */
export function operationActor(principal: Principal): { personId: PersonId | null; name: string; roles: string[] } {
  const { personId, name, roles } = auditActor(principal);
  return { personId, name, roles: principal.kind === 'command-line' ? ['supervisor', 'fleet-manager'] : roles };
}
