import type { PartnerView } from '#core/domain/organizations/partner-exchange.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';

/** What a partner is called: its name, or the address that was invited while nobody answered. */
export function nameOf({ partnerName, email, partnerCode }: PartnerView): string {
  return partnerName ?? email ?? partnerCode;
}

/** The last moment of a day as somebody chose it, in the zone of this machine; null for no end. */
export function endOfDay(day: string): IsoTime | null {
  return day === '' ? null : new Date(`${day}T23:59:59.999`).toISOString();
}

/** The day of a moment, as a date field wants it. */
export function dayOf(moment: Date): string {
  const part = (value: number) => String(value).padStart(2, '0');
  return `${moment.getFullYear()}-${part(moment.getMonth() + 1)}-${part(moment.getDate())}`;
}
