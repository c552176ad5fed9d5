import { mostDrafts } from '../../contract/station/drafts.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { StationStore } from '../../ports/station-store.ts';
import type { Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';

interface Draft {
  readonly text: string;
  /** The sheet that it was typed on; null where it belongs to none. */
  readonly sheet: SessionId | null;
}

type Shelf = Map<string, Draft>;

/** What people have typed and not saved, until this process ends. It changes nothing that anybody else sees, so it does not stand in the trail. */
export function draftProcedures(store: Pick<StationStore, 'session'>): AreaProcedures<'drafts'> {
  const shelves = new Map<string, Shelf>();
  const shelfOf = (owner: string): Shelf => {
    const shelf = shelves.get(owner) ?? new Map<string, Draft>();
    shelves.set(owner, shelf);
    return shelf;
  };
  const isOver = (sheet: SessionId) => store.session(sheet)?.state !== 'open';
  return {
    async mine(_input, { principal }) {
      for (const shelf of shelves.values()) {
        dropEnded(shelf, isOver);
      }
      const owner = ownerOf(principal);
      return { owner, drafts: [...shelfOf(owner)].map(([place, { text }]) => ({ place, text })) };
    },

    async keep({ place, text, sessionId: sheet = null }, { principal }) {
      const shelf = shelfOf(ownerOf(principal));
      // The newest stands last.
      shelf.delete(place);
      if (sheet !== null && isOver(sheet)) {
        return null;
      }
      shelf.set(place, { text, sheet });
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

/** A sheet that is over takes what was typed on it along: a customer's drawing must not outlast what it was drawn for. */
function dropEnded(shelf: Shelf, isOver: (sheet: SessionId) => boolean): void {
  for (const [place, { sheet }] of shelf) {
    if (sheet !== null && isOver(sheet)) {
      shelf.delete(place);
    }
  }
}

function ownerOf(principal: Principal): string {
  return principal.kind === 'person' ? principal.personId : principal.kind;
}
