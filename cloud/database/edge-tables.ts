/** Tables of the HTTP edge; migration 014 makes them. */
export interface EdgeTables {
  rate_windows: RateWindowsTable;
}

/** How much of a limit was given out in the window that ends then, by the database's own clock. */
interface RateWindowsTable {
  key: string;
  taken: number;
  /** Bigint as text. */
  window_ends_ms: string;
}
