import type { OrganizationId } from '../../kernel/entity-ids.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { Organization } from '../organizations/organization.ts';
import type { TrustRelationship } from '../organizations/trust.ts';
import type { UnitFacts } from './unit-facts.ts';
import type { UnitTypeMatrix } from './unit-type-matrix.ts';

/**
 * Everything `judgeUnit` may look at, gathered by the caller: the station from its mirror or a fresh answer, the cloud from its tables.
 * `own-organization` is the bench of a fleet for its own units; `customer` and `partner` are then the same organization.
 */
export interface UnitQuestion {
  /** 15 digits, as the label parser gave them. */
  readonly serial: string;
  /** Every unit with this serial, each of another type (OWN-5). Empty: nobody knows it. */
  readonly candidates: readonly UnitFacts[];
  /** The type that a person picked or a `type:serial` named; null where only the serial is known. */
  readonly chosenType: string | null;
  readonly mode: BenchMode;
  /** Where it is asked from; left out, the bench. Linking on the page of assets moves what no workshop transfers (UNIT-2). */
  readonly path?: 'assets';
  readonly customer: Organization;
  /** The organization that acts. */
  readonly partner: Organization;
  readonly trust: TrustRelationship | null;
  /** Null for an organization that the caller has no copy of. */
  readonly ownerOf: (id: OrganizationId) => Organization | null;
  readonly matrix: UnitTypeMatrix;
  /** The cloud's clock as well as the caller knows it (ORG-3). */
  readonly now: IsoTime;
  /** When the facts were true at the cloud. */
  readonly asOf: IsoTime;
  readonly freshness: 'live' | 'mirror';
  /** Day on which work on the unit is planned, `2026-12-01`; what lapses before it is warned of (decisions.md d11). */
  readonly serviceDate?: string | null;
  /** Age from which a mirror is called old; default 24 h (decisions.md X5). */
  readonly staleAfterMs?: number;
}

export type BenchMode = 'customer' | 'own-organization';
