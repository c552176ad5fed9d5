import type { IdentifyOutcome, ReadConfigurationOutcome, ReadHealthOutcome } from '#core/ports/unit-driver.ts';
import type { Told } from './fuzz-family.ts';

/* What the station would show of the outcome of a driver call, for every family alike. */

export function identityShown(outcome: IdentifyOutcome): readonly Told[] {
  if (outcome.kind !== 'identified') {
    return [];
  }
  const { imei, model, firmware, iccid } = outcome.identity;
  return Object.entries({ imei, model, firmware, iccid }).flatMap(([name, value]) =>
    value === null ? [] : [{ name, value }],
  );
}

/** What a person sees of a configuration that was read; an empty value is one too. */
export function configurationShown(outcome: ReadConfigurationOutcome): readonly Told[] {
  return outcome.kind !== 'read'
    ? []
    : Object.entries(outcome.values).flatMap(([name, reading]) => {
        const value = reading.kind === 'value' ? reading.value : reading.kind === 'empty' ? '' : null;
        return value === null ? [] : [{ name, value }];
      });
}

/** The raw text behind each measured field. */
export function healthShown(outcome: ReadHealthOutcome): readonly Told[] {
  return outcome.kind !== 'measured'
    ? []
    : Object.entries(outcome.fields).flatMap(([name, reading]) =>
        reading.kind === 'value' ? [{ name, value: reading.raw }] : [],
      );
}
