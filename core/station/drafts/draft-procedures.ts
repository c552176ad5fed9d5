import { mostDrafts } from '../../contract/station/drafts.ts';
import type { Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';

/** What people have typed and not saved, until this process ends. It changes nothing that anybody else sees, so it does not stand in the trail. */
export function draftProcedures(): AreaProcedures<'drafts'> {
  const shelves = new Map<string, Map<string, string>>();
  const shelfOf = (owner: string): Map<string, string> => {
    const shelf = shelves.get(owner) ?? new Map<string, string>();
    shelves.set(owner, shelf);
    return shelf;
  };
  return {
    async mine(_input, { principal }) {
      const owner = ownerOf(principal);
      return { owner, drafts: [...shelfOf(owner)].map(([place, text]) => ({ place, text })) };
    },

    async keep({ place, text }, { principal }) {
      const shelf = shelfOf(ownerOf(principal));
      // The newest stands last.
      shelf.delete(place);
      shelf.set(place, text);
      const [oldest] = shelf.keys();
      if (shelf.size > mostDrafts && oldest !== undefined) {
        shelf.delete(oldest);
      }
      return null;
    },

    async drop({ place }, { principal }) {
      shelfOf(ownerOf(principal)).delete(place);
      return null;
    },
  };
}

function ownerOf(principal: Principal): string {
  return principal.kind === 'person' ? principal.personId : principal.kind;
}
