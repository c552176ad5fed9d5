import type { Carton, CartonRow } from '../../domain/carton/carton.ts';
import { unitOfRow } from '../../domain/carton/carton-outcome.ts';
import { formatUnitKey } from '../../domain/identity/unit-key.ts';
import type { CartonId, OrganizationId } from '../../kernel/entity-ids.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import type { StationContext } from '../station-context.ts';

/** What changes in a carton at once. */
export interface CartonChange {
  readonly parts?: Partial<Pick<Carton, 'state' | 'profile' | 'lastNumber' | 'waiting' | 'confirmations'>>;
  readonly rows?: readonly CartonRow[];
}

/** Stores a change under the carton's next revision, which its changed rows carry too. The carton as it is then. */
export function saveCarton(
  { clock }: Pick<StationContext, 'clock'>,
  write: StoreWriter,
  { carton, parts = {}, rows = [] }: CartonChange & { readonly carton: Carton },
): Carton {
  const next = { ...carton, ...parts, revision: carton.revision + 1, changedAt: clock.now() };
  write.saveCarton(next);
  for (const row of rows) {
    write.saveCartonRow({ ...row, revision: next.revision });
  }
  return next;
}

export type OpenCarton =
  | { readonly kind: 'open'; readonly carton: Carton }
  | { readonly kind: 'no-such-carton' }
  | { readonly kind: 'closed' };

/** The carton, if it still takes changes. */
export function openCarton(read: Pick<StoreWriter, 'carton'>, id: CartonId): OpenCarton {
  const carton = read.carton(id);
  if (carton === null) {
    return { kind: 'no-such-carton' };
  }
  return carton.state === 'open' ? { kind: 'open', carton } : { kind: 'closed' };
}

/** Everybody whose part of the trail a row belongs to (OWN-13). */
export function concernedByRow(
  { identity }: Pick<StationContext, 'identity'>,
  carton: Carton,
  row: CartonRow,
): OrganizationId[] {
  const owner = row.verdict.kind === 'verdict' ? row.verdict.owner?.id : undefined;
  return [...new Set([identity.organizationId, carton.customerId, ...(owner === undefined ? [] : [owner])])];
}

/** `type:serial`, or the serial alone while the type is open. */
export function unitNameOf(row: CartonRow): string {
  const unit = unitOfRow(row);
  return unit === null ? row.label.serial : formatUnitKey(unit);
}
