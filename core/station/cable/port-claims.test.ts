import { describe, expect, it } from 'vitest';
import { createCancelSource } from '../sync/cancel-source.ts';
import { createPortClaims } from './port-claims.ts';

function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

describe('INST-6 one at a time on a port', () => {
  it('a second opener is told who has it, and the next one gets it', async () => {
    const claims = createPortClaims();
    const held = gate();
    const first = claims.take('COM7', { label: 'write' }, () => held.opened);
    expect(claims.holderOf('COM7')).toBe('write');
    expect(await claims.take('COM7', { label: 'measure' }, async () => 'in')).toEqual({
      kind: 'link-problem',
      reason: 'busy',
      detail: 'write',
    });
    expect(await claims.take('COM8', { label: 'measure' }, async () => 'in')).toBe('in');
    held.open();
    await first;
    expect(claims.holderOf('COM7')).toBeNull();
    expect(await claims.take('COM7', { label: 'measure' }, async () => 'in')).toBe('in');
  });

  it('what only asks gives way to work, and the work begins when it has ended', async () => {
    const claims = createPortClaims();
    const yields = createCancelSource();
    const order: string[] = [];
    const asking = claims.take('COM7', { label: 'ask', yields }, async () => {
      await new Promise<void>((resolve) => yields.signal.addEventListener('abort', resolve));
      order.push('asking ended');
    });
    const works = ['write', 'measure'].map((label) =>
      claims.take('COM7', { label }, async () => {
        order.push(label);
        return label;
      }),
    );
    await asking;
    expect(await works[0]).toBe('write');
    expect(order.slice(0, 2)).toEqual(['asking ended', 'write']);
  });

  it('what only asks never disturbs', async () => {
    const claims = createPortClaims();
    const held = gate();
    const first = claims.take('COM7', { label: 'write' }, () => held.opened);
    expect(await claims.take('COM7', { label: 'ask', yields: createCancelSource() }, async () => 'in')).toMatchObject({
      reason: 'busy',
    });
    held.open();
    await first;
  });

  it('a bug gives the port back and is not hidden', async () => {
    const claims = createPortClaims();
    const broken = claims.take('COM7', { label: 'write' }, async () => {
      throw new Error('a bug');
    });
    await expect(broken).rejects.toThrow('a bug');
    expect(claims.holderOf('COM7')).toBeNull();
  });
});
