import type { IsoTime } from '../kernel/iso-time.ts';

/** What looks after the station's memory: copies, room on the disk, and how the store stands (STA-4, STA-5, reliability.md §2). */
export interface Storage {
  /** False while the disk is full or the store is not written: what is begun may end, nothing new begins. */
  takesNewWork(): boolean;
  state(): StorageState;
  /** Makes a checked copy now; resolves when it is on disk under its name. One at a time: a second caller gets the first one's outcome. */
  backUp(): Promise<BackUpOutcome>;
  /** The last person of a shift has left: a good moment for a copy. */
  shiftEnded(): void;
  /** Called when the state that people should know of has changed. Returns the way to stop listening. */
  onChange(listener: () => void): () => void;
  /** Takes care of the reserve, begins to look at the disk and to copy. */
  start(): void;
  /** Ends; makes a last copy of nothing. Resolves when nothing touches the store any more. */
  stop(): Promise<void>;
}

export type BackUpOutcome =
  | { readonly kind: 'written'; readonly name: string; readonly bytes: number; readonly at: IsoTime }
  | { readonly kind: 'failed'; readonly why: 'disk-full' | 'disk' | 'damaged'; readonly detail: string };

export interface StorageState {
  /** `low`: little room is left · `disk-full`: only what is begun is ended · `read-only`, `damaged`: nothing is written until the next start. */
  readonly standing: 'sound' | 'low' | 'disk-full' | 'read-only' | 'damaged';
  /** The error behind it, for support. */
  readonly detail: string | null;
  readonly databaseBytes: number;
  readonly journalBytes: number;
  readonly freeBytes: number;
  /** Room that is kept for the moment when the disk is full. */
  readonly reserveBytes: number;
  readonly lastBackup: { readonly at: IsoTime; readonly bytes: number; readonly name: string } | null;
  readonly backups: number;
  /** The last attempt at a copy that failed after the last one that did not. */
  readonly backupTrouble: string | null;
  readonly repair: StorageRepair | null;
}

/** What became of the database when another one last took its place. */
export interface StorageRepair {
  readonly kind: 'repaired' | 'restored' | 'caught-up';
  readonly at: IsoTime;
  readonly why: string;
  readonly from: string | null;
  readonly setAside: string | null;
  readonly replayed: number;
  readonly waiting: number;
  readonly missingSheets: readonly string[];
}
