import type { HealthState } from '#core/domain/units/unit-health.ts';
import type { UnitRow, UnitStanding } from '#core/domain/units/unit-row.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import type { Mark } from '../../ui/status-mark.tsx';

export const standingMarks: Readonly<Record<UnitStanding, Mark>> = {
  expired: 'stop',
  'needs-configuration': 'warn',
  unpaired: 'idle',
  'needs-look': 'warn',
  'in-service': 'ok',
};

export const healthMarks: Readonly<Record<HealthState, Mark>> = {
  pass: 'ok',
  warn: 'warn',
  fail: 'stop',
  unknown: 'idle',
};

/** `active until 1 Dec 2027`. */
export function subscriptionWords(texts: Texts, { subscription: { state, endsAt } }: UnitRow): string {
  return endsAt === null
    ? texts.t(`units.subscription.${state}`)
    : texts.t(`units.subscription.${state}-dated`, { date: texts.date(endsAt, 'date') });
}

export function contactWords(texts: Texts, { lastContactAt }: UnitRow): string {
  return lastContactAt === null ? texts.t('units.never-heard') : texts.date(lastContactAt, 'date-time');
}
