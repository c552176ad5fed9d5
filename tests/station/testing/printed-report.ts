import { Buffer } from 'node:buffer';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import { readPrinted } from '#electron/adapters/pdf/read-printed.ts';
import type { BenchWorld } from './bench-world.ts';

/** All words of the printed report of a sheet, in English, blanks and line ends as one blank. */
export async function printedReport(bench: BenchWorld, sessionId: SessionId): Promise<string> {
  const report = await bench.client.bench.report({ sessionId, locale: 'en' });
  if (report.kind !== 'report') {
    throw new Error(`the report was not printed: ${JSON.stringify(report)}`);
  }
  const printed = await readPrinted(new Uint8Array(Buffer.from(report.pdfBase64, 'base64')));
  try {
    return printed.pages
      .map(({ text }) => text)
      .join(' ')
      .replace(/\s+/g, ' ');
  } finally {
    await printed.close();
  }
}
