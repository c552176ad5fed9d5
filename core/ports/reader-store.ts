import type { Reader } from '../domain/scanning/reader.ts';

/** The part of the station's memory that holds its barcode readers (SCAN-1). Same promises as `StationStore`, of which it is a part. */
export interface ReaderReads {
  /** In the order in which they were made known. */
  readers(): readonly Reader[];
}

export interface ReaderWrites {
  /** Inserts, or replaces the one with this id in its place. */
  saveReader(reader: Reader): void;
  /** Nothing happens where there is none. */
  removeReader(id: string): void;
}
