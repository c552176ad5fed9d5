import type { UnitTypePage } from '../../contract/station/ownership.ts';
import { profilesFor } from '../profiles/profile-book.ts';
import type { StationContext } from '../station-context.ts';

/** The unit type matrix with what hangs on each type: its checklist, and the profiles that this station has for it (OWN-6). */
export function unitTypePage({ checklists, store, unitTypes, unitTypeSource }: StationContext): UnitTypePage {
  return {
    ...unitTypeSource,
    types: unitTypes.map((entry) => {
      const list = checklists.find(({ id }) => id === entry.checklist);
      return {
        entry,
        checklist: list === undefined ? null : { id: list.id, version: list.version, checks: list.checks.length },
        profiles: profilesFor({ store }, entry.unitType).map(({ name, version }) => `${name} ${version}`),
      };
    }),
  };
}
