import type { CaptureDocument } from '../capture/capture-document.ts';
import { hideSecretsWithin } from './hide-secrets.ts';
import { longestWords, type SupportPart, type SupportRequest, supportPart } from './support-request.ts';

/** What a person decided about a draft. */
export interface SupportReview {
  readonly words: string;
  readonly leaveOut: readonly SupportPart[];
}

/** The request as it is kept and sent: with the person's words, without what they left out. Nothing is in it that they did not see. */
export function reviewed(
  draft: SupportRequest,
  { words, leaveOut }: SupportReview,
  secrets: readonly string[],
): SupportRequest {
  const left = Object.fromEntries(leaveOut.map((part) => [part, null]));
  return { ...draft, words: hideSecretsWithin(words.trim().slice(0, longestWords), secrets), ...left };
}

/** Whether it says anything: words of the person, or one part at least. */
export function saysNothing(request: SupportRequest): boolean {
  return request.words === '' && supportPart.options.every((part) => request[part] === null);
}

/** Bytes that the lines of a capture may take in a request; the whole of it can be saved as a file of its own. */
const captureBytes = 400_000;

/** The newest lines that fit into a request. */
export function fitCapture(capture: CaptureDocument): CaptureDocument {
  let bytes = 0;
  let from = capture.lines.length;
  while (from > 0) {
    const line = capture.lines[from - 1];
    bytes += JSON.stringify(line).length + 1;
    if (bytes > captureBytes) {
      break;
    }
    from -= 1;
  }
  return from === 0 ? capture : { ...capture, lines: capture.lines.slice(from), dropped: capture.dropped + from };
}

/** The request as one readable file, for support without a network (STA-5). */
export function supportFile(request: SupportRequest): { readonly name: string; readonly text: string } {
  const moment = request.createdAt.slice(0, 19).replaceAll(':', '').replace('T', '-');
  return {
    name: `fitbay-support-${moment}-${request.id.slice(-6)}.json`,
    text: `${JSON.stringify({ kind: 'fitbay-support-request', ...request }, null, 1)}\n`,
  };
}
