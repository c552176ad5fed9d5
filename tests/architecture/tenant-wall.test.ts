import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type SystemWork, systemWork } from '#cloud/database/wall/acting.ts';

const projectRoot = join(import.meta.dirname, '..', '..');

/** The cloud's program, by file; its tests and what helps them may do as they like. */
const sources: ReadonlyMap<string, string> = new Map(
  readdirSync(join(projectRoot, 'cloud'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('testing'))
    .filter((file) => !file.startsWith(join('database', 'wall')))
    .map((file) => [`cloud/${file.replaceAll('\\', '/')}`, readFileSync(join(projectRoot, 'cloud', file), 'utf8')]),
);

function filesWith(pattern: RegExp): readonly string[] {
  return [...sources].filter(([, text]) => pattern.test(text)).map(([file]) => file);
}

/** Who passes the wall between tenants, and for which work. Whoever comes to this list says here that no organization's name would do. */
const worksOf: Readonly<Record<string, readonly SystemWork[]>> = {
  'cloud/assets/asset-desk.ts': ['verdict'],
  'cloud/audit/organization-log.ts': ['trail'],
  'cloud/audit/seal-log.ts': ['seal'],
  'cloud/changes/forget-removals.ts': ['tidying'],
  'cloud/changes/publishing.ts': ['feed'],
  'cloud/changes/trust-standings.ts': ['trust-ends'],
  'cloud/demo/seed-demo.ts': ['administration'],
  'cloud/enrolment/approvers.ts': ['enrolment'],
  'cloud/enrolment/decide-enrolment.ts': ['enrolment'],
  'cloud/enrolment/oauth-keys.ts': ['server-keys'],
  'cloud/enrolment/oauth-store.ts': ['enrolment', 'tidying'],
  'cloud/enrolment/poll-pace.ts': ['enrolment'],
  'cloud/enrolment/station-authority.ts': ['enrolment'],
  'cloud/http/cloud-router.ts': ['invitation-link'],
  'cloud/http/invitation-page.ts': ['invitation-link'],
  'cloud/jobs/job-photos.ts': ['job-photo'],
  'cloud/jobs/set-visits.ts': ['own-word'],
  'cloud/mail/create-mailer.ts': ['mails'],
  'cloud/mail/mail-queue.ts': ['mail-queue'],
  'cloud/metrics/cloud-meter.ts': ['metrics'],
  'cloud/pairing/repeat-not-found.ts': ['hourly-tries'],
  'cloud/pairing/take-message.ts': ['unit-message'],
  'cloud/partners/partner-desk.ts': ['partnership'],
  'cloud/push/take-operations.ts': ['verdict'],
  'cloud/reservations/break-reservation.ts': ['verdict'],
  'cloud/reservations/take-reservations.ts': ['verdict'],
  'cloud/roster/roster-key.ts': ['server-keys'],
  'cloud/stations/find-station.ts': ['authentication'],
  'cloud/stations/register-station.ts': ['administration'],
  'cloud/webhooks/courier.ts': ['courier'],
  'cloud/webhooks/event-jobs.ts': ['courier'],
  'cloud/webhooks/webhook-key.ts': ['server-keys'],
};

describe('P32 work past the wall between tenants', () => {
  it('is done in these files, each for the work that it names', () => {
    const found = [...sources].flatMap(([file, text]) => {
      const works = [...text.matchAll(/(?:\.asSystem\(|actAsSystem\([^,]+,\s*)'([a-z-]+)'/g)].map(([, work]) => work);
      return works.length === 0 ? [] : [[file, [...new Set(works)].sort()] as const];
    });
    expect(Object.fromEntries(found)).toEqual(worksOf);
  });

  it('is never done without saying which work it is', () => {
    const calls = filesWith(/(?:\.asSystem|actAsSystem)\((?![^)]*'[a-z-]+')/);
    expect(calls.filter((file) => file !== 'cloud/database/open-database.ts')).toEqual([]);
  });

  it('has no kind that nobody does any more', () => {
    expect([...new Set(Object.values(worksOf).flat())].sort()).toEqual(Object.keys(systemWork).sort());
  });

  it('is not begun by hand: only the wall itself says for whom a transaction works', () => {
    const migrations = 'cloud/database/migrations/';
    const byHand = filesWith(/fitbay\.(?:tenant|system|now)|set (?:local )?role|row_security/i);
    expect(byHand.filter((file) => !file.startsWith(migrations))).toEqual(['cloud/database/migrate.ts']);
  });
});
