import type { ByteLink } from '#core/ports/byte-link.ts';

/**
 * The smallest thing that answers @Track commands in driver tests: what it says to each is written down by the test. It is not the simulator;
 * published exchanges are played from it letter for letter.
 */
export interface QueclinkScript {
  /** Every whole command that arrived. */
  readonly commands: string[];
}

/** `answer` gets the command without its sequence number and its `$`, and that number by itself; null is silence. */
export function playQueclink(
  link: ByteLink,
  answer: (command: string, sequence: string) => string | null,
): QueclinkScript {
  const script: QueclinkScript = { commands: [] };
  let pending = '';
  link.onBytes((bytes) => {
    pending += Buffer.from(bytes).toString('latin1');
    const pieces = pending.split('$');
    pending = pieces.pop() ?? '';
    for (const piece of pieces) {
      const command = piece.trimStart();
      if (!command.startsWith('AT+GT')) {
        continue;
      }
      script.commands.push(`${command}$`);
      const sequence = command.slice(-4);
      const said = answer(command.slice(0, -5), sequence);
      if (said !== null) {
        void link.write(Buffer.from(said, 'latin1'));
      }
    }
  });
  return script;
}
