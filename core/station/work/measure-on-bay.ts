import type { LinkProblem } from '../../contract/station/cable.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { AutomaticCheck, Checklist, CheckOutcome } from '../../domain/inspection/checklist.ts';
import { type CheckReason, judgeCheck, type Measurement } from '../../domain/inspection/judge-check.ts';
import { judgeReadVin } from '../../domain/inspection/judge-read-vin.ts';
import { firmwareAtLeast } from '../../domain/installation/firmware-version.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { HealthField, HealthReading } from '../../ports/unit-driver.ts';
import { linkProblem } from '../cable/link-problem.ts';
import { capabilitiesOf } from '../firmware/firmware-view.ts';
import type { Principal } from '../principal.ts';
import { changeSheet, refusalAhead, type SheetOutcome } from '../sheets/change-sheet.ts';
import { unitTypeOf } from '../sheets/sheet-view.ts';
import type { StationContext } from '../station-context.ts';
import { putIdentity } from './identify-on-bay.ts';
import { type MetUnit, workOnBay } from './unit-on-bay.ts';

const measuredAction = 'unit.measured';

export type Measured = SheetOutcome | LinkProblem | { readonly kind: 'no-checklist' };

type Fields = Readonly<Partial<Record<HealthField, HealthReading>>>;

interface Samples {
  readonly kind: 'samples';
  /** Every reading in order, with the time since the first. */
  readonly readings: readonly { readonly elapsedMs: number; readonly fields: Fields }[];
}

/** Leaves the unit a breath between two readings. */
const sampleGapMs = 150;

/** Measures the automatic checks live over the cable and judges them (INSP-1, INSP-2). A repetition is another run; both stay. */
export async function measureOnBay(
  context: StationContext,
  principal: Principal,
  sessionId: SessionId,
): Promise<Measured> {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const checklist = checklistOf(context, session);
  if (checklist === null) {
    return { kind: 'no-checklist' };
  }
  const checks = checklist.checks.filter((check) => check.kind === 'automatic');
  const refused = refusalAhead(context, {
    sessionId,
    principal,
    event: { kind: 'measured', checklist, checks: [] },
    audit: { action: measuredAction },
  });
  if (refused !== null) {
    return refused;
  }
  const answer = await workOnBay<Samples | LinkProblem>(context, {
    session,
    activity: 'measure',
    work: (unit) => sample(context, { unit, checks, sessionId }),
  });
  if (answer.kind === 'stranger') {
    return putIdentity(context, principal, {
      sessionId,
      bay: session.bay ?? 0,
      identity: answer.read,
      port: answer.port,
    });
  }
  return answer.kind === 'samples'
    ? putMeasured(context, principal, { session, checklist, checks, samples: answer })
    : answer;
}

/** The checklist of the unit's type; null where we do not inspect that type. */
export function checklistOf(context: StationContext, session: BenchSession): Checklist | null {
  const wanted = unitTypeOf(context, session)?.checklist;
  return context.checklists.find((checklist) => checklist.id === wanted) ?? null;
}

interface Sampling {
  readonly unit: MetUnit;
  readonly checks: readonly AutomaticCheck[];
  readonly sessionId: SessionId;
}

/**
 * Reads everything once, then what has a course as often as the unit answers, as long as the longest check wants. Watchers are told each
 * value as it comes.
 */
async function sample(context: StationContext, { unit, checks, sessionId }: Sampling): Promise<Samples | LinkProblem> {
  const { clock } = context;
  const started = clock.monotonicMs();
  const durationMs = Math.max(0, ...checks.map((check) => check.seconds ?? 0)) * 1_000;
  const readings: Samples['readings'][number][] = [];
  let wanted: readonly HealthField[] | undefined;
  for (;;) {
    const health = await unit.driver.readHealth(unit.link, wanted);
    if (health.kind !== 'measured') {
      return linkProblem(health);
    }
    const elapsedMs = Math.round(clock.monotonicMs() - started);
    readings.push({ elapsedMs, fields: health.fields });
    tellSamples(context, { sessionId, checks, fields: health.fields, elapsedMs });
    unit.progress(Math.min(elapsedMs, durationMs), durationMs);
    if (elapsedMs >= durationMs) {
      return { kind: 'samples', readings };
    }
    wanted = coursedFields(checks, health.fields);
    await clock.sleep(sampleGapMs);
  }
}

/** Fields whose course is drawn and which this unit tells. */
function coursedFields(checks: readonly AutomaticCheck[], fields: Fields): readonly HealthField[] {
  const coursed = new Set(checks.flatMap(({ seconds, field }) => (seconds === undefined ? [] : [field])));
  // The keys of what a driver measured are health fields; `Object.keys` forgets it.
  return (Object.keys(fields) as HealthField[]).filter((field) => coursed.has(field));
}

function tellSamples(
  context: StationContext,
  {
    sessionId,
    checks,
    fields,
    elapsedMs,
  }: { sessionId: SessionId; checks: readonly AutomaticCheck[]; fields: Fields; elapsedMs: number },
): void {
  for (const check of checks) {
    const reading = readingOf(fields, check.field);
    if (reading?.kind === 'value') {
      const isNumber = typeof reading.value === 'number';
      context.publish({
        kind: 'sample',
        sessionId,
        checkId: check.id,
        value: isNumber ? Number(reading.value) : null,
        text: isNumber ? null : String(reading.value),
        elapsedMs,
      });
    }
  }
}

