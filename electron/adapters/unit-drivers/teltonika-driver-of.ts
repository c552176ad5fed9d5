import type { TeltonikaSettings } from '#core/domain/cable/teltonika-settings.ts';
import type { UnitDriver } from '#core/ports/unit-driver.ts';
import type { TeltonikaWriting } from '#core/protocol/teltonika/unit-families.ts';
import { createTeltonikaDriver } from './create-teltonika-driver.ts';

/** The Teltonika driver of a station, which follows what people set there from its next call on. */
export function teltonikaDriverOf(settings: () => TeltonikaSettings): UnitDriver {
  return createTeltonikaDriver({
    dialogue: () => settings().dialogue,
    speech: () => WRITINGS[settings().writing],
  });
}

const WRITINGS: Readonly<Record<TeltonikaSettings['writing'], TeltonikaWriting | undefined>> = {
  automatic: undefined,
  plain: { prefix: '', lineEnding: '\r' },
  'line-feed': { prefix: '', lineEnding: '\r\n' },
  dot: { prefix: '.', lineEnding: '\r' },
};
