import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileDurably } from '../adapters/files/write-file-durably.ts';

/** What the demo keeps over a restart beside the station's own data: its plugs, and the memory of each virtual unit. */
const demoState = z.strictObject({
  version: z.literal(1),
  networkConnected: z.boolean(),
  bays: z.array(
    z.strictObject({ bay: z.number().int().positive(), plugged: z.boolean(), unit: z.string().nullable() }),
  ),
  /** Scenario by number of the bay, and make by name of the unit; absent in what was kept before there were any. */
  scenarios: z.record(z.string(), z.string()).optional(),
  makes: z.record(z.string(), z.string()).optional(),
});
export type DemoState = z.infer<typeof demoState>;

/** The files of the demo inside a station's data folder. What cannot be read any more is as if it had never been. */
export interface DemoMemory {
  readState(): DemoState | null;
  writeState(state: Omit<DemoState, 'version'>): void;
  /** A snapshot of the unit, to be checked by whoever takes it up. */
  readUnit(imei: string): unknown;
  writeUnit(imei: string, snapshot: string): void;
}

export function createDemoMemory(folder: string): DemoMemory {
  const stateFile = join(folder, 'state.json');
  const unitFile = (imei: string) => join(folder, 'units', `${imei}.json`);
  return {
    readState: () => demoState.safeParse(readJson(stateFile)).data ?? null,
    writeState: (state) => writeFileDurably(stateFile, JSON.stringify({ version: 1, ...state } satisfies DemoState)),
    readUnit: (imei) => readJson(unitFile(imei)),
    writeUnit: (imei, snapshot) => writeFileDurably(unitFile(imei), snapshot),
  };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // a demo that forgot something is still a demo
  }
}
