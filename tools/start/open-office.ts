import { existsSync } from 'node:fs';
import { readStationFile } from '#electron/compose/station-file.ts';
import { enrolDemoStation } from '#electron/demo/enrol-demo-station.ts';
import { explainHeadlessRefusal, startHeadless } from '#electron/headless.ts';
import type { DemoPlaces } from './prepare-demo.ts';
import type { DemoCloud } from './start-demo-cloud.ts';

/** The demo's second seat while `npm start` runs: a fleet's office, where the fleet manager invites and ends service partners. */
export type Office =
  | { readonly kind: 'open'; readonly address: string; close(): Promise<void> }
  | { readonly kind: 'closed'; readonly why: string };

/** Enrols it the first time. A browser host of its own, beside the workshop's window. */
export async function openOffice(
  { office: dataFolder }: Pick<DemoPlaces, 'office'>,
  cloud: Pick<DemoCloud, 'url' | 'register'>,
  onNextAddress: (address: string) => void,
): Promise<Office> {
  if (!existsSync(dataFolder) || readStationFile(dataFolder).kind !== 'read') {
    await enrolDemoStation({ dataFolder, cloudUrl: cloud.url, register: cloud.register, seat: 'office' });
  }
  const started = await startHeadless({ dataFolder, cloudUrl: cloud.url, onNextAddress });
  return started.kind === 'running'
    ? { kind: 'open', address: started.host.openingAddress(), close: () => started.close() }
    : { kind: 'closed', why: explainHeadlessRefusal(started) };
}
