import { readFileSync } from 'node:fs';
import { verifyChain } from '#core/domain/audit/verify-chain.ts';
import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import { operationId, sessionId } from '#core/kernel/entity-ids.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import type { DoneAct } from './acknowledgement.ts';
import { earlierConfiguration } from './workshop.ts';

// What may be wrong with a station's disk after a kill. Every function answers with sentences; none means that all is as it must be.

const everything = 1_000_000;

/** Whatever was acknowledged must be there: the revision or a later one, the audit entry itself, operations and their verdicts, the report. */
export function findLosses(store: StationStore, acknowledged: readonly DoneAct[]): readonly string[] {
  return acknowledged.flatMap(({ act, audit, sheet, file }) => {
    const lost = [
      ...lostAuditEntry(store, audit),
      ...(sheet === null ? [] : lostOfSheet(store, sheet)),
      ...(file === null || readFileSync(file, 'latin1').trimEnd().endsWith('%%EOF') ? [] : ['the saved report']),
    ];
    return lost.length === 0 ? [] : [`${act} was acknowledged, lost: ${lost.join(', ')}`];
  });
}

function lostAuditEntry(store: StationStore, { seq, head }: DoneAct['audit']): readonly string[] {
  const [entry] = store.auditFrom(seq, 1);
  return entry?.seq === seq && entry.head === head ? [] : [`audit entry ${seq}`];
}

function lostOfSheet(store: StationStore, sheet: NonNullable<DoneAct['sheet']>): readonly string[] {
  const stored = store.session(sessionId.parse(sheet.sessionId));
  if (stored === null) {
    return ['the sheet'];
  }
  const { signOff } = stored;
  const number = signOff.kind === 'signed' ? signOff.reportNumber : null;
  return [
    ...(stored.revision < sheet.revision ? [`revision ${sheet.revision} (it is ${stored.revision})`] : []),
    ...(sheet.reportNumber !== null && sheet.reportNumber !== number ? [`report ${sheet.reportNumber}`] : []),
    ...sheet.operations.flatMap(({ operationId: id, kind, accepted }) => {
      const record = store.operation(operationId.parse(id));
      const isThere = record !== null && (!accepted || record.verdict !== null);
      return isThere ? [] : [`${kind} ${record === null ? 'itself' : 'verdict'}`];
    }),
  ];
}

/** The audit chain must be whole, and every sheet's own numbers once only. */
export function findDisorder(store: StationStore): readonly string[] {
  const finding = verifyChain(store.auditFrom(1, everything), { head: store.auditHead() });
  const numbers = store
    .sessions(everything)
    .flatMap(({ signOff }) => (signOff.kind === 'signed' ? [signOff.reportNumber] : []));
  return [
    ...(finding.kind === 'intact' ? [] : [`the audit chain is ${finding.fault} at ${finding.seq}`]),
    ...(new Set(numbers).size === numbers.length ? [] : [`a report number was given twice: ${numbers.join(', ')}`]),
  ];
}

/** What each key of the profile `trailer-eu` is on the unit, written down by hand: no table of the product is asked. */
const profileOnUnit: Readonly<Record<string, readonly [id: string, value: string]>> = {
  apn: ['2001', 'fleet.example.com'],
  apnUser: ['2002', 'trailer'],
  apnPassword: ['2003', 'demo-apn-secret'],
  serverHost: ['2004', 'ingest.example.com'],
  serverPort: ['2005', '7710'],
  serverProto: ['2006', '0'],
  reportStoppedS: ['10000', '3600'],
  sendStoppedS: ['10005', '120'],
  reportMovingS: ['10050', '60'],
  reportMovingM: ['10051', '250'],
  sendMovingS: ['10055', '60'],
  sleepMode: ['102', '1'],
  sleepMinutes: ['103', '20'],
  tyreCount: ['90012', '6'],
  tyreCircumferenceMm: ['90013', '3040'],
};

/** What a sheet calls verified must be in the unit, and a unit may be changed only where a sheet had said before that writing begins. */
export function findUntruths(store: StationStore, units: readonly VirtualUnit[]): readonly string[] {
  const sheets = store.sessions(everything);
  return units.flatMap((unit) => {
    const session = sheets.find(({ label }) => label.serial === unit.imei);
    const held = unit.parameters('same');
    const claimed = session === undefined ? [] : claimedKeys(session);
    const untrue = claimed.filter((key) => {
      const [id, value] = profileOnUnit[key] ?? ['', null];
      return held[id] !== value;
    });
    const isTouched = Object.entries(earlierConfiguration).some(([id, value]) => held[id] !== value);
    const isAnnounced = session !== undefined && hasBegunWriting(store, session);
    return [
      ...(untrue.length === 0 ? [] : [`unit ${unit.imei} is called verified and is not: ${untrue.join(', ')}`]),
      ...(isTouched && !isAnnounced ? [`unit ${unit.imei} was written to, and no sheet knows`] : []),
    ];
  });
}

/** A sheet that is verified stands for the whole profile, any other for the keys that it calls verified. */
function claimedKeys({ configuration }: BenchSession): readonly string[] {
  switch (configuration.kind) {
    case 'not-read':
      return [];
    case 'verified':
      return Object.keys(profileOnUnit);
    default:
      return configuration.changes.filter(({ state }) => state === 'verified').map(({ key }) => key);
  }
}

function hasBegunWriting(store: StationStore, { id }: BenchSession): boolean {
  return store
    .auditEntries({ sessionId: id, limit: everything })
    .some(({ canonical }) => canonical.includes('"configuration.write-begun"'));
}
