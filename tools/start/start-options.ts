import { parseArgs } from 'node:util';

/** What `npm start -- …` was asked for. */
export interface StartOptions {
  readonly resetDemo: boolean;
  /** For the page; 0 takes a free one. */
  readonly port: number;
  readonly showWindow: boolean;
  /** Where the demo lives; null for `.fitbay` of the checkout. */
  readonly folder: string | null;
}

export type StartWish =
  | { readonly kind: 'start'; readonly options: StartOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly sentence: string };

export const startUsage = `npm start -- [--reset-demo] [--port N] [--no-open] [--folder DIR]

  --reset-demo  forget everything the demo did and start over
  --port N      the page's port, where it runs in a browser (default: any free one)
  --no-open     only print the address
  --folder DIR  where the demo's data lies (default: .fitbay)`;

export function readStartOptions(commandLine: readonly string[]): StartWish {
  try {
    const { values } = parseArgs({
      args: [...commandLine],
      options: {
        'reset-demo': { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
        'no-open': { type: 'boolean', default: false },
        folder: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      return { kind: 'help' };
    }
    const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
    if (Number.isNaN(port) || port > 65_535) {
      return { kind: 'wrong', sentence: `${values.port} is no port: give a number from 1 to 65535.` };
    }
    const { 'reset-demo': resetDemo, 'no-open': noOpen, folder = null } = values;
    return { kind: 'start', options: { resetDemo, port, showWindow: !noOpen, folder } };
  } catch (error: unknown) {
    // parseArgs explains itself in its first sentence.
    return {
      kind: 'wrong',
      sentence: error instanceof Error ? (error.message.split(/[.]\s/)[0] ?? '') : String(error),
    };
  }
}
