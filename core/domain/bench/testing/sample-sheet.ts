// A made-up sheet and the events that bring it from scan to signature, for the tests of the machine. Deterministic.
import { assetId, operationId, personId, profileId, sessionId } from '../../../kernel/entity-ids.ts';
import { invariant } from '../../../kernel/invariant.ts';
import { type Checklist, type CheckOutcome, checklist } from '../../inspection/checklist.ts';
import type { ConfigurationChange } from '../../installation/configuration-difference.ts';
import { judgeUnit } from '../../ownership/judge-unit.ts';
import { customer, partner, question, unit, validSerial } from '../../ownership/testing/sample-question.ts';
import type { UnitFacts } from '../../ownership/unit-facts.ts';
import type { UnitQuestion } from '../../ownership/unit-question.ts';
import type { Verdict } from '../../ownership/verdict.ts';
import type { BenchEvent, BenchEventBody } from '../bench-event.ts';
import { applyBench } from '../bench-machine.ts';
import type { BenchSession, StandingPairing } from '../bench-session.ts';
import { startSession } from '../start-session.ts';

export const at = '2026-11-20T12:00:00.000Z';
export const by = 'M. Kaya';
export const transferId = operationId.parse('transfer-1');
export const pairingId = operationId.parse('pairing-1');

/** The verdict on one unit with these facts. */
export function verdictOn(facts: Partial<UnitFacts> = {}, rest: Partial<UnitQuestion> = {}): Verdict {
  return judgeUnit(question({ candidates: [unit(facts)], ...rest }));
}

export const verdicts = {
  partnerOwned: verdictOn(),
  customerOwned: verdictOn({ ownerId: customer.id, ownerEpoch: 5 }),
  unconfigured: verdictOn({ ownerId: customer.id, ownerEpoch: 5, configuration: 'needs-configuration' }),
  expired: verdictOn({ subscription: { state: 'expired', endsAt: null } }),
  transferOnly: verdictOn({ unitType: 'txgo' }),
  unknown: verdictOn({}, { candidates: [] }),
  untrusted: verdictOn({ ownerId: customer.id }, { trust: null }),
  ambiguous: verdictOn({}, { candidates: [unit(), unit({ unitType: 'tp' })] }),
} satisfies Record<string, Verdict>;

export function sheet(verdict: Verdict = verdicts.partnerOwned, warnings: readonly string[] = []): BenchSession {
  return startSession({
    id: sessionId.parse('session-1'),
    at,
    by,
    mode: 'customer',
    customer: { id: customer.id, name: customer.name },
    label: { text: `EVP-${validSerial}`, serial: validSerial, warnings },
    verdict,
  });
}

export const checks: Checklist = checklist.parse({
  id: 'sample',
  version: 1,
  checks: [
    { id: 'supply', kind: 'automatic', field: 'supplyMillivolts', required: true },
    { id: 'mounting', kind: 'manual', required: true },
  ],
});

export function change(key: string, state: ConfigurationChange['state']): ConfigurationChange {
  return { key, from: 'old', to: 'new', wantedBy: 'profile', secret: false, state };
}

export function measured(result: CheckOutcome['result']): BenchEventBody {
  const run = { checkId: 'supply', kind: 'automatic', required: true, result, value: 24_600, unit: 'mV' } as const;
  return {
    kind: 'measured',
    checklist: checks,
    checks: [{ ...run, why: null, series: [24_600], source: 'cable', at }],
  };
}

export function compared(...changes: ConfigurationChange[]): BenchEventBody {
  return {
    kind: 'configuration-compared',
    profileId: profileId.parse('trailer-eu'),
    profileName: 'Trailer EU',
    profileVersion: 7,
    minimumFirmware: null,
    backupId: 'backup-1',
    keysCompared: 15,
    changes,
  };
}

export function identified(imei: string | null = validSerial): BenchEventBody {
  return {
    kind: 'cable-identified',
    bay: 1,
    imei,
    driver: 'teltonika',
    model: 'FTSIM1',
    firmware: '03.27.07',
    iccid: null,
    port: 'sim:1',
  };
}

