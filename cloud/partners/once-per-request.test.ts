import { describe, expect, it } from 'vitest';
import { keptKeyDays } from '#core/contract/cloud/call-rules.ts';
import { epochMs, toIsoTime } from '#core/kernel/iso-time.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import { oncePerRequest } from './once-per-request.ts';

const site = worldOfTest('once');

describe('STA-3 a request under a number', () => {
  it('is answered from the books as long as was promised, and then as if the number were new', async () => {
    const begun = epochMs(site.cloud.clock.now());
    let done = 0;
    const ask = (body: object, afterDays: number) =>
      site.database.asSystem('administration').transact((transaction) =>
        oncePerRequest(
          transaction,
          {
            organizationId: site.world.customer,
            requestId: 'number-1',
            body,
            now: toIsoTime(begun + afterDays * 86_400_000),
          },
          async () => {
            done += 1;
            return { done };
          },
        ),
      );
    expect(await ask({ wish: 1 }, 0)).toEqual({ kind: 'answered', answer: { done: 1 } });
    expect(await ask({ wish: 1 }, keptKeyDays - 0.001)).toEqual({ kind: 'answered', answer: { done: 1 } });
    expect(await ask({ wish: 2 }, keptKeyDays - 0.001)).toEqual({ kind: 'key-used' });
    expect(await ask({ wish: 2 }, keptKeyDays + 0.001)).toEqual({ kind: 'answered', answer: { done: 2 } });
  });
});
