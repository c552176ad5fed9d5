import { readTeltonikaSettings, TELTONIKA_SETTING } from '../../domain/cable/teltonika-settings.ts';
import { auditActor } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';

/** How the station speaks to Teltonika units, as people see and set it. Drivers look it up at each call. */
export function teltonikaProcedures(context: StationContext): AreaProcedures<'teltonika'> {
  const { store, bays } = context;
  const settings = () => readTeltonikaSettings(store.setting(TELTONIKA_SETTING));
  return {
    settings: async () => settings(),
    change: async ({ dialogue, writing }, { principal }) => {
      const working = bays.views().find(({ state }) => state === 'working');
      if (working !== undefined) {
        return { kind: 'at-work', bay: working.bay };
      }
      const before = settings();
      const after = { dialogue: dialogue ?? before.dialogue, writing: writing ?? before.writing };
      store.transact((write) => {
        write.setSetting(TELTONIKA_SETTING, JSON.stringify(after));
        write.appendAudit({
          actor: auditActor(principal),
          organizations: [context.identity.organizationId],
          action: 'port.changed',
          outcome: 'done',
          after: { family: 'teltonika', ...after },
        });
      });
      context.changed('bays', 'audit');
      return { kind: 'changed', settings: after };
    },
  };
}
