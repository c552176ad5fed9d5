import { randomFillSync } from 'node:crypto';
import type { CloudIds } from './world.ts';

/**
 * UUIDv7 (RFC 9562 §5.7) with the counter of method 2 of §6.2: within one millisecond the 12 bits after the version count up from a
 * random start, so that ids of one server sort in the order in which they were made.
 */
export function createIds(nowMs: () => number = Date.now): CloudIds {
  let lastMs = 0;
  let counter = 0;
  return {
    next() {
      const bytes = randomFillSync(Buffer.alloc(16));
      const now = nowMs();
      if (now > lastMs) {
        lastMs = now;
        counter = bytes.readUInt16BE(6) & 0x7ff;
      } else {
        counter += 1;
        if (counter > 0xfff) {
          lastMs += 1;
          counter = 0;
        }
      }
      bytes.writeUIntBE(lastMs, 0, 6);
      bytes.writeUInt16BE(0x7000 | counter, 6);
      bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
      const hex = bytes.toString('hex');
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
    },
  };
}