/** Every event of the main job in its order, for a unit that the partner owns. */
export const steps = {
  requestTransfer: {
    kind: 'transfer-requested',
    transferId,
    fromId: partner.id,
    toId: customer.id,
    expectedEpoch: 4,
    unpairFirst: false,
  },
  acceptTransfer: { kind: 'transfer-answered', transferId, answer: { kind: 'done', acceptedAt: at, repeated: false } },
  refuseTransfer: {
    kind: 'transfer-answered',
    transferId,
    answer: { kind: 'refused', code: 'OWNER_OTHER', winner: 'Hall South' },
  },
  undoTransfer: {
    kind: 'transfer-reversed',
    transferId,
    reversedAt: at,
    requestedBy: 'M. Kaya',
    approvedBy: 'S. Brandt',
  },
  judgeAgain: { kind: 'verdict-given', verdict: verdicts.unconfigured },
  identify: identified(),
  compare: compared(change('apn', 'to-write')),
  beginWrite: { kind: 'write-begun' },
  verify: { kind: 'write-ended', changes: [change('apn', 'verified')], why: null },
  measure: measured('pass'),
  answer: { kind: 'check-answered', checklist: checks, checkId: 'mounting', result: 'pass', note: null },
  scanVin: { kind: 'vin-taken', source: 'scanned', vin: 'WSM00000003111444' },
  requestPairing: {
    kind: 'pairing-requested',
    operationId: pairingId,
    assetId: assetId.parse('asset-1'),
    assetLabel: 'KL 99',
  },
  confirmPairing: {
    kind: 'pairing-answered',
    operationId: pairingId,
    answer: { kind: 'paired', assetVin: 'WSM00000003111444' },
  },
  leaveUnpaired: { kind: 'left-unpaired', why: 'the trailer is not here yet' },
  sign: sign('succeeded', null),
} as const satisfies Record<string, BenchEventBody>;

export function sign(result: 'succeeded' | 'failed', remarks: string | null): BenchEventBody {
  const signature = { reportNumber: 'R-1', personId: personId.parse('kaya'), signatureSvgPath: null };
  return { kind: 'signed', result, remarks, ...signature, auditSize: 7, auditHead: 'a'.repeat(64) };
}

/** A pairing that was there before, and its end. */
export const standing: StandingPairing = {
  reason: 'AutoPair',
  assetId: assetId.parse('asset-0'),
  assetLabel: 'HH AB 31',
  assetVin: null,
};
export const unpairing: BenchEventBody = { kind: 'unpairing-requested', operationId: pairingId, pairing: standing };
export const unpairingAnswered = { kind: 'unpairing-answered', operationId: pairingId } as const;

export const mainJob: readonly BenchEventBody[] = [
  steps.requestTransfer,
  steps.acceptTransfer,
  steps.judgeAgain,
  steps.identify,
  steps.compare,
  steps.beginWrite,
  steps.verify,
  steps.measure,
  steps.answer,
  steps.scanVin,
  steps.requestPairing,
  steps.confirmPairing,
  steps.sign,
];

export function happened(body: BenchEventBody): BenchEvent {
  return { ...body, at, by };
}

/** The sheet after these events, each of which must be accepted. */
export function sheetAfter(session: BenchSession, ...bodies: readonly BenchEventBody[]): BenchSession {
  return bodies.reduce((current, body) => {
    const outcome = applyBench(current, happened(body));
    invariant(
      outcome.kind === 'accepted',
      `${body.kind} was refused: ${outcome.kind === 'refused' ? outcome.reason : ''}`,
    );
    return outcome.session;
  }, session);
}

/** Why the sheet refuses this event, or `accepted`. */
export function refusal(session: BenchSession, body: BenchEventBody): string {
  const outcome = applyBench(session, happened(body));
  return outcome.kind === 'refused' ? outcome.reason : 'accepted';
}

/** The partner's unit with the customer, the cloud having answered; then with the cable connected, configured, inspected. */
export const transferred = () => sheetAfter(sheet(), steps.requestTransfer, steps.acceptTransfer, steps.judgeAgain);
export const connected = () => sheetAfter(transferred(), steps.identify);
export const configured = () => sheetAfter(connected(), steps.compare, steps.beginWrite, steps.verify);
export const inspected = () => sheetAfter(configured(), steps.measure, steps.answer);
