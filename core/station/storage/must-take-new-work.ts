import { StorageRefusal } from '../../ports/storage-refusal.ts';
import type { StationContext } from '../station-context.ts';

/** Throws where the disk is full: the little room that is left belongs to what is begun (reliability.md §2.5). */
export function mustTakeNewWork({ storage }: Pick<StationContext, 'storage'>): void {
  if (storage?.takesNewWork() === false) {
    throw new StorageRefusal('disk-full', 'nothing new is begun while the disk is full');
  }
}
