/** What the station wrote into its log, to be read again (REP-4). */
export interface LogBook {
  /** The newest lines, oldest first, as they were written; none where there is no log or it cannot be read. */
  newest(count: number): readonly string[];
}
