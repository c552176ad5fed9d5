import { z } from 'zod';

/** A moment as ISO 8601 text in UTC with milliseconds, e.g. `2026-11-20T12:46:09.120Z`. Text compares as time because the form is fixed. */
export const isoTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .refine((text) => !Number.isNaN(Date.parse(text)), { error: 'is no moment' });
export type IsoTime = z.infer<typeof isoTime>;

/** Milliseconds since 1970 of an `IsoTime`. */
export function epochMs(time: IsoTime): number {
  return Date.parse(time);
}

/** The `IsoTime` of milliseconds since 1970. */
export function toIsoTime(epochMilliseconds: number): IsoTime {
  return new Date(epochMilliseconds).toISOString();
}
