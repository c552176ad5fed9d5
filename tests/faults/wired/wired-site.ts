import type { CloudDatabase } from '#cloud/database/open-database.ts';
import { addUnits } from '#cloud/registry/put.ts';
import { startTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { createTestWorld, type TestWorld } from '#cloud/testing/test-world.ts';
import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import { startTcpProxy, type TcpProxy } from '../network/tcp-proxy.ts';
import { openDatabaseOfSite } from './database-of-site.ts';

/** A real cloud over HTTP behind a network that the test can disturb. On PostgreSQL, see `database-of-site.ts`. */
export interface WiredSite {
  readonly cloud: TestCloud;
  readonly database: CloudDatabase;
  readonly world: TestWorld;
  readonly proxy: TcpProxy;
  /** So many units of the workshop, each at epoch 0; `type:serial`. */
  addUnits(count: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openWiredSite(): Promise<WiredSite> {
  const { database, stop } = await openDatabaseOfSite();
  let cloudPort = 0;
  const proxy = await startTcpProxy({ target: () => ({ host: '127.0.0.1', port: cloudPort }) });
  const cloud = await startTestCloud(database, { settings: { publicUrl: proxy.url }, stationsCall: proxy.url });
  cloudPort = Number(new URL(cloud.url).port);
  const world = await createTestWorld(cloud);
  let made = 0;
  return {
    cloud,
    database,
    world,
    proxy,
    async addUnits(count) {
      const serials = Array.from({ length: count }, (_, index) => serialOf(made + index));
      made += count;
      const rest = { subscription: { state: 'active', endsAt: null }, configuration: 'configured' } as const;
      const unpaired = { pairedAssetId: null, lastContactAt: null };
      await database.asSystem('administration').transact((transaction) =>
        addUnits(
          transaction,
          serials.map((serial) => ({ unitType: 'evopulse', serial, ownerId: world.partner, ...rest, ...unpaired })),
        ),
      );
      return serials.map((serial) => `evopulse:${serial}`);
    },
    async close() {
      await proxy.close();
      await cloud.close();
      await database.close();
      await stop();
    },
  };
}

function serialOf(number: number): string {
  const body = String(35_700_000_000_000 + number);
  return `${body}${luhnCheckDigit(body)}`;
}
