import { readTeltonikaSettings, TELTONIKA_SETTING } from '#core/domain/cable/teltonika-settings.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import type { UnitDrivers } from '#core/ports/unit-drivers.ts';
import { createUnitDrivers, usualDrivers } from './identify-unit.ts';

/** The drivers of a station: all families, each following what people set at the station from its next call on. */
export function createStationDrivers(store: Pick<StationStore, 'setting'>): UnitDrivers {
  const teltonika = () => readTeltonikaSettings(store.setting(TELTONIKA_SETTING));
  return createUnitDrivers(usualDrivers({ teltonika }));
}
