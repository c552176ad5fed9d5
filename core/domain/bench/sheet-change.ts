import type { BenchSession } from './bench-session.ts';

/** The parts of a sheet that an event sets anew. */
export interface Change {
  readonly kind: 'changed';
  readonly parts: Partial<BenchSession>;
}

export function changed(parts: Partial<BenchSession>): Change {
  return { kind: 'changed', parts };
}
