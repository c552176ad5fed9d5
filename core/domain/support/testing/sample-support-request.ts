import { sampleCapture } from '../../capture/testing/sample-capture.ts';
import { type SupportRequest, supportRequest } from '../support-request.ts';

/** A request with every part in it. */
export function sampleSupportRequest(change: Partial<SupportRequest> = {}): SupportRequest {
  return supportRequest.parse({
    version: 1,
    id: '01990000-0000-7000-8000-000000000001',
    createdAt: '2026-11-20T08:05:00.000Z',
    by: { personId: 'person-kaya', name: 'M. Kaya', roles: ['technician'] },
    station: { id: 'bench-3', generation: 1, name: 'Bench 3', place: 'Hall North' },
    organization: { id: 'org-hansen', name: 'Hansen' },
    program: { version: '1.2', host: 'browser', locale: 'en' },
    words: 'It stays silent.',
    unit: {
      serial: '866344054201822',
      unitType: 'evopulse',
      typeLabel: 'Evo Pulse',
      model: 'FTSIM1',
      firmware: '03.27.07',
      customer: 'Nordfracht Logistik',
      sessionId: 'session-1',
    },
    message: { code: 'OWNER_OTHER', text: 'Not allowed here' },
    diagnostics: [{ name: 'disk', state: 'ok', detail: '900 MiB free', fix: null }],
    log: ['{"event":"sync.pushed"}'],
    capture: sampleCapture,
    ...change,
  });
}
