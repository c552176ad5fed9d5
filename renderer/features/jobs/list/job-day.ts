/** When a job is to be done, seen from today: what the list is filtered by. */
export const jobDays = ['past', 'today', 'week', 'later', 'none'] as const;
export type JobDay = (typeof jobDays)[number];

/** Days from and to which is asked, both included; null leaves that side open. Days as `2026-12-01`. */
export interface DayRange {
  readonly from: string | null;
  readonly to: string | null;
}

const dayMs = 86_400_000;

/** Tells days as somebody does who looks today. `week`: within the seven days after today; null where none is set. */
export function createDayOf(today: string): (serviceDate: string | null) => JobDay {
  const lastOfWeek = new Date(Date.parse(today) + 7 * dayMs).toISOString().slice(0, today.length);
  return (serviceDate) => {
    if (serviceDate === null) {
      return 'none';
    }
    if (serviceDate <= today) {
      return serviceDate === today ? 'today' : 'past';
    }
    return serviceDate <= lastOfWeek ? 'week' : 'later';
  };
}

/** What has no day is on none of these. */
export function isWithin(serviceDate: string | null, { from, to }: DayRange): boolean {
  return serviceDate !== null && (from === null || serviceDate >= from) && (to === null || serviceDate <= to);
}

/** The day on which somebody at this machine is, e.g. `2026-12-01`. */
export function todayOf(nowMs: number): string {
  const now = new Date(nowMs);
  const part = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${part(now.getMonth() + 1)}-${part(now.getDate())}`;
}
