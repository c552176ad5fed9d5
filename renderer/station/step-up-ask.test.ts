import { ORPCError } from '@orpc/client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useStepUpAsk, withStepUp } from './step-up-ask.ts';

afterEach(() => useStepUpAsk.setState({ ask: null }));

const refusal = () => new ORPCError('STEP_UP_NEEDED', { data: { act: 'transfer', second: null } });
const open = () => vi.waitFor(() => useStepUpAsk.getState().ask ?? Promise.reject(new Error('nothing is asked')));

/** Refused until a PIN was given, as the station does. */
function guarded() {
  let isProved = false;
  const call = vi.fn(async () => {
    if (!isProved) {
      throw refusal();
    }
    return 'done';
  });
  return {
    call,
    prove: () => {
      isProved = true;
    },
  };
}

describe('STA-1 a call that wants a PIN first', () => {
  it('is made again once the PIN was given', async () => {
    const { call, prove } = guarded();
    const answer = withStepUp(call);
    expect(await open()).toMatchObject({ act: 'transfer', second: null });
    prove();
    useStepUpAsk.getState().ask?.settle(true);
    expect(await answer).toBe('done');
    expect(call).toHaveBeenCalledTimes(2);
    expect(useStepUpAsk.getState().ask).toBeNull();
  });

  it('stays refused where nobody gives it', async () => {
    const { call } = guarded();
    const answer = withStepUp(call);
    (await open()).settle(false);
    await expect(answer).rejects.toMatchObject({ code: 'STEP_UP_NEEDED' });
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('asks once for two that come together', async () => {
    const { call, prove } = guarded();
    const answers = [withStepUp(call), withStepUp(call)];
    await vi.waitFor(() => expect(call).toHaveBeenCalledTimes(2));
    await open();
    prove();
    useStepUpAsk.getState().ask?.settle(true);
    expect(await Promise.all(answers)).toEqual(['done', 'done']);
  });

  it('lets every other refusal through, and every answer', async () => {
    await expect(withStepUp(() => Promise.reject(new ORPCError('NOT_ALLOWED')))).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    await expect(withStepUp(async () => 'done')).resolves.toBe('done');
    expect(useStepUpAsk.getState().ask).toBeNull();
  });
});
