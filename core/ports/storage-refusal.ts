/**
 * Why the station's memory did not take an act (reliability.md §2.5). `disk-full` and `not-saved`: nothing of the act is kept, everything before
 * it is. `outcome-unknown`: the disk failed so that nobody can tell until the next start. `read-only` and `damaged`: nothing is written any more.
 * `busy`: another Fitbay has the data.
 */
export type StorageTrouble = 'disk-full' | 'not-saved' | 'outcome-unknown' | 'damaged' | 'busy' | 'read-only';

/** Thrown through use cases, because none can go on; hosts turn it into an answer that the page has words for. */
export class StorageRefusal extends Error {
  readonly kind: StorageTrouble;

  constructor(kind: StorageTrouble, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageRefusal';
    this.kind = kind;
  }
}
