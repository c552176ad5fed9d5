import type { StationInfo } from '../../contract/station/station.ts';
import type { EventHub } from '../event-hub.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { doctorChecks } from './doctor-checks.ts';

const localeSetting = 'locale';

/** What the station says of itself, its live events, and its own health (STA-5). */
export function generalProcedures(context: StationContext, hub: EventHub): AreaProcedures<'station'> {
  const info = (): StationInfo => ({
    name: context.identity.name,
    place: context.identity.place,
    organizationName: context.store.organization(context.identity.organizationId)?.name ?? '',
    version: context.version,
    demo: context.demo !== null,
    enrolled: true,
    host: context.host,
    locale: context.store.setting(localeSetting) === 'de' ? 'de' : 'en',
  });
  return {
    info: async () => info(),

    watch: async (_input, { cancel }) => hub.watch(cancel),

    setLocale: async ({ locale }) => {
      context.store.transact((write) => write.setSetting(localeSetting, locale));
      context.changed('seat');
      return info();
    },

    doctor: async () => ({ checks: await doctorChecks(context) }),
  };
}
