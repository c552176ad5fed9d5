import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Decoded } from '#core/domain/scanning/image-code.ts';
import type { ImageFileDecoder } from '../../adapters/barcode/create-image-file-decoder.ts';
import type { CliOutput } from '../cli-output.ts';
import type { Actions } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';

/** `fitbay label decode`: codes in pictures of labels (SCAN-1). One line a file, as each is read. */
export function addDecodeCommand(label: Command, { act }: Actions): void {
  const decode = label
    .command('decode')
    .argument('<file...>', 'PNG or JPEG')
    .description('Read QR, Data Matrix, Code 128 and Code 39 in pictures');
  act(decode, async ({ words, output }) => {
    const { startDecoderThread } = await import('../../adapters/barcode/start-decoder-thread.ts');
    const decoder = await startDecoderThread();
    try {
      return await decodeAll(words, { decoder, output });
    } finally {
      await decoder.close();
    }
  });
}

interface DecodingParts {
  readonly decoder: ImageFileDecoder;
  readonly output: CliOutput;
}

async function decodeAll(files: readonly string[], { decoder, output }: DecodingParts): Promise<ExitStatus> {
  let isAllRead = true;
  for (const file of files) {
    const picture = readPicture(file);
    if (picture.kind === 'unreadable') {
      output.note(picture.detail);
      return exitStatus.wrongUsage;
    }
    const startedAtMs = performance.now();
    const decoded = await decoder.decodeFile(picture.bytes);
    const ms = Math.round(performance.now() - startedAtMs);
    isAllRead &&= decoded.kind === 'decoded';
    output.result({ file, ...decoded, ms }, () => `${file}: ${describe(decoded)} (${ms} ms)`);
  }
  return isAllRead ? exitStatus.done : exitStatus.no;
}

type Picture =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'unreadable'; readonly detail: string };

function readPicture(file: string): Picture {
  try {
    return { kind: 'bytes', bytes: new Uint8Array(readFileSync(file)) };
  } catch (error: unknown) {
    return { kind: 'unreadable', detail: error instanceof Error ? error.message : String(error) };
  }
}

function describe(decoded: Decoded): string {
  return decoded.kind === 'decoded'
    ? `${decoded.symbology} ${JSON.stringify(decoded.text)}`
    : `nothing, ${decoded.reason}`;
}
