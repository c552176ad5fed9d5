import type { ServerResponse } from 'node:http';
import { type ReceivedBatch, startReceiver, type TestReceiver } from '#cloud/testing/test-receiver.ts';
import type { SeededRandom } from '#sim/random/seeded-random.ts';

/** The ways in which a receiver fails. Of some of them the batch was taken, only nobody hears of it. */
const failures: readonly ((batch: ReceivedBatch, response: ServerResponse) => number | 'answered')[] = [
  () => 500,
  () => 404,
  () => 302,
  (_batch, response) => {
    response.setHeader('retry-after', '120');
    return 503;
  },
  (_batch, response) => {
    response.setHeader('retry-after', '30');
    return 429;
  },
  (_batch, response) => {
    response.destroy();
    return 'answered';
  },
  (_batch, response) => {
    response.socket?.end('HTTP/1.1 999 what\r\n\r\n');
    return 'answered';
  },
];

/** Fails nine times of ten. */
export function startBadReceiver(random: SeededRandom): Promise<TestReceiver> {
  return startReceiver((batch, response) => {
    const fail = failures[random.between(0, failures.length - 1)];
    return random.next() < 0.9 && fail !== undefined ? fail(batch, response) : 204;
  });
}
