import type { Command } from 'commander';
import { z } from 'zod';
import { usualDataFolder } from '../compose/data-folder.ts';
import { type CliOutput, type CliStreams, createCliOutput } from './cli-output.ts';
import type { ExitStatus } from './exit-status.ts';

/** One call of one command. */
export interface CommandCall {
  /** Positional arguments; a variadic one is spread. */
  readonly words: readonly string[];
  /** What commander read; each command parses it with its own schema. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly output: CliOutput;
  readonly dataFolder: string;
  /** Instead of the address in `station.json`. */
  readonly cloudUrl: string | undefined;
}

export type CommandHandler = (call: CommandCall) => Promise<ExitStatus>;

/** What every command understands. */
const common = z.object({ json: z.boolean().optional(), data: z.string().optional(), cloud: z.string().optional() });

/** Gives commands their action and keeps what the one that ran ended with. */
export interface Actions {
  /** Lets `handler` do the work of `command`. */
  act(command: Command, handler: CommandHandler): void;
}

export function createActions(streams: CliStreams, onEnd: (status: ExitStatus) => void): Actions {
  return {
    act(command, handler) {
      command.action(async () => {
        const options = command.optsWithGlobals();
        const { json = false, data, cloud } = common.parse(options);
        onEnd(
          await handler({
            words: command.processedArgs.flat().filter((word) => typeof word === 'string'),
            options,
            output: createCliOutput(streams, json),
            dataFolder: data ?? usualDataFolder(),
            cloudUrl: cloud,
          }),
        );
      });
    },
  };
}
