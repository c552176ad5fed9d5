import type { LinkProblem } from '../../contract/station/cable.ts';
import { type ActualValue, difference, secretMask } from '../../domain/installation/difference.ts';
import type { DriverCapabilities, DriverContext, KeyWrite } from '../../ports/unit-driver.ts';
import type { RestartedUnit } from '../work/meet-again.ts';
import { verifyWrite } from '../work/verify-write.ts';
import type { FoundOnPort } from './find-unit.ts';
import { linkProblem } from './link-problem.ts';
import type { Reopen } from './with-link.ts';

export interface PortWrite {
  readonly values: Readonly<Record<string, string>>;
  readonly imei?: string | undefined;
  readonly dryRun: boolean;
}

/** The port that a unit was found on, and the way to it after a restart. */
export interface OpenPort {
  readonly link: DriverContext;
  readonly reopen: Reopen;
}

type Change = { key: string; from: string | null; to: string; state: string };

export type PortWritten =
  | { kind: 'verified' | 'differs' | 'partial' | 'planned'; changes: Change[] }
  | { kind: 'wrong-unit'; expected: string; read: string | null }
  | { kind: 'refused-value'; key: string; why: string }
  | LinkProblem;

/**
 * Difference, write, read back (INST-3) on a unit that no sheet stands for. Another unit than the named one is refused before anything is
 * sent. Values of secret keys are masked in what comes back (INST-7).
 */
export async function writeOnPort(port: OpenPort, unit: FoundOnPort, wish: PortWrite): Promise<PortWritten> {
  const written = await writeInClear(port, unit, wish);
  return 'changes' in written
    ? { ...written, changes: written.changes.map((change) => masked(change, unit.driver.capabilities(unit.identity))) }
    : written;
}

function masked(change: Change, { keys }: DriverCapabilities): Change {
  return keys[change.key]?.secret === true
    ? { ...change, from: change.from === null ? null : secretMask, to: secretMask }
    : change;
}

async function writeInClear(
  { link, reopen }: OpenPort,
  { driver, identity }: FoundOnPort,
  wish: PortWrite,
): Promise<PortWritten> {
  if (wish.imei !== undefined && wish.imei !== identity.imei) {
    return { kind: 'wrong-unit', expected: wish.imei, read: identity.imei };
  }
  const wanted = Object.entries(wish.values).map(([key, value]) => ({ key, value, source: 'profile' as const }));
  const read = await driver.readConfiguration(
    link,
    wanted.map(({ key }) => key),
  );
  if (read.kind !== 'read') {
    return linkProblem(read);
  }
  const actual: Readonly<Record<string, ActualValue>> = read.values;
  const plan = difference(wanted, actual, driver.capabilities(identity).keys);
  const cannot = [...plan.unsupported, ...plan.unknown].map(({ key, from, to, state }) => ({ key, from, to, state }));
  if (wish.dryRun || plan.writes.length === 0) {
    const planned = plan.changes.map(({ key, from, to, state }) => ({ key, from, to, state }));
    return {
      kind: wish.dryRun ? 'planned' : cannot.length === 0 ? 'verified' : 'differs',
      changes: [...planned, ...cannot],
    };
  }
  const written = await driver.writeConfiguration(link, identity.imei ?? '', plan.writes);
  switch (written.kind) {
    case 'written':
      return verified({ link, driver, identity, reopen }, { writes: written.writes, cannot });
    case 'partial':
      return { kind: 'partial', changes: [...written.writes.map(changeOf), ...cannot] };
    case 'wrong-unit':
      return { kind: 'wrong-unit', expected: written.expectedImei, read: written.readImei };
    case 'refused-value':
      return written;
    default:
      return linkProblem(written);
  }
}

async function verified(
  unit: RestartedUnit,
  { writes, cannot }: { readonly writes: readonly KeyWrite[]; readonly cannot: readonly Change[] },
): Promise<PortWritten> {
  const outcome = await verifyWrite(unit, writes);
  if (outcome.kind !== 'verified' && outcome.kind !== 'differs') {
    return {
      kind: 'partial',
      changes: [...writes.map((write) => ({ ...changeOf(write), state: 'unknown' })), ...cannot],
    };
  }
  const changes = writes.map((write) => {
    const key = outcome.keys.find((one) => one.key === write.key);
    return { ...changeOf(write), state: key?.equal === true ? 'verified' : 'differs' };
  });
  return {
    kind: outcome.kind === 'verified' && cannot.length === 0 ? 'verified' : 'differs',
    changes: [...changes, ...cannot],
  };
}

function changeOf({ key, from, to, state }: KeyWrite): Change {
  return { key, from, to, state };
}
