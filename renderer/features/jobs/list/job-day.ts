/** When a job is to be done, seen from today: what the list is filtered by. */
export const jobDays = ['past', 'today', 'week', 'later', 'none'] as const;
export type JobDay = (typeof jobDays)[number];

const dayMs = 86_400_000;

/** `week`: within the seven days after today. Days as `2026-12-01`; null where none is set. */
export function jobDayOf(serviceDate: string | null, today: string): JobDay {
  if (serviceDate === null) {
    return 'none';
  }
  if (serviceDate <= today) {
    return serviceDate === today ? 'today' : 'past';
  }
  return Date.parse(serviceDate) - Date.parse(today) <= 7 * dayMs ? 'week' : 'later';
}

/** The day on which somebody at this machine is, e.g. `2026-12-01`. */
export function todayOf(nowMs: number): string {
  const now = new Date(nowMs);
  const part = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${part(now.getMonth() + 1)}-${part(now.getDate())}`;
}
