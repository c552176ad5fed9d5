import type { EventsCode } from '#core/domain/codes.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useCentreAct } from '../../station/use-centre-act.ts';

/** Deliveries happen at the centre and nobody tells the station of them; a page that shows them looks again. */
const lookAgainMs = 4_000;

export function useSubscriptions() {
  return useStationQuery(['events', 'list'], (client) => client.events.list(), {
    keepsBefore: true,
    everyMs: lookAgainMs,
  });
}

/** The newest messages, or those below the number `before`. */
export function useDeliveryLog(id: string, before: number | null) {
  return useStationQuery(['events', 'log', id, before], (client) => client.events.log({ id, before }), {
    keepsBefore: true,
    everyMs: lookAgainMs,
  });
}

export function useBatch(id: string, batchId: string) {
  return useStationQuery(['events', 'batch', id, batchId], (client) => client.events.batch({ id, batchId }), {
    everyMs: lookAgainMs,
  });
}

export function useEventsAct<Done extends { readonly kind: string }>() {
  return useCentreAct<EventsCode, Done>();
}
