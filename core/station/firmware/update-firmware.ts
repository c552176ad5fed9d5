import type { LinkProblem } from '../../contract/station/cable.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { FirmwareOrderRecord } from '../../domain/bench/firmware-state.ts';
import { isFirmwareProved } from '../../domain/bench/firmware-steps.ts';
import { checkFirmwareImage, type FirmwareManifest } from '../../domain/installation/firmware-manifest.ts';
import {
  type FirmwareObstacle,
  firmwareDirection,
  firmwareObstacles,
} from '../../domain/installation/firmware-update.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { DriverContext, FirmwareOutcome, UnitDriver } from '../../ports/unit-driver.ts';
import { auditActor, type Principal } from '../principal.ts';
import { changeSheet, concerned, refusalAhead, type SheetOutcome, unitOf } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';
import { putIdentity } from '../work/identify-on-bay.ts';
import { meetAgain } from '../work/meet-again.ts';
import { type MetUnit, workOnBay } from '../work/unit-on-bay.ts';
import { capabilitiesOf } from './firmware-view.ts';

export interface FirmwareWish {
  readonly sessionId: SessionId;
  readonly sha256: string;
  readonly isForced: boolean;
}

export type FirmwareUpdate = SheetOutcome | LinkProblem | HeldBack | { readonly kind: 'no-such-firmware' };

/** Nothing was sent. */
interface HeldBack {
  readonly kind: 'held-back';
  readonly obstacles: readonly FirmwareObstacle[];
}

/**
 * Updates the unit of a sheet (INST-5): checks file, model and version, meets the unit, measures its supply, writes down that it begins,
 * sends, waits for the restart and asks the unit what it runs now. Until it has said so nothing is called done. A cable that is pulled or a
 * station that stops in between leaves a sheet that says "not known", and the next try begins from the first block.
 */
