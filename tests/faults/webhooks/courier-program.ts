import { openDatabase } from '#cloud/database/open-database.ts';
import { createCourier } from '#cloud/webhooks/courier.ts';
import { createWebhookSender } from '#cloud/webhooks/send-webhook.ts';
import { openWebhookKey } from '#cloud/webhooks/webhook-key.ts';
import { createIds } from '#cloud/world/create-ids.ts';
import { isoTime } from '#core/kernel/iso-time.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { isSabotage, sabotageDatabase } from '../clouds/sabotage.ts';
import { type CourierOrder, courierOrder } from './courier-order.ts';

// A server's courier as a process of its own, which somebody else may kill: `courier-program.ts URL SEED [SABOTAGE]`. It works at the hour that
// each order tells, because the tries of one event take three days.

const [url = '', seed = '', sabotage = ''] = process.argv.slice(2);
if (isSabotage(sabotage)) {
  sabotageDatabase(sabotage);
}
let now = isoTime.parse('2026-11-20T08:00:00.000Z');
const clock = { now: () => now };
const database = await openDatabase({ kind: 'postgres', url });
const note = (event: string, fields = {}): void =>
  void process.stderr.write(`${JSON.stringify({ event, ...fields })}\n`);
const courier = createCourier({
  database,
  clock,
  ids: createIds(),
  log: { info: () => undefined, warn: () => undefined, error: note },
  key: await openWebhookKey(database, now),
  sender: createWebhookSender({ allowLoopback: true }),
  chance: createRandom(Number(seed), 'retries').next,
});
process.on('message', (message) => void obey(courierOrder.parse(message)));
process.on('disconnect', () => process.exit());
process.stdout.write('ready\n');

async function obey(order: CourierOrder): Promise<void> {
  ({ now } = order);
  await Promise.all(order.subscriptionIds.map((id) => courier.deliver(id)));
  process.send?.({ kind: 'done', order: order.number });
}
