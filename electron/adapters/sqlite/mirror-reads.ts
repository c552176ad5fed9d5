import { organization } from '#core/domain/organizations/organization.ts';
import { trustRelationship } from '#core/domain/organizations/trust.ts';
import { transferReversal } from '#core/domain/ownership/transfer-reversal.ts';
import { unitFacts } from '#core/domain/ownership/unit-facts.ts';
import { asset } from '#core/domain/pairing/asset.ts';
import { pairingStatus } from '#core/domain/pairing/pairing-state.ts';
import { unreadRow } from '#core/domain/sync/changes.ts';
import type { ParkedReads } from '#core/ports/mirror-store.ts';
import type { StoreReader } from '#core/ports/station-store.ts';
import type { SecretSeal } from '../secrets/secret-seal.ts';
import type { Statements } from './statements.ts';
import { readStored, readStoredOrNull } from './stored-json.ts';

export type MirrorReads = Pick<
  StoreReader,
  | 'organization'
  | 'organizations'
  | 'trust'
  | 'trustsOfPartner'
  | 'unitsBySerial'
  | 'countUnitsOwnedBy'
  | 'assetsOf'
  | 'asset'
  | 'pairing'
  | 'failedPairings'
  | 'reversal'
  | 'reversalOf'
  | 'openReversals'
>;
type JsonRow = { readonly json: string };

/** The station's copy of the cloud's facts, as of `mirrorAsOf`. */
export function createMirrorReads(statements: Statements, seal: SecretSeal): MirrorReads & ParkedReads {
  return {
    ...prepareOrganizations(statements),
    ...prepareUnits(statements),
    ...preparePairings(statements),
    ...prepareReversals(statements),
    ...prepareParked(statements, seal),
  };
}

/** What cannot be opened any more is no row; a full copy brings it anew. */
function prepareParked(statements: Statements, seal: SecretSeal): ParkedReads {
  const all = statements.prepare<[], { sealed: string }>('SELECT id, sealed FROM mirror_parked');
  const count = statements.prepare<[], { count: number }>('SELECT count(*) AS count FROM mirror_parked');
  return {
    parkedRows: () =>
      all.all().flatMap(({ sealed }) => {
        const text = seal.open(sealed);
        return text === null ? [] : [readStored('mirror_parked', unreadRow, text)];
      }),
    countParkedRows: () => count.get()?.count ?? 0,
  };
}

function prepareOrganizations(
  statements: Statements,
): Pick<MirrorReads, 'organization' | 'organizations' | 'trust' | 'trustsOfPartner'> {
  const organizationById = statements.prepare<[string], JsonRow>('SELECT json FROM mirror_organization WHERE id = ?');
  const organizations = statements.prepare<[], JsonRow>('SELECT json FROM mirror_organization ORDER BY id');
  // A new relationship may arrive before the end of the one it replaces.
  const trustByPair = statements.prepare<[string, string], JsonRow>(
    'SELECT json FROM mirror_trust WHERE partner_id = ? AND customer_id = ? ORDER BY valid_from DESC LIMIT 1',
  );
  const trustsByPartner = statements.prepare<[string], JsonRow>(
    'SELECT json FROM mirror_trust WHERE partner_id = ? ORDER BY customer_id, valid_from DESC',
  );
  return {
    organization: (id) => readStoredOrNull('mirror_organization', organization, organizationById.get(id)),
    organizations: () => organizations.all().map((row) => readStored('mirror_organization', organization, row.json)),
    trust: (customerId, partnerId) =>
      readStoredOrNull('mirror_trust', trustRelationship, trustByPair.get(partnerId, customerId)),
    trustsOfPartner: (partnerId) =>
      trustsByPartner.all(partnerId).map((row) => readStored('mirror_trust', trustRelationship, row.json)),
  };
}

function prepareUnits(
  statements: Statements,
): Pick<MirrorReads, 'unitsBySerial' | 'countUnitsOwnedBy' | 'assetsOf' | 'asset'> {
  const unitsBySerial = statements.prepare<[string], JsonRow>(
    'SELECT json FROM mirror_unit WHERE serial = ? ORDER BY unit_type',
  );
  const countByOwner = statements.prepare<[string], { count: number }>(
    'SELECT count(*) AS count FROM mirror_unit WHERE owner_id = ?',
  );
  const assetsOf = statements.prepare<[string], JsonRow>(
    'SELECT json FROM mirror_asset WHERE organization_id = ? ORDER BY id',
  );
  const assetById = statements.prepare<[string], JsonRow>('SELECT json FROM mirror_asset WHERE id = ?');
  return {
    unitsBySerial: (serial) => unitsBySerial.all(serial).map((row) => readStored('mirror_unit', unitFacts, row.json)),
    countUnitsOwnedBy: (ownerId) => countByOwner.get(ownerId)?.count ?? 0,
    assetsOf: (organizationId) =>
      assetsOf.all(organizationId).map((row) => readStored('mirror_asset', asset, row.json)),
    asset: (id) => readStoredOrNull('mirror_asset', asset, assetById.get(id)),
  };
}

function preparePairings(statements: Statements): Pick<MirrorReads, 'pairing' | 'failedPairings'> {
  const byUnit = statements.prepare<[string], JsonRow>('SELECT json FROM mirror_pairing WHERE unit = ?');
  const failed = statements.prepare<[], JsonRow>('SELECT json FROM mirror_pairing WHERE is_failed = 1');
  return {
    pairing: (unit) => readStoredOrNull('mirror_pairing', pairingStatus, byUnit.get(unit)),
    failedPairings: () => failed.all().map((row) => readStored('mirror_pairing', pairingStatus, row.json)),
  };
}

function prepareReversals(statements: Statements): Pick<MirrorReads, 'reversal' | 'reversalOf' | 'openReversals'> {
  const byId = statements.prepare<[string], JsonRow>('SELECT json FROM mirror_reversal WHERE id = ?');
  const byTransfer = statements.prepare<[string], JsonRow>(
    'SELECT json FROM mirror_reversal WHERE transfer_id = ? ORDER BY requested_at DESC LIMIT 1',
  );
  const open = statements.prepare<[], JsonRow>(
    'SELECT json FROM mirror_reversal WHERE is_open = 1 ORDER BY requested_at',
  );
  return {
    reversal: (id) => readStoredOrNull('mirror_reversal', transferReversal, byId.get(id)),
    reversalOf: (transferId) => readStoredOrNull('mirror_reversal', transferReversal, byTransfer.get(transferId)),
    openReversals: () => open.all().map((row) => readStored('mirror_reversal', transferReversal, row.json)),
  };
}