export async function updateFirmwareOnBay(
  context: StationContext,
  principal: Principal,
  wish: FirmwareWish,
): Promise<FirmwareUpdate> {
  const session = context.store.session(wish.sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const manifest = (await context.firmwareShelf.list()).find((one) => one.manifest.sha256 === wish.sha256)?.manifest;
  if (manifest === undefined) {
    return { kind: 'no-such-firmware' };
  }
  const image = (await context.firmwareShelf.image(wish.sha256)) ?? new Uint8Array();
  const job: Job = { context, principal, wish, session, manifest, image };
  const { identity } = session;
  const known = identity.kind === 'agrees' ? identity : { model: '', firmware: '' };
  const refused = refusalAhead(context, {
    sessionId: wish.sessionId,
    principal,
    audit: { action: begunAction },
    event: { kind: 'firmware-begun', ...orderOf(manifest, known.firmware) },
  });
  if (refused !== null) {
    return refused;
  }
  const minimum = capabilitiesOf(context, session)?.firmwareSupplyMillivolts ?? null;
  const obstacles = firmwareObstacles({ ...questionOf(job), unit: known, minimumSupplyMillivolts: minimum });
  if (obstacles.length > 0) {
    return holdBack(job, obstacles);
  }
  const outcome = await workOnBay<FirmwareUpdate>(context, {
    session,
    activity: 'firmware',
    work: (unit) => updateMet(job, unit),
  });
  return outcome.kind === 'stranger'
    ? putIdentity(context, principal, {
        sessionId: session.id,
        bay: session.bay ?? 0,
        identity: outcome.read,
        port: outcome.port,
      })
    : outcome;
}

const begunAction = 'firmware.update-begun';

interface Job {
  readonly context: StationContext;
  readonly principal: Principal;
  readonly wish: FirmwareWish;
  readonly session: BenchSession;
  readonly manifest: FirmwareManifest;
  readonly image: Uint8Array;
}

/** What the manifest is asked, whoever the unit is. The hash is looked at each time: disks forget. */
function questionOf({ manifest, image, wish }: Job) {
  return { manifest, isImageIntact: checkFirmwareImage(manifest, image) === 'intact', isForced: wish.isForced };
}

function orderOf(manifest: FirmwareManifest, from: string): FirmwareOrderRecord {
  const { sha256, file, model, firmware: to } = manifest;
  return { sha256, file, model, from, to, direction: firmwareDirection(from, to) };
}

/** Everything again with what the unit says now: it may have got another firmware, or lost its supply, since the sheet was looked at. */
async function updateMet(job: Job, unit: MetUnit): Promise<FirmwareUpdate> {
  const { context, principal, wish, manifest, image } = job;
  const { driver, identity, link } = unit;
  const { updateFirmware } = driver;
  const capabilities = driver.capabilities(identity);
  const obstacles = firmwareObstacles({
    ...questionOf(job),
    unit: identity,
    minimumSupplyMillivolts: updateFirmware === undefined ? null : (capabilities.firmwareSupplyMillivolts ?? 0),
    supplyMillivolts: await supplyOf(driver, link),
  });
  if (updateFirmware === undefined || obstacles.length > 0) {
    return holdBack(job, obstacles);
  }
  const order = orderOf(manifest, identity.firmware);
  const begun = changeSheet(context, {
    sessionId: wish.sessionId,
    principal,
    event: { kind: 'firmware-begun', ...order },
    audit: { action: begunAction, after: trailOf(order) },
  });
  if (begun.kind !== 'changed') {
    return begun;
  }
  const outcome = await updateFirmware(
    link,
    {
      expectedImei: identity.imei ?? '',
      fileName: manifest.file,
      image,
      model: manifest.model,
      version: manifest.firmware,
    },
    ({ sentBytes, totalBytes }) => unit.progress(sentBytes, totalBytes),
  );
  return putEnd(job, order, await askAfterwards(unit, order.to, outcome));
}

async function supplyOf(driver: UnitDriver, link: DriverContext): Promise<number | null> {
  const health = await driver.readHealth(link, ['supplyMillivolts']);
  const reading = health.kind === 'measured' ? health.fields.supplyMillivolts : undefined;
  return reading?.kind === 'value' && typeof reading.value === 'number' ? reading.value : null;
}

/** What the unit told afterwards, null where it was not heard; and what kept the transfer from ending well. */
interface Afterwards {
  readonly after: string | null;
  readonly why: string | null;
}

/** How long a unit may restart that has everything and never said so. */
const unsaidReturnMs = 60_000;

async function askAfterwards(unit: MetUnit, to: string, outcome: FirmwareOutcome): Promise<Afterwards> {
  switch (outcome.kind) {
    case 'handed-over':
      return askUntil(to, unit, outcome.returnsWithinMs);
    case 'not-taken':
      return outcome.reason === 'not-confirmed'
        ? askAgain(unit, unsaidReturnMs, outcome.reason)
        : askHere(unit, outcome.reason);
    case 'port-lost':
      return { after: null, why: outcome.kind };
    default:
      return askHere(unit, outcome.kind);
  }
}

const lateRestart = { looks: 3, everyMs: 4_000 } as const;

/** A unit may answer once more before it restarts: another version than the wanted one is believed only when it stays. */
async function askUntil(to: string, unit: MetUnit, withinMs: number): Promise<Afterwards> {
  let told = await askAgain(unit, withinMs, null);
  for (let look = 1; look < lateRestart.looks && told.after !== null && told.after !== to; look += 1) {
    await unit.link.clock.sleep(lateRestart.everyMs);
    told = await askAgain(unit, withinMs, null);
  }
  return told;
}

/** The unit is still there: it says what it runs, unless it is stuck. */
async function askHere({ driver, link, identity }: MetUnit, why: string): Promise<Afterwards> {
  const met = await driver.identify(link);
  const isSame = met.kind === 'identified' && met.identity.imei === identity.imei;
  return { after: isSame ? met.identity.firmware : null, why };
}

async function askAgain(unit: MetUnit, withinMs: number, why: string | null): Promise<Afterwards> {
  const back = await meetAgain(unit, withinMs);
  switch (back.kind) {
    case 'met':
      return { after: back.identity.firmware, why };
    case 'swapped':
      return { after: null, why: 'wrong-unit' };
    case 'not-returned':
      return { after: null, why: 'silent-afterwards' };
  }
}

function putEnd(job: Job, order: FirmwareOrderRecord, { after, why }: Afterwards): SheetOutcome {
  const { context, principal, wish } = job;
  const isDone = isFirmwareProved(order, { after, why });
  return changeSheet(context, {
    sessionId: wish.sessionId,
    principal,
    event: { kind: 'firmware-ended', after, why },
    audit: {
      action: isDone ? 'firmware.updated' : 'firmware.update-incomplete',
      outcome: isDone ? 'done' : 'failed',
      code: isDone ? null : (why ?? 'other-version'),
      after: { ...trailOf(order), told: after ?? '' },
    },
    feed: {
      mark: isDone ? 'ok' : 'stop',
      key: isDone ? 'firmware-updated' : 'firmware-incomplete',
      detail: { from: order.from, to: order.to },
    },
  });
}

function trailOf({ file, sha256, model, from, to }: FirmwareOrderRecord): Record<string, string> {
  return { file, sha256, model, from, to };
}

/** A refused attempt is an attempt, and stands in the trail (OWN-13). */
function holdBack({ context, principal, session, manifest }: Job, obstacles: readonly FirmwareObstacle[]): HeldBack {
  const from = session.identity.kind === 'agrees' ? session.identity.firmware : '';
  context.store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: concerned(context, session),
      action: begunAction,
      outcome: 'refused',
      code: obstacles[0]?.code ?? null,
      unit: unitOf(session),
      sessionId: session.id,
      after: trailOf(orderOf(manifest, from)),
    }),
  );
  context.changed('audit');
  return { kind: 'held-back', obstacles };
}
