import type { IsoTime } from '../../kernel/iso-time.ts';
import type { CartonOutcome } from '../carton/carton-outcome.ts';

/** Everything the printed list of a carton says (OWN-12, REP-2), as plain data in the reader's words where words are needed. */
export interface CartonReport {
  /** What people read aloud: the end of the carton's id. */
  readonly reference: string;
  readonly workshop: string;
  readonly customer: string;
  readonly bench: string;
  readonly profile: string | null;
  readonly startedAt: IsoTime;
  readonly startedBy: string;
  readonly isOpen: boolean;
  readonly confirmations: readonly CartonReportConfirmation[];
  readonly counts: Readonly<Record<CartonOutcome, number>>;
  /** In the order in which the units were scanned; what was taken out is not on the list. */
  readonly rows: readonly CartonReportRow[];
  /** IANA zone of the bench; every moment on the paper is written in it. */
  readonly timeZone: string;
  readonly printedAt: IsoTime;
}

export interface CartonReportConfirmation {
  readonly at: IsoTime;
  readonly by: string;
  readonly units: number;
  readonly secondPerson: string | null;
}

export interface CartonReportRow {
  readonly number: number;
  /** 15 digits. */
  readonly serial: string;
  /** The type's name; null while it is not chosen. */
  readonly type: string | null;
  /** Whose it was, null where that may not be named (OWN-8) or nobody knows. */
  readonly from: string | null;
  readonly outcome: CartonOutcome;
  /** Why it is so, or what comes next; null where the outcome says it all. */
  readonly note: string | null;
  /** When the centre decided, or when it was asked. */
  readonly at: IsoTime | null;
}

/** The end of a carton's id, long enough to tell the cartons of a workshop apart. */
export function cartonReference(id: string): string {
  return id.replaceAll('-', '').slice(-8).toUpperCase();
}
