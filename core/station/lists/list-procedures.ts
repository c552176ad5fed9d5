import { type KeptList, keptList, type ListName, mostListViews, withView } from '../../domain/lists/list-view.ts';
import type { StationStore } from '../../ports/station-store.ts';
import type { Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';

/** What each person keeps of each list (JOB-5). It changes nothing that anybody else sees, so it does not stand in the trail. */
export function listProcedures({ store }: { readonly store: StationStore }): AreaProcedures<'lists'> {
  const read = (list: ListName, principal: Principal): KeptList => {
    const text = store.setting(settingOf(list, principal));
    // What an older version wrote in another shape is as if nothing had been kept.
    const known = text === null ? undefined : keptList.safeParse(JSON.parse(text)).data;
    return known ?? { layout: null, views: [] };
  };
  const write = (list: ListName, principal: Principal, kept: KeptList): KeptList => {
    store.transact((writer) => writer.setSetting(settingOf(list, principal), JSON.stringify(kept)));
    return kept;
  };
  return {
    mine: async ({ list }, { principal }) => read(list, principal),

    keepLayout: async ({ list, layout }, { principal }) => write(list, principal, { ...read(list, principal), layout }),

    async keepView({ list, view }, { principal }) {
      const kept = withView(read(list, principal), view);
      return kept === null
        ? { kind: 'too-many', most: mostListViews }
        : { kind: 'kept', list: write(list, principal, kept) };
    },

    async dropView({ list, id }, { principal }) {
      const kept = read(list, principal);
      return write(list, principal, { ...kept, views: kept.views.filter((view) => view.id !== id) });
    },
  };
}

function settingOf(list: ListName, principal: Principal): string {
  return `list.${list}.${principal.kind === 'person' ? principal.personId : principal.kind}`;
}
