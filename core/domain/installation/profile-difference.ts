// A profile beside what it is derived from, and a version beside the one before (INST-3). For looking only.
import type { ProfileDraft, ProfileEntry, ProfileTemplate } from './profile-template.ts';

/** One value of a profile with all that it inherits. */
export interface ProfileLine {
  readonly entry: ProfileEntry;
  /** Name of the profile that sets it. */
  readonly setBy: string;
  /** `inherited`: it comes from further down. `added`: nothing further down sets it. `changed`: in the place of `base`. `same`: repeats it. */
  readonly state: 'inherited' | 'added' | 'changed' | 'same';
  /** What it would be without this profile; null where nothing would. */
  readonly base: ProfileEntry | null;
}

/** `levels` as `resolveProfile` gives them; the last is the profile itself. Inherited values first, in their own order. */
export function linesOfProfile(levels: readonly ProfileTemplate[]): readonly ProfileLine[] {
  const own = levels.at(-1);
  const lines = new Map<string, ProfileLine>();
  for (const level of levels) {
    for (const entry of level.entries) {
      const base = lines.get(entry.key)?.entry ?? null;
      const state =
        level !== own ? 'inherited' : base === null ? 'added' : isSameEntry(base, entry) ? 'same' : 'changed';
      lines.set(entry.key, { entry, setBy: level.name, state, base: level === own ? base : null });
    }
  }
  return [...lines.values()];
}

/** What became of one key from a version to the next; null where it was not set. */
export interface EntryChange {
  readonly key: string;
  readonly before: ProfileEntry | null;
  readonly after: ProfileEntry | null;
}

/** Keys that are set otherwise, in the order of the later version, then those that are not set any more. */
export function changedEntries(
  before: Pick<ProfileDraft, 'entries'> | null,
  after: Pick<ProfileDraft, 'entries'>,
): readonly EntryChange[] {
  const old = before?.entries ?? [];
  const keys = [...new Set([...after.entries, ...old].map(({ key }) => key))];
  return keys.flatMap((key) => {
    const change = { key, before: entryOf(old, key), after: entryOf(after.entries, key) };
    const isSame = change.before !== null && change.after !== null && isSameEntry(change.before, change.after);
    return isSame ? [] : [change];
  });
}

function entryOf(entries: readonly ProfileEntry[], key: string): ProfileEntry | null {
  return entries.find((entry) => entry.key === key) ?? null;
}

export function isSameEntry(one: ProfileEntry, other: ProfileEntry): boolean {
  return textOf(one) === textOf(other) && one.kind === other.kind;
}

function textOf(entry: ProfileEntry): string {
  return entry.kind === 'value' ? entry.value : entry.secret;
}
