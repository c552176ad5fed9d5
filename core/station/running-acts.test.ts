import { describe, expect, it } from 'vitest';
import { createRunningActs } from './running-acts.ts';

describe('STA-4 the station ends after what was begun', () => {
  it('waits for every act, for those that others begin meanwhile, and for failures', async () => {
    const acts = createRunningActs();
    const ended: string[] = [];
    const { first } = acts.watched({
      first: async (name: string) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        void acts.add(
          (async () => {
            await new Promise((resolve) => setTimeout(resolve, 5));
            ended.push(`${name}, and what followed`);
          })(),
        );
        ended.push(name);
        throw new Error('it went wrong');
      },
    });
    const act = first('the first');
    const failed = act.catch((error: unknown) => String(error));
    await acts.settled();
    expect(ended).toEqual(['the first', 'the first, and what followed']);
    expect(await failed).toContain('it went wrong');
  });

  it('has nothing to wait for where nothing runs', async () => {
    await expect(createRunningActs().settled()).resolves.toBeUndefined();
  });
});
