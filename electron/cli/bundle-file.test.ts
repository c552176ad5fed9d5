import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeAuditBundle } from '#core/domain/audit/audit-bundle.ts';
import type { StoredAuditEntry } from '#core/domain/audit/audit-entry.ts';
import { readBundleFile } from './bundle-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'fitbay-bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hex = (digit: string): string => digit.repeat(64);
const seal = {
  station: { id: 'station-1', generation: 1, name: 'Bench "1", [Hall] {West}\\' },
  publicKey: 'a2V5',
  checkpoint: { stationId: 'station-1', generation: 1, size: 1_001, head: hex('a'), signature: 'c2ln' } as never,
};
/** With everything in its text that a reader of brackets could stumble over. */
const entryOf = (seq: number): StoredAuditEntry => ({
  seq,
  canonical: JSON.stringify({ note: '"],}{[ \\" ü 漢 \u{1F69A} "entries":[' }),
  head: hex('b'),
  personal: {},
});
const entries = Array.from({ length: 1_001 }, (_, index) => entryOf(index + 1));

function fileWith(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** What came of it, with what was read of the entries before it ended. */
function readAll(path: string) {
  const file = readBundleFile(path);
  return file.kind === 'bundle' ? { kind: file.kind, read: [...file.entries], flaw: file.flaw() } : file;
}

async function exported(): Promise<string> {
  const reader = {
    export: async () => seal,
    stored: async ({ fromSeq, limit }: { fromSeq: number; limit: number }) =>
      entries.slice(fromSeq - 1, fromSeq - 1 + limit),
  };
  let text = '';
  for await (const part of writeAuditBundle(reader, seal)) {
    text += part;
  }
  return text;
}

describe('REP-1 the file of an exported trail', () => {
  it('is read as it was written, also with its parts in another order and laid out for people', async () => {
    const text = await exported();
    const bundle = JSON.parse(text);
    expect(bundle).toEqual({ kind: 'fitbay-audit', version: 2, ...seal, entries });
    const turned = Object.fromEntries(Object.entries(bundle).toReversed());
    const forms = [
      text,
      JSON.stringify(bundle, null, 2),
      JSON.stringify(turned),
      `\uFEFF${JSON.stringify(turned, null, 1)}`,
    ];
    for (const [index, form] of forms.entries()) {
      const file = readBundleFile(fileWith(`whole-${index}.json`, form));
      expect(file.kind === 'bundle' && { seal: file.seal.station, read: [...file.entries], flaw: file.flaw() }).toEqual(
        {
          seal: seal.station,
          read: entries,
          flaw: null,
        },
      );
    }
  });

  it('may be empty of entries, and is walked through as often as somebody likes', () => {
    const none = fileWith('none.json', JSON.stringify({ kind: 'fitbay-audit', version: 1, ...seal, entries: [] }));
    expect(readAll(none)).toEqual({ kind: 'bundle', read: [], flaw: null });
    const file = readBundleFile(
      fileWith('two.json', JSON.stringify({ kind: 'fitbay-audit', version: 2, ...seal, entries: entries.slice(0, 2) })),
    );
    expect(file.kind === 'bundle' && [[...file.entries].length, [...file.entries].length]).toEqual([2, 2]);
  });

  it('is cut off wherever it ends too early', async () => {
    const text = await exported();
    for (let length = 1; length < text.length; length += 9_973) {
      expect(readAll(fileWith('cut.json', text.slice(0, length)))).toMatchObject({
        kind: 'no-bundle',
        detail: expect.stringContaining('cut off'),
      });
    }
  });

  it.each([
    ['nothing', '', 'it is empty'],
    ['blanks', ' \n', 'it is empty'],
    ['words', 'hello', 'it is no JSON'],
    ['a list', '[]', 'expected object'],
    ['null', 'null', 'expected object'],
    ['brackets without end', '['.repeat(200_000), 'it is no JSON'],
    ['something else', '{"kind":"else"}', 'kind'],
    ['a later version', '{"kind":"fitbay-audit","version":3,"entries":[]}', 'newer Fitbay'],
    ['a list that ends as an object', '{"entries":[}}', 'JSON no more'],
  ])('is none with %s', (_name, text, detail) => {
    expect(readAll(fileWith('none.json', text))).toEqual({
      kind: 'no-bundle',
      detail: expect.stringContaining(detail),
    });
  });

  it('is none where the entries hide behind another spelling of their name', () => {
    const text = JSON.stringify({ kind: 'fitbay-audit', version: 2, ...seal, entries: entries.slice(0, 1) });
    const hidden = text.replace('"entries":[{', '"entr\\u0069es":[{');
    expect(readAll(fileWith('hidden.json', hidden))).toMatchObject({ kind: 'no-bundle' });
  });

  it.each([
    ['no JSON', ',{]'],
    ['something else', ',{"seq":2}'],
    ['nothing', ','],
  ])('ends before an entry that is %s', (_name, second) => {
    const text = JSON.stringify({ kind: 'fitbay-audit', version: 2, ...seal, entries: entries.slice(0, 1) });
    const read = readAll(fileWith('flawed.json', text.replace(/\]\}$/, `${second}]}`)));
    expect(read.kind === 'bundle' ? [read.read.length, read.flaw] : read.detail).toEqual(
      read.kind === 'bundle' ? [1, expect.stringContaining('entry 2')] : expect.stringContaining('JSON no more'),
    );
  });

  it('is named where it is not there or is a folder', () => {
    expect(readBundleFile(join(folder, 'no-such-file'))).toMatchObject({ kind: 'unreadable' });
    expect(readBundleFile(folder)).toMatchObject({ kind: 'unreadable' });
  });

  it('is read in parts, with entries that go over the end of one', () => {
    const head = JSON.stringify({ kind: 'fitbay-audit', version: 2, ...seal }).slice(0, -1);
    const long = Array.from({ length: 7 }, (_, index) => ({ ...entryOf(index + 1), canonical: '"漢'.repeat(150_001) }));
    const text = `${head},"entries":${JSON.stringify(long)}}`;
    expect(readAll(fileWith('long.json', text))).toEqual({ kind: 'bundle', read: long, flaw: null });
  });
});
