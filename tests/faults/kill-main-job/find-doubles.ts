import type { CloudDatabase } from '#cloud/database/open-database.ts';
import { operationId } from '#core/kernel/entity-ids.ts';
import type { StationStore } from '#core/ports/station-store.ts';

/**
 * What the cloud holds against what the station holds: nothing was applied twice, and nothing that the cloud was told is unknown to the
 * station that told it. One sentence for each thing that is wrong.
 */
export async function findDoubles(cloud: CloudDatabase, store: StationStore): Promise<readonly string[]> {
  const facts = await readFacts(cloud);
  return [
    ...wrongEpochs(facts),
    ...repeatedFacts(facts),
    ...repeatedOperations(facts),
    ...unknownToStation(facts, store),
  ];
}

type Facts = Awaited<ReturnType<typeof readFacts>>;

function readFacts(cloud: CloudDatabase) {
  return cloud.asSystem('administration').read(async (transaction) => ({
    units: await transaction.selectFrom('units').select(['unit', 'owner_epoch', 'paired_asset_id']).execute(),
    transfers: await transaction.selectFrom('transfers').select(['id', 'unit', 'from_epoch']).execute(),
    operations: await transaction.selectFrom('operations').select(['id', 'seq', 'kind', 'unit', 'verdict']).execute(),
    inspections: await transaction.selectFrom('inspections').select(['unit', 'session_id']).execute(),
    sheets: await transaction.selectFrom('sheets').select(['unit', 'session_id']).execute(),
    pairingEvents: await transaction.selectFrom('pairing_events').select('unit').execute(),
    audit: await transaction.selectFrom('station_audit').select(['seq', 'head']).execute(),
  }));
}

/** Every unit of this test is transferred once, so its epoch is the number of its transfers: one, or none yet. */
function wrongEpochs({ units, transfers }: Facts): readonly string[] {
  return units.flatMap(({ unit, owner_epoch: epoch }) => {
    const times = transfers.filter((transfer) => transfer.unit === unit).length;
    return epoch === times && times <= 1 ? [] : [`${unit} was transferred ${times} times and is at epoch ${epoch}`];
  });
}

function repeatedFacts({ inspections, sheets, pairingEvents }: Facts): readonly string[] {
  return [
    ...repeated(inspections.map(({ unit }) => `inspection of ${unit}`)),
    ...repeated(sheets.map(({ unit }) => `signed sheet of ${unit}`)),
    ...repeated(pairingEvents.map(({ unit }) => `pairing of ${unit}`)),
  ];
}

function repeatedOperations({ operations }: Facts): readonly string[] {
  const applied = operations.filter(({ verdict }) => verdict.verdict === 'applied');
  const once = new Set(['unit.transfer', 'unit.pair', 'unit.inspected', 'session.signed']);
  return [
    ...repeated(operations.map(({ id }) => `operation ${id}`)),
    ...repeated(operations.map(({ seq }) => `operation number ${seq}`)),
    ...repeated(applied.filter(({ kind }) => once.has(kind)).map(({ kind, unit }) => `applied ${kind} of ${unit}`)),
    ...operations
      .filter(({ verdict }) => verdict.verdict !== 'applied')
      .map(({ kind, unit, verdict }) => `${kind} of ${unit} was answered by ${verdict.verdict} ${verdict.code}`),
  ];
}

function unknownToStation({ operations, audit }: Facts, store: StationStore): readonly string[] {
  return [
    ...operations
      .filter(({ id }) => store.operation(operationId.parse(id)) === null)
      .map(({ kind, id }) => `the cloud was told ${kind} ${id}, and the station does not know`),
    ...audit
      .filter(({ seq, head }) => store.auditFrom(seq, 1)[0]?.head !== head)
      .map(({ seq }) => `the cloud holds another audit entry ${seq} than the station`),
  ];
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map((name) => `twice: ${name}`);
}
