import { create } from 'zustand';

/**
 * What the page itself remembers while it is open: measured samples as they stream in, whether the station answers, the theme.
 * Rows of the domain are never kept here; they are queried and refreshed by the station's events.
 */
export interface LiveState {
  readonly connected: boolean;
  /** Samples of running measurements: `sessionId/checkId` → points, newest last. */
  readonly samples: Readonly<Record<string, readonly Sample[]>>;
  setConnected(connected: boolean): void;
  addSample(sessionId: string, checkId: string, sample: Sample): void;
  forgetSamples(sessionId: string): void;
}

export interface Sample {
  readonly elapsedMs: number;
  readonly value: number | null;
  readonly text: string | null;
}

const keptSamples = 240;

export const useLive = create<LiveState>()((set) => ({
  connected: false,
  samples: {},
  setConnected: (connected) => set({ connected }),
  addSample: (sessionId, checkId, sample) =>
    set(({ samples }) => {
      const key = sampleKey(sessionId, checkId);
      return { samples: { ...samples, [key]: [...(samples[key] ?? []), sample].slice(-keptSamples) } };
    }),
  forgetSamples: (sessionId) =>
    set(({ samples }) => ({
      samples: Object.fromEntries(Object.entries(samples).filter(([key]) => !key.startsWith(`${sessionId}/`))),
    })),
}));

export function sampleKey(sessionId: string, checkId: string): string {
  return `${sessionId}/${checkId}`;
}
