import type { KnownConfiguration } from '../domain/installation/known-configuration.ts';
import type { SecretReference } from '../domain/installation/profile.ts';
import type { KnownSecret } from '../domain/installation/profile-secret.ts';
import type { ProfileTemplate } from '../domain/installation/profile-template.ts';
import type { JournalLine } from '../domain/installation/write-journal.ts';
import type { SessionId } from '../kernel/entity-ids.ts';

/** What units shall hold, what they were last proved to hold, and what is on disk of a write while it runs. Part of the station store. */
export interface ProfileReads {
  /** Every profile that this station may know, each with its own values only, by id. */
  profiles(): readonly ProfileTemplate[];
  /** Which secrets can be written from here; their values are not in it. */
  secrets(): readonly KnownSecret[];
  /** Opens the value of a secret, for the driver alone (INST-7). Null where it is not here or cannot be opened. */
  secretValue(reference: SecretReference): string | null;
  knownConfiguration(unit: string): KnownConfiguration | null;
  /** Of the write that runs or was cut off, in the order in which it was noted. */
  writeJournal(sessionId: SessionId): readonly JournalLine[];
}

export interface ProfileWrites {
  /** Notes how keys stand, each replacing what was noted of it before. */
  noteWrites(sessionId: SessionId, lines: readonly JournalLine[]): void;
  /** Before a write, and once what became of it stands on the sheet. */
  clearWriteJournal(sessionId: SessionId): void;
}
