import type {
  DriverCapabilities,
  DriverContext,
  ProbeOutcome,
  RebootOutcome,
  UnitDriver,
} from '#core/ports/unit-driver.ts';
import { type BenchunitTable, parseBenchunitTable } from '#core/protocol/benchunit/unit-table.ts';
import unitTable from '#resources/unit-families/benchunit.json' with { type: 'json' };
import { readBenchunitKeys, verifyBenchunitKeys, writeBenchunitKeys } from './benchunit-configuration.ts';
import { updateBenchunit } from './benchunit-firmware.ts';
import { benchunitHealthFields, readBenchunitHealth } from './benchunit-health.ts';
import { askIdentity, type BenchTalk, identifyBenchunit, withBenchTalk } from './benchunit-talk.ts';
import { keyCapability, secretValues } from './key-capabilities.ts';
import { untilLost } from './until-lost.ts';

/**
 * Driver for the bench unit, which exists as a simulation only: the one family here that takes its firmware over the cable (INST-5). No
 * maker publishes how theirs does; their drivers leave it to the maker's tool.
 */
export function createBenchunitDriver(): UnitDriver {
  const table = parseBenchunitTable(unitTable);
  return {
    id: 'benchunit',
    probe: (context) => withBenchTalk(context, probe),
    identify: (context) => withBenchTalk(context, identifyBenchunit),
    capabilities: () => capabilitiesOf(table),
    readConfiguration: (context, keys = Object.keys(table.parameters)) =>
      withBenchTalk(context, (talk) => readBenchunitKeys(talk, table, keys)),
    writeConfiguration: (...[context, expectedImei, changes, onProgress]) =>
      withBenchTalk(
        context,
        (talk) => writeBenchunitKeys(talk, table, { expectedImei, changes, cancel: context.cancel, onProgress }),
        secretValues(changes, (key) => isSecret(table, key)),
      ),
    verify: (context, changes) => withBenchTalk(context, (talk) => verifyBenchunitKeys(talk, table, changes)),
    readHealth: (context, fields = benchunitHealthFields) =>
      withBenchTalk(context, (talk) => readBenchunitHealth(talk, fields)),
    reboot: (context) => withBenchTalk(context, (talk) => reboot(context, talk)),
    updateFirmware: (context, order, onProgress) =>
      updateBenchunit(context, table.firmwareSupplyMillivolts, { order, onProgress }),
  };
}

const probeCapMs = 600;
const scoreSure = 95;
const rebootReturnsWithinMs = 60_000;
const portLeavesWithinMs = 3_000;

/** Asks once and never again: the checksum of the answer leaves no doubt. */
async function probe(talk: BenchTalk): Promise<ProbeOutcome> {
  const met = await askIdentity(talk, probeCapMs);
  return met.kind === 'identity'
    ? { kind: 'answers', score: scoreSure, reason: `bench unit ${met.identity.model}` }
    : { kind: 'silent', reason: met.kind };
}

async function reboot(context: DriverContext, talk: BenchTalk): Promise<RebootOutcome> {
  const answer = await talk.ask('RESTART', { isWrite: true });
  if (answer.kind !== 'yes' && answer.kind !== 'port-lost') {
    return answer.kind === 'no' ? { kind: 'garbled', detail: answer.words } : answer;
  }
  await untilLost(context, talk, portLeavesWithinMs);
  return { kind: 'restarting', linkIsLost: talk.isLost(), returnsWithinMs: rebootReturnsWithinMs };
}

function capabilitiesOf({ parameters, firmwareSupplyMillivolts }: BenchunitTable): DriverCapabilities {
  const keys = Object.entries(parameters).map(([key, parameter]) => [key, keyCapability(parameter)] as const);
  return {
    keys: Object.fromEntries(keys),
    health: benchunitHealthFields,
    firmwareUpdate: true,
    firmwareSupplyMillivolts,
    testTransmission: false,
  };
}

function isSecret({ parameters }: BenchunitTable, key: string): boolean {
  const parameter = Object.hasOwn(parameters, key) ? parameters[key] : undefined;
  return parameter?.type === 'text' && parameter.secret === true;
}
