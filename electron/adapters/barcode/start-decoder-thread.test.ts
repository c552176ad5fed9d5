import { afterEach, describe, expect, it } from 'vitest';
import { type DecoderThread, type DecoderThreadDeps, startDecoderThread } from './start-decoder-thread.ts';
import { drawCode } from './testing/draw-code.ts';

const text = 'EVP-359315075384726';
const threads: DecoderThread[] = [];

async function started(deps?: DecoderThreadDeps): Promise<DecoderThread> {
  const thread = await startDecoderThread(deps);
  threads.push(thread);
  return thread;
}
afterEach(async () => {
  for (const thread of threads.splice(0)) {
    await thread.close();
  }
});

/** A thread that does as told with every file. */
function program(act: string): URL {
  const source = `import { parentPort as port } from "node:worker_threads"; port.on("message", () => { ${act} }); port.postMessage("ready");`;
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}

describe('SCAN-1 image files read in a thread', () => {
  it('are read one after the other, and the program goes on meanwhile', async () => {
    const thread = await started();
    const files = await Promise.all(['qrcode', 'datamatrix', 'code128'].map((bcid) => drawCode({ bcid, text })));
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const decoded = await Promise.all(files.map((file) => thread.decodeFile(file)));
    clearInterval(timer);
    expect(decoded.map((one) => (one.kind === 'decoded' ? [one.symbology, one.text] : one))).toEqual([
      ['QRCode', text],
      ['DataMatrix', text],
      ['Code128', text],
    ]);
    expect(turns).toBeGreaterThan(0);
  });

  it('SCAN-5 a file that takes for ever ends with its thread, and so does one that breaks it', async () => {
    for (const [act, reason] of [
      ['for (;;);', 'time-limit'],
      ['process.exit(1);', 'no-engine'],
      ['throw 1;', 'no-engine'],
    ] as const) {
      const thread = await started({ program: program(act), timeLimitMs: 300 });
      expect(await thread.decodeFile(new Uint8Array(3))).toEqual({ kind: 'nothing', reason });
      // A new thread answers the next one.
      expect(await thread.decodeFile(new Uint8Array(3))).toEqual({ kind: 'nothing', reason });
    }
  });
});
