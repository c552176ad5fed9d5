import { type TrailFilter, trailFilter } from '#core/domain/audit/trail-filter.ts';

/** What the audit page shows, kept in its address so that a bookmark and going back find it again (REP-1). Days are those of the bench. */
export interface AuditAddress {
  readonly sessionId?: string;
  readonly person?: string;
  readonly unit?: string;
  readonly action?: string;
  readonly outcome?: Outcome;
  readonly since?: string;
  readonly until?: string;
  readonly text?: string;
  /** Where the page begins; left out, at the newest entry. */
  readonly from?: number;
  /** The page goes from there to newer entries. */
  readonly newer?: true;
  /** The entry that is looked at closely. */
  readonly entry?: number;
}

type Outcome = NonNullable<TrailFilter['outcome']>;
export const outcomes = trailFilter.shape.outcome.unwrap().options;

export function readAuditAddress(search: Record<string, unknown>): AuditAddress {
  const outcome = outcomes.find((one) => one === search['outcome']);
  return {
    ...wordsIn(search, ['sessionId', 'person', 'unit', 'action', 'text']),
    ...(outcome === undefined ? {} : { outcome }),
    ...daysIn(search),
    ...numbersIn(search),
    ...(search['newer'] === true ? { newer: true as const } : {}),
  };
}

/** What was typed as digits comes back from the address as a number. */
function wordsIn<Name extends string>(search: Record<string, unknown>, names: readonly Name[]) {
  const found = names.flatMap((name) => {
    const value = search[name];
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [];
  });
  return Object.fromEntries(found) as Partial<Record<Name, string>>; // the entries name nothing else
}

function daysIn(search: Record<string, unknown>): Pick<AuditAddress, 'since' | 'until'> {
  const { since, until } = wordsIn(search, ['since', 'until']);
  const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text);
  return { ...(isDay(since) ? { since } : {}), ...(isDay(until) ? { until } : {}) };
}

function numbersIn({ from, entry }: Record<string, unknown>): Pick<AuditAddress, 'from' | 'entry'> {
  return { ...(isNumber(from) ? { from } : {}), ...(isNumber(entry) ? { entry } : {}) };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

/** The address as the station's filter. A word that no entry can have finds nothing instead of everything. */
export function filterOf(address: AuditAddress): TrailFilter | null {
  const { person, unit, action, outcome, since, until, text, sessionId } = address;
  const wanted = {
    personId: person,
    unit,
    action,
    outcome,
    text,
    sessionId,
    since: since === undefined ? undefined : new Date(`${since}T00:00:00`).toISOString(),
    until: until === undefined ? undefined : new Date(`${until}T23:59:59.999`).toISOString(),
  };
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined && value !== '');
  return trailFilter.safeParse(Object.fromEntries(given)).data ?? null;
}

/** The same address with something set, or with null taken out; the page begins at the newest entry again. */
export function changed(
  { from: _from, newer: _newer, entry: _entry, ...rest }: AuditAddress,
  change: { readonly [Name in keyof AuditAddress]?: AuditAddress[Name] | null },
): AuditAddress {
  const merged = Object.entries({ ...rest, ...change }).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(merged);
}

const filters = ['person', 'unit', 'action', 'outcome', 'since', 'until', 'text'] as const;

export function isFiltered(address: AuditAddress): boolean {
  return filters.some((name) => address[name] !== undefined);
}

/** The address without its filters: whole station, or the sheet that it is about. */
export function unfiltered({ sessionId }: AuditAddress): AuditAddress {
  return sessionId === undefined ? {} : { sessionId };
}