interface Measuring {
  readonly session: BenchSession;
  readonly checklist: Checklist;
  readonly checks: readonly AutomaticCheck[];
  readonly samples: Samples;
}

function putMeasured(
  context: StationContext,
  principal: Principal,
  { session, checklist, checks, samples }: Measuring,
): SheetOutcome {
  const at = context.clock.now();
  const firmwareReason = firmwareReasonOf(context, session);
  const outcomes = checks.map((check) => outcomeOf({ check, samples, session, at, firmwareReason }));
  const vin = ebsVinOf(samples);
  // What it told before counts no more once it tells nothing.
  if (vin !== null || session.vin.fromUnit !== null || session.vin.unitAskedAt === undefined) {
    changeSheet(context, {
      sessionId: session.id,
      principal,
      event: { kind: 'vin-taken', source: 'unit', vin },
      audit: { action: 'vin.read', after: { vin: vin ?? '' } },
    });
  }
  const worst = outcomes.filter((one) => one.result === 'fail' || one.result === 'warn').length;
  return changeSheet(context, {
    sessionId: session.id,
    principal,
    event: { kind: 'measured', checklist, checks: outcomes },
    audit: {
      action: measuredAction,
      after: Object.fromEntries(outcomes.map((one) => [one.checkId, `${String(one.value)} ${one.result}`])),
    },
    feed: {
      mark: worst === 0 ? 'ok' : 'warn',
      key: 'measured',
      detail: { count: String(outcomes.length), doubts: String(worst) },
    },
  });
}

/** The last reading decides, because that is how the unit leaves the bench; the course before it is kept beside it. */
function outcomeOf({
  check,
  samples,
  session,
  at,
  firmwareReason,
}: {
  check: AutomaticCheck;
  samples: Samples;
  session: BenchSession;
  at: IsoTime;
  firmwareReason: CheckReason;
}): Omit<CheckOutcome, 'run'> {
  const measured = derived(check, session) ?? lastReading(samples, check.field);
  const judgement =
    check.field === 'ebsVin' ? judgeReadVin(measured, session.vin.scanned) : judgeCheck(check, measured);
  return {
    checkId: check.id,
    kind: 'automatic',
    required: check.required,
    result: judgement.result,
    value: measured.kind === 'value' ? measured.value : null,
    unit: fieldUnits[check.field] ?? null,
    why: check.field === 'firmwareAtLeast' && judgement.result === 'fail' ? firmwareReason : judgement.why,
    series: check.seconds === undefined ? [] : seriesOf(samples, check.field),
    source: 'cable',
    at,
  };
}

/** Too old a firmware is told with the way out of it: over this cable, or with the tool of the maker (INST-5). */
function firmwareReasonOf(context: StationContext, session: BenchSession): CheckReason {
  return capabilitiesOf(context, session)?.firmwareUpdate === true ? 'firmware-here' : 'firmware-vendor-tool';
}

/** Checks that compare what the sheet knows instead of measuring. */
function derived(check: AutomaticCheck, { configuration, identity }: BenchSession): Measurement | null {
  switch (check.field) {
    case 'configurationMatches':
      return configuration.kind === 'not-read'
        ? { kind: 'unknown', why: 'not-compared' }
        : { kind: 'value', value: configuration.kind === 'verified' };
    case 'firmwareAtLeast': {
      if (identity.kind !== 'agrees' || configuration.kind === 'not-read') {
        return { kind: 'unknown', why: 'not-compared' };
      }
      return { kind: 'value', value: firmwareAtLeast(identity.firmware, configuration.minimumFirmware) };
    }
    default:
      return null;
  }
}

/** The newest reading that has the field: later ones read only what has a course. */
function lastReading({ readings }: Samples, field: string): Measurement {
  const known = readings.flatMap(({ fields }) => readingOf(fields, field) ?? []);
  return known.at(-1) ?? { kind: 'unknown', why: 'not-told' };
}

function seriesOf({ readings }: Samples, field: string): number[] {
  return readings.flatMap(({ fields }) => {
    const reading = readingOf(fields, field);
    return reading?.kind === 'value' && typeof reading.value === 'number' ? [reading.value] : [];
  });
}

/** Checklists are data and name fields as text; a field that no driver has reads as not told. */
function readingOf(fields: Fields, field: string): HealthReading | undefined {
  return (fields as Readonly<Record<string, HealthReading | undefined>>)[field];
}

function ebsVinOf(samples: Samples): string | null {
  const reading = lastReading(samples, 'ebsVin');
  return reading.kind === 'value' && typeof reading.value === 'string' && reading.value !== '' ? reading.value : null;
}

const fieldUnits: Readonly<Record<string, string>> = {
  supplyMillivolts: 'mV',
  batteryMillivolts: 'mV',
  lastTransmissionAgeSeconds: 's',
  odometerMetres: 'm',
};
