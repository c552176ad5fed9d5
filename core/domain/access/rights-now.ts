import { type Right, type Role, rightsOf, rightsOfRole } from './roles.ts';
import type { RosterStanding } from './roster.ts';

/** What a supervisor may beyond a technician. These rights need a fresh word of the cloud and end at the next lock (STA-1). */
export const supervisorRights: ReadonlySet<Right> = new Set(
  rightsOfRole('supervisor').filter((right) => !rightsOfRole('technician').includes(right)),
);

export interface Seated {
  readonly roles: readonly Role[];
  readonly standing: RosterStanding;
  /** False since the bench was locked: the PIN has to be given for these rights once more. */
  readonly supervising: boolean;
}

/** What somebody may do now: what their roles give, less what rests. */
export function rightsNow({ roles, standing, supervising }: Seated): ReadonlySet<Right> {
  const held = rightsOf(roles);
  const rests = (right: Right): boolean => {
    const needsFreshness = supervisorRights.has(right) && (!supervising || standing !== 'fresh');
    return needsFreshness || (right === 'transfer' && standing === 'expired');
  };
  return new Set([...held].filter((right) => !rests(right)));
}
