import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { clearPage, renderOnPage } from '../../../testing/render-on-page.tsx';
import { aJob, aRun, aView } from '../worker/testing/job-at-work.ts';
import { JobHistory } from './job-history.tsx';
import { PrescribedCard } from './prescribed-card.tsx';

afterEach(clearPage);

const act = { at: '2026-11-23T09:00:00.000Z', by: 'M. Kaya' };
const departure = {
  field: 'profileId',
  prescribed: 'profile-1',
  instead: 'profile-2',
  reason: 'No camera there',
  ...act,
};

describe('ORG-5 what was departed from', () => {
  it('is said by the names of the profiles, in the job and in what happened', async () => {
    const job = aJob({ fields: { profileId: 'profile-1' }, run: aRun({ overrides: [departure] }) });
    const view = aView(job, {
      profileNames: { 'profile-1': 'Camera truck', 'profile-2': 'Plain truck' },
      history: [
        { ...act, what: 'overridden', detail: { field: 'profileId', prescribed: 'profile-1', instead: 'profile-2' } },
      ],
    });
    await renderOnPage(
      <>
        <PrescribedCard view={view} />
        <JobHistory view={view} />
      </>,
      { 'ownership.unitTypes': () => [] },
    );
    expect((await screen.findAllByText('Camera truck')).map(({ tagName }) => tagName)).toContain('DEL');
    expect(screen.getByText('Plain truck').tagName).toBe('INS');
    expect(screen.getByText('Departed from “Profile”: Plain truck')).toBeTruthy();
    expect(document.body.textContent).not.toContain('profile-');
  });
});
