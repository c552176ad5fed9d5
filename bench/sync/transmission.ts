import type { CountingProxy } from './counting-proxy.ts';
import { processorSeconds } from './processor-time.ts';

/** What it took to bring everything over. */
export interface Transmission {
  readonly seconds: number;
  /** Of this process and of all servers that it started; null where nobody can tell. */
  readonly processorSeconds: number | null;
  readonly sentBytes: number;
  readonly answeredBytes: number;
}

export async function measure(proxy: CountingProxy, work: () => Promise<void>): Promise<Transmission> {
  const startedMs = performance.now();
  const usedBefore = processorSeconds();
  const before = { sent: proxy.sent(), answered: proxy.answered() };
  await work();
  const usedAfter = processorSeconds();
  return {
    seconds: (performance.now() - startedMs) / 1_000,
    processorSeconds: usedBefore === null || usedAfter === null ? null : usedAfter - usedBefore,
    sentBytes: proxy.sent() - before.sent,
    answeredBytes: proxy.answered() - before.answered,
  };
}
