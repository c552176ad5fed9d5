import type { PersonId } from '../../kernel/entity-ids.ts';
import type { Principal } from '../principal.ts';

/**
 * Who may see what was recorded, and whose requests to support (ORG-2): people their own; who resolves or administers, and the machine's
 * command line, everything.
 */
export function seesEverything(principal: Principal): boolean {
  switch (principal.kind) {
    case 'command-line':
      return true;
    case 'person':
      return principal.rights.has('resolve') || principal.rights.has('administer');
    case 'nobody':
      return false;
  }
}

/** Whether something with these owners may be seen. What is nobody's (null) is seen by everybody who works with units. */
export function maySee(principal: Principal, ownerIds: readonly (PersonId | null)[]): boolean {
  if (seesEverything(principal) || principal.kind !== 'person') {
    return seesEverything(principal);
  }
  return ownerIds.includes(principal.personId) || (ownerIds.includes(null) && principal.rights.has('configure'));
}
