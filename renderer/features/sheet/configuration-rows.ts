import type { ConfigurationLine, ConfigurationView } from '#core/contract/station/configuration.ts';
import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import type { ConfigurationChange } from '#core/domain/installation/configuration-difference.ts';

/** One value of the table: its three sides, how it stands, and what the station says of who may change it. */
export interface ConfigurationRow {
  readonly key: string;
  /** Left out where nothing was ever proved of it. */
  readonly known?: string | null;
  readonly actual: string | null | 'unread';
  readonly wanted: string;
  readonly source: ConfigurationChange['wantedBy'];
  readonly state: ConfigurationLine['state'];
  readonly departure: ConfigurationLine['departure'];
  readonly detail: string | null;
  /** What the station says beyond the sheet; null until it has answered. */
  readonly line: ConfigurationLine | null;
}

type Configuration = BenchSession['configuration'];

/** What is not as wanted, from the sheet itself: how a write ended is never waited for. The station's word is added once it is there. */
export function differingRows(
  configuration: Configuration,
  view: ConfigurationView | null,
): readonly ConfigurationRow[] {
  return configuration.kind === 'not-read'
    ? []
    : configuration.changes.map((change) => ({
        key: change.key,
        actual: change.from,
        wanted: change.to,
        source: change.wantedBy,
        state: change.state,
        ...(change.known === undefined ? {} : { known: change.known }),
        departure: change.departure ?? null,
        detail: change.detail ?? null,
        line: view?.lines.find(({ key }) => key === change.key) ?? null,
      }));
}

/** Every wanted value, whether it differs or not. */
export function allRows(view: ConfigurationView): readonly ConfigurationRow[] {
  return view.lines.map((line) => ({
    key: line.key,
    wanted: line.wanted,
    source: line.source,
    state: line.state,
    departure: line.departure,
    ...(line.known === undefined ? {} : { known: line.known }),
    actual: line.actual.kind === 'unread' ? 'unread' : line.actual.value,
    detail: line.detail,
    line,
  }));
}

/** How many keys of a write that did not end well stand how: all of what is known, and nothing green that was not read back. */
export function writeCounts(changes: readonly ConfigurationChange[]) {
  const count = (...states: readonly ConfigurationChange['state'][]) =>
    changes.filter(({ state }) => states.includes(state)).length;
  return {
    proved: count('verified'),
    accepted: count('accepted'),
    unknown: count('unknown', 'differs'),
    notSent: count('not-sent', 'to-write'),
    rejected: count('rejected'),
  };
}
