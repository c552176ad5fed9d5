import { act, renderHook } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { useOnceAnswered } from './use-once-answered.ts';

describe('JOB-4 a press while the rows are still read', () => {
  const shown = (isAsking: boolean) => {
    const goOn = vi.fn();
    const hook = renderHook((props: { isAsking: boolean }) => useOnceAnswered(props.isAsking, goOn), {
      initialProps: { isAsking },
    });
    return { goOn, hook };
  };

  it('counts at once where nothing is asked', () => {
    const { goOn, hook } = shown(false);
    act(() => hook.result.current.press());
    expect(goOn).toHaveBeenCalledTimes(1);
    expect(hook.result.current.isWaiting).toBe(false);
  });

  it('counts once, as soon as the answer is here', () => {
    const { goOn, hook } = shown(true);
    act(() => hook.result.current.press());
    act(() => hook.result.current.press());
    expect(goOn).not.toHaveBeenCalled();
    expect(hook.result.current.isWaiting).toBe(true);
    hook.rerender({ isAsking: false });
    expect(goOn).toHaveBeenCalledTimes(1);
    hook.rerender({ isAsking: true });
    hook.rerender({ isAsking: false });
    expect(goOn).toHaveBeenCalledTimes(1);
  });
});
