import type { Carton, CartonRow } from '../domain/carton/carton.ts';
import type { CartonId, OperationId, OrganizationId } from '../kernel/entity-ids.ts';

/** The part of the station's memory that holds cartons (OWN-12). Same promises as `StationStore`, of which it is a part. */
export interface CartonReads {
  carton(id: CartonId): Carton | null;
  /** The newest open one for a customer. */
  openCartonFor(customerId: OrganizationId): Carton | null;
  /** Open ones first, then the newest of the others. */
  cartons(limit: number): readonly Carton[];
  /** Rows that changed after `sinceRevision`, 0 for all, the one that changed last at the end. */
  cartonRows(id: CartonId, sinceRevision: number): readonly CartonRow[];
  cartonRow(id: CartonId, number: number): CartonRow | null;
  /** Rows with this serial, removed ones too, ordered by number. */
  cartonRowsOfSerial(id: CartonId, serial: string): readonly CartonRow[];
  /** The row that an operation was made for; null where it came from elsewhere. */
  cartonRowOfOperation(id: OperationId): CartonRow | null;
}

export interface CartonWrites {
  /** Inserts, or replaces the revision before; a stale revision is a bug and throws. */
  saveCarton(carton: Carton): void;
  /** Inserts a row or replaces the one of its number. Its carton is saved in the same transaction with the same revision. */
  saveCartonRow(row: CartonRow): void;
}
