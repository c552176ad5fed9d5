import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { type DemoStep, right, sessionOf, sheetOf, wrong } from './demo-walk.ts';
import { demoBay } from './ownership-steps.ts';

/** What happens over the cable: the unit's configuration brought to the profile, and its health measured. */
const compare: DemoStep = {
  name: 'compare',
  async run(walk, state) {
    const result = await walk.client.bench.compareConfiguration({ sessionId: sessionOf(state) });
    const { configuration } = (await sheetOf(walk, state)).session;
    return result.kind === 'updated' && configuration.kind === 'compared'
      ? right(state, `${configuration.changes.length} of ${configuration.keysCompared} values differ from the profile`)
      : wrong(result.kind === 'updated' ? configuration : result);
  },
};

const write: DemoStep = {
  name: 'write',
  async run(walk, state) {
    const result = await walk.client.bench.writeConfiguration({ sessionId: sessionOf(state) });
    const { configuration } = (await sheetOf(walk, state)).session;
    return result.kind === 'updated' && configuration.kind === 'verified'
      ? right(state, 'written and read back, backup kept')
      : wrong(result.kind === 'updated' ? configuration : result);
  },
};

/** Asks the unit once more, without the sheet, and compares with the profile itself. */
const verify: DemoStep = {
  name: 'verify',
  async run({ client }, state) {
    const bay = (await client.cable.bays()).find((one) => one.bay === demoBay);
    const read = await client.cable.readPort({ port: bay?.port ?? '' });
    if (read.kind !== 'config') {
      return wrong(read);
    }
    const wanted = (demoFleet.profiles[0]?.values ?? []).filter(({ secret }) => secret !== true);
    const differing = wanted.filter(({ key, value }) => {
      const reading = read.values[key];
      return reading?.kind !== 'value' || reading.value !== value;
    });
    return differing.length === 0
      ? right(state, `the unit holds all ${wanted.length} open values of the profile`)
      : wrong(differing.map(({ key, value }) => ({ key, wanted: value, found: read.values[key] })));
  },
};

const measure: DemoStep = {
  name: 'measure',
  async run(walk, state) {
    const result = await walk.client.bench.measure({ sessionId: sessionOf(state) });
    const { inspection } = (await sheetOf(walk, state)).session;
    if (result.kind !== 'updated' || inspection.kind !== 'measured') {
      return wrong(result.kind === 'updated' ? inspection : result);
    }
    const { checks } = inspection;
    const bad = checks.filter(({ required, result: is }) => is === 'fail' || (required && is !== 'pass'));
    const untold = checks.flatMap(({ checkId, result: is }) => (is === 'not-possible' ? [checkId] : []));
    const open = untold.length === 0 ? '' : `; the unit does not tell ${untold.join(', ')}`;
    return bad.length === 0
      ? right(state, `${checks.length - untold.length} automatic checks pass${open}`)
      : wrong(bad);
  },
};

const manualChecks = ['mounting', 'wiring', 'seal', 'antenna'] as const;

const answerChecks: DemoStep = {
  name: 'checks',
  async run(walk, state) {
    for (const checkId of manualChecks) {
      const result = await walk.client.bench.answerCheck({
        sessionId: sessionOf(state),
        checkId,
        result: 'pass',
        note: null,
      });
      if (result.kind !== 'updated') {
        return wrong(result);
      }
    }
    const { inspection } = (await sheetOf(walk, state)).session;
    return inspection.kind === 'measured' && inspection.result === 'pass'
      ? right(state, `${manualChecks.join(', ')} answered; the inspection passes`)
      : wrong(inspection);
  },
};

export const cableSteps: readonly DemoStep[] = [compare, write, verify, measure, answerChecks];
