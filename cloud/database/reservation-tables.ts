import type { ColumnType } from 'kysely';

/** Reservations of units in cartons; migration 023. */
export interface ReservationTables {
  unit_reservations: UnitReservationsTable;
}

interface UnitReservationsTable {
  unit: string;
  /** Of the newest grant; only grows. */
  fence: ColumnType<string, number, number>;
  /** The owner epoch for which it was given: when the unit moves on, the reservation is over. */
  owner_epoch: number;
  /** Whose station holds it. Where a supervisor ended it: whose supervisor that was, and where. */
  organization_id: string;
  station_id: string;
  person: string;
  carton_id: string;
  granted_at: string;
  /** By the cloud's clock. */
  expires_at: string;
  ended: 'released' | 'broken' | null;
}
