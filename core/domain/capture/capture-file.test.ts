import { describe, expect, it } from 'vitest';
import type { CaptureDocument } from './capture-document.ts';
import { captureFileName, captureJson, captureText } from './capture-file.ts';
import { linesWith, troubleLines } from './find-in-capture.ts';
import { sampleCapture } from './testing/sample-capture.ts';

describe('INST-7 a capture as a file', () => {
  it('says in its text form what it is, where it comes from, and every line with time, direction, words and bytes', () => {
    const text = captureText(sampleCapture);
    expect(text).toContain('# fitbay-capture 1\n# unit: evopulse:866344054201822 Evo Pulse\n');
    for (const part of ['FTSIM1', '03.27.07', 'teltonika', 'bay: 1', 'port: sim:1', 'Bench 3, Hansen', 'fitbay: 1.2']) {
      expect(text).toContain(part);
    }
    const [sent = '', answered = ''] = text.split('\n').filter((line) => line.startsWith('2026'));
    expect(sent.split('\t')).toEqual([
      '2026-11-20T08:00:00.120Z',
      '-> to unit',
      '',
      'setparam 2003:***',
      '73 65 74 70 61 72 61 6d 20 32 30 30 33 3a **',
    ]);
    expect(answered).toContain('<- from unit\tlate\tERROR\t45 52 52 4f 52');
  });

  it('says the same in its JSON form', () => {
    const file: unknown = JSON.parse(captureJson(sampleCapture));
    expect(file).toMatchObject({
      kind: 'fitbay-capture',
      version: 1,
      header: sampleCapture.header,
      dropped: 2,
      lines: sampleCapture.lines,
    });
    expect(file).toHaveProperty('lines.1.hex', '45 52 52 4f 52');
  });

  it.each<[string | null, string, string]>([
    ['evopulse:866344054201822', 'sim:1', 'capture-866344054201822-2026-11-20.txt'],
    [null, '/dev/ttyUSB0', 'capture-ttyUSB0-2026-11-20.txt'],
    [null, 'COM7', 'capture-COM7-2026-11-20.txt'],
  ])('%s on %s is called %s', (unit, port, name) => {
    const document: CaptureDocument = { ...sampleCapture, header: { ...sampleCapture.header, unit, port } };
    expect(captureFileName(document, 'txt')).toBe(name);
  });
});

describe('INST-7 finding in a capture', () => {
  it('finds by words, whatever their case, and by bytes', () => {
    expect(linesWith(sampleCapture.lines, 'SETPARAM')).toEqual([0]);
    expect(linesWith(sampleCapture.lines, '52 52 4f')).toEqual([1]);
    expect(linesWith(sampleCapture.lines, '2 52')).toEqual([]);
    expect(linesWith(sampleCapture.lines, '  ')).toEqual([]);
  });

  it('knows the lines at which something went wrong', () => {
    expect(troubleLines(sampleCapture.lines)).toEqual([1, 3]);
  });
});
