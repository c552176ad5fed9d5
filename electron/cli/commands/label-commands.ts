import type { Command } from 'commander';
import { parseLabel } from '#core/domain/scanning/parse-label.ts';
import type { ParsedLabel } from '#core/domain/scanning/parsed-label.ts';
import type { Actions } from '../command-call.ts';
import { exitStatus } from '../exit-status.ts';
import { addDecodeCommand } from './decode-command.ts';

/** `fitbay label …`: what the scan parser makes of texts (SCAN-2, SCAN-3). */
export function addLabelCommands(program: Command, actions: Actions): void {
  const { act } = actions;
  const label = program.command('label').description('Read unit labels');
  act(
    label.command('parse').argument('<text...>', 'what a reader delivers').description('Say what each text means'),
    async ({ words, output }) => {
      const readings = words.map(parseLabel);
      for (const reading of readings) {
        output.result(reading, () => describe(reading));
      }
      return readings.some(({ kind }) => kind === 'unreadable') ? exitStatus.no : exitStatus.done;
    },
  );
  addDecodeCommand(label, actions);
}

function describe(reading: ParsedLabel): string {
  if (reading.kind === 'unreadable') {
    const why = [reading.code, reading.detail, reading.part].filter((part) => part !== undefined).join(', ');
    return `${reading.text}: unreadable (${why})`;
  }
  const fields = Object.entries(reading.fields).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const doubts = reading.warnings.length === 0 ? '' : ` (${reading.warnings.join(', ')})`;
  return `${reading.text}: ${fields.join(', ')}${doubts}`;
}
