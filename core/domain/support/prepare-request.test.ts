import { describe, expect, it } from 'vitest';
import { sampleCapture } from '../capture/testing/sample-capture.ts';
import { fitCapture, reviewed, saysNothing, supportFile } from './prepare-request.ts';
import { headingOf, supportPart, supportRequest } from './support-request.ts';
import { sampleSupportRequest } from './testing/sample-support-request.ts';

const draft = sampleSupportRequest({ words: '' });

describe('REP-4 what a person reviewed is what is sent', () => {
  it('has their words, without secrets, and not the parts that they left out', () => {
    const request = reviewed(draft, { words: '  It says letmein. ', leaveOut: ['log', 'capture'] }, ['letmein']);
    expect(request).toEqual({ ...draft, words: 'It says ***.', log: null, capture: null });
    expect(headingOf(request).parts).toEqual(['unit', 'message', 'diagnostics']);
    expect(supportRequest.parse(request)).toEqual(request);
  });

  it('is not sent when it says nothing', () => {
    const leaveOut = supportPart.options;
    expect(saysNothing(reviewed(draft, { words: ' ', leaveOut }, []))).toBe(true);
    expect(saysNothing(reviewed(draft, { words: 'Help', leaveOut }, []))).toBe(false);
    expect(saysNothing(reviewed(draft, { words: '', leaveOut: leaveOut.slice(1) }, []))).toBe(false);
  });

  it('carries the newest lines of a capture that fit, and says how many are missing', () => {
    const [line = { at: '', direction: 'note', text: '' } as const] = sampleCapture.lines;
    const lines = Array.from({ length: 10_000 }, (_, index) => ({ ...line, text: `line ${index}` }));
    const fitted = fitCapture({ ...sampleCapture, lines });
    expect(JSON.stringify(fitted).length).toBeLessThan(410_000);
    expect(fitted.lines.at(-1)?.text).toBe('line 9999');
    expect(fitted.dropped).toBe(sampleCapture.dropped + 10_000 - fitted.lines.length);
    expect(fitCapture(sampleCapture)).toBe(sampleCapture);
  });

  it('STA-5 is one file for whoever has no network', () => {
    const { name, text } = supportFile(sampleSupportRequest());
    expect(name).toBe('fitbay-support-2026-11-20-080500-000001.json');
    expect(JSON.parse(text)).toEqual({ kind: 'fitbay-support-request', ...sampleSupportRequest() });
  });
});
