import { describe, expect, it } from 'vitest';
import german from '#resources/texts/de/job-code.json' with { type: 'json' };
import english from '#resources/texts/en/job-code.json' with { type: 'json' };
import { importCodes, jobCodes } from '../codes.ts';

describe('JOB-1 JOB-4 every refusal of a job and every fault of a row has its words', () => {
  it.each([
    ['en', english],
    ['de', german],
  ])('%s', (_language, words) => {
    const wanted = new Set([...jobCodes, ...importCodes].map((code) => `job-code.${code}`));
    expect(Object.keys(words).sort()).toEqual([...wanted].sort());
  });
});
