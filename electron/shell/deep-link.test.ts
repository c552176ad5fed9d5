import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepLinkRoute, findDeepLink, parseDeepLink } from './deep-link.ts';

describe('ORG-4 links that open the station', () => {
  it('name a customer or a job', () => {
    expect(parseDeepLink('fitbay://workshop/T1E2S')).toEqual({ kind: 'workshop', id: 'T1E2S' });
    expect(parseDeepLink('FITBAY://job/0199-ab_c/')).toEqual({ kind: 'job', jobId: '0199-ab_c' });
  });

  it.each([
    ['https://workshop/T1E2S', 'other-scheme'],
    ['not a link', 'other-scheme'],
    ['fitbay://delete/T1E2S', 'unknown-target'],
    ['fitbay:workshop/T1E2S', 'unknown-target'],
    ['fitbay://workshop/', 'bad-id'],
    ['fitbay://workshop/a/b', 'bad-id'],
    ['fitbay://workshop/%2e%2e', 'bad-id'],
    ['fitbay://workshop/--data', 'bad-id'],
    [`fitbay://job/${'1'.repeat(300)}`, 'too-long'],
  ])('%s is not one: %s', (text, reason) => {
    expect(parseDeepLink(text)).toEqual({ kind: 'not-a-deep-link', reason });
  });

  it('are found among the arguments of a second start', () => {
    expect(findDeepLink(['--kiosk', 'fitbay://job/7', 'fitbay://job/8'])).toEqual({ kind: 'job', jobId: '7' });
    expect(findDeepLink(['--kiosk'])).toBeUndefined();
  });

  it('lead to a route that carries nothing but a plain id, whatever they contain', () => {
    fc.assert(
      fc.property(fc.constantFrom('fitbay://workshop/', 'fitbay://job/', 'fitbay://'), fc.string(), (head, tail) => {
        const link = parseDeepLink(`${head}${tail}`);
        if (link.kind !== 'not-a-deep-link') {
          expect(deepLinkRoute(link)).toMatch(/^#\/(workshop|link\/job)\/[\w-]+$/);
        }
      }),
      { numRuns: 5_000 },
    );
  });
});
