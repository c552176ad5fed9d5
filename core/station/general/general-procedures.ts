import type { StationInfo } from '../../contract/station/station.ts';
import type { EventHub } from '../event-hub.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';

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

    doctor: async () => {
      const status = context.sync.status();
      return {
        checks: [
          ...(await context.machine.checks()),
          {
            name: 'cloud',
            state: status.state === 'online' || status.state === 'sending' ? 'ok' : 'warn',
            detail: status.lastContact === null ? 'no contact yet' : `last contact ${status.lastContact}`,
            fix: status.why,
          },
        ],
      };
    },
  };
}
