import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import { isSameValue } from '#core/domain/installation/same-value.ts';

/** What the unit itself holds of a key. */
export type Truth = (key: string) => string;

/** One line on a sheet: which key, what it was and was to become, and what the station says of it. */
interface Word {
  readonly key: string;
  readonly from: string | null;
  readonly to: string;
  readonly state: string;
}

/**
 * Everything that a sheet says of the configuration and the unit contradicts. `verified`, `same` and `accepted` say that the unit holds the
 * new value; `to-write`, `not-sent` and `rejected` that it holds the old one; `unknown` and `differs` say nothing that could be wrong.
 */
export function liesOfConfiguration(
  { configuration }: BenchSession,
  truth: Truth,
  wanted: Readonly<Record<string, string>>,
): readonly string[] {
  const whole =
    configuration.kind === 'verified' ? Object.entries(wanted).filter(([key, value]) => !holds(truth, key, value)) : [];
  return [
    ...whole.map(([key, value]) => `the sheet is verified, and ${key} is ${truth(key)} instead of ${value}`),
    ...(configuration.kind === 'not-read' ? [] : liesAmong(configuration.changes, truth)),
  ];
}

/** The same of what was put back, at the moment it was. */
export function liesOfRestore({ restore }: BenchSession, truth: Truth): readonly string[] {
  const lines = restore.kind === 'none' || restore.kind === 'kept' ? [] : restore.lines;
  const words = lines.map(({ key, state, value, found }) => ({ key, state, from: found, to: value ?? '' }));
  return liesAmong(words, truth);
}

function liesAmong(words: readonly Word[], truth: Truth): readonly string[] {
  return words
    .filter((word) => isLie(word, truth))
    .map(({ key, state, to }) => `${key} is said to be ${state} (${to}), and is ${truth(key)}`);
}

function isLie({ key, from, to, state }: Word, truth: Truth): boolean {
  switch (state) {
    case 'verified':
    case 'same':
    case 'accepted':
      return !holds(truth, key, to);
    case 'to-write':
    case 'not-sent':
    case 'rejected':
      return !holds(truth, key, from ?? '');
    default:
      return false;
  }
}

function holds(truth: Truth, key: string, value: string): boolean {
  return isSameValue(truth(key), value, 'unknown');
}
