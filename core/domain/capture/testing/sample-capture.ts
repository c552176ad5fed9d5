import type { CaptureDocument } from '../capture-document.ts';

/** A short capture with everything in it that a capture can hold. */
export const sampleCapture: CaptureDocument = {
  header: {
    unit: 'evopulse:866344054201822',
    unitTypeLabel: 'Evo Pulse',
    model: 'FTSIM1',
    firmware: '03.27.07',
    driver: 'teltonika',
    bay: 1,
    port: 'sim:1',
    sessionId: 'session-1',
    station: 'Bench 3',
    organization: 'Hansen',
    version: '1.2',
  },
  lines: [
    { at: '2026-11-20T08:00:00.120Z', direction: 'to-unit', text: 'setparam 2003:***' },
    { at: '2026-11-20T08:00:00.300Z', direction: 'from-unit', text: 'ERROR', use: 'late' },
    { at: '2026-11-20T08:00:00.310Z', direction: 'from-unit', text: 'New value 2003:***' },
    { at: '2026-11-20T08:00:01.000Z', direction: 'note', text: 'lost: the cable was pulled' },
  ],
  dropped: 2,
  takenAt: '2026-11-20T08:05:00.000Z',
};
