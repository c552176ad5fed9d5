import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** What a receiver keeps of a batch, so that it is told apart from a repetition after a restart as well. */
export interface KeptBatch {
  readonly subscription: string;
  readonly webhookId: string;
  /** Keys of its events (decisions.md B7). */
  readonly events: readonly string[];
}

export interface ReceiverMemory {
  read(): readonly KeptBatch[];
  keep(batch: KeptBatch): void;
}

const keptBatch = z.object({ subscription: z.string(), webhookId: z.string(), events: z.array(z.string()) });

/** Remembers until the receiver ends. */
export const noMemory: ReceiverMemory = { read: () => [], keep: () => {} };

/** Remembers in a file, one JSON document a line. Throws where the file holds anything else: it is not ours then. */
export function openReceiverMemory(file: string): ReceiverMemory {
  return {
    read: () =>
      existsSync(file)
        ? readFileSync(file, 'utf8')
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => keptBatch.parse(JSON.parse(line)))
        : [],
    keep: (batch) => appendFileSync(file, `${JSON.stringify(batch)}\n`),
  };
}
