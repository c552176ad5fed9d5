import { describe, expect, it } from 'vitest';
import type { PortInfo, UnitPorts } from '#core/ports/byte-link.ts';
import { withNamedPorts } from './with-named-ports.ts';

const opened: string[] = [];
/** Ports that list these paths and, like the real ones, add what was named; opening tells which of the two was asked. */
function portsAt(who: string, paths: readonly string[]): UnitPorts {
  return {
    list: async (named = []) =>
      [...new Set([...paths, ...(who === 'real' ? named : [])])].map((path): PortInfo => ({ path })),
    open: async (path) => {
      opened.push(`${who} ${path}`);
      return paths.includes(path) ? { kind: 'busy', detail: who } : { kind: 'not-found', detail: who };
    },
  };
}

const ports = withNamedPorts(portsAt('demo', ['bay-1']), portsAt('real', ['/dev/ttyUSB0']));
const paths = async (named?: readonly string[]) => (await ports.list(named)).map(({ path }) => path);

describe('INST-1 a demo beside real cables', () => {
  it('lists its own cables and those that a person named, and no other', async () => {
    expect(await paths()).toEqual(['bay-1']);
    expect(await paths(['/dev/ttyUSB0', 'tcp://127.0.0.1:1', 'bay-1'])).toEqual([
      'bay-1',
      '/dev/ttyUSB0',
      'tcp://127.0.0.1:1',
    ]);
  });

  it('opens each where it is', async () => {
    expect(await ports.open('bay-1')).toEqual({ kind: 'busy', detail: 'demo' });
    expect(await ports.open('/dev/ttyUSB0')).toEqual({ kind: 'busy', detail: 'real' });
    expect(opened).toEqual(['demo bay-1', 'demo /dev/ttyUSB0', 'real /dev/ttyUSB0']);
  });
});
