import type { Command } from 'commander';
import { judgeIccid } from '#core/domain/identity/iccid.ts';
import { judgeImei } from '#core/domain/identity/imei.ts';
import type { Judgement } from '#core/domain/identity/judgement.ts';
import { judgeVin } from '#core/domain/identity/vin.ts';
import type { Actions } from '../command-call.ts';
import { exitStatus } from '../exit-status.ts';

const numbers: readonly { name: string; what: string; judge: (text: string) => Judgement<string> }[] = [
  { name: 'vin', what: 'vehicle identification numbers', judge: judgeVin },
  { name: 'imei', what: 'IMEIs', judge: judgeImei },
  { name: 'iccid', what: 'SIM card numbers', judge: judgeIccid },
];

/** `fitbay vin|imei|iccid check …`: numbers as the label parser judges them (SCAN-3, PAIR-6). */
export function addNumberCommands(program: Command, { act }: Actions): void {
  for (const { name, what, judge } of numbers) {
    const group = program.command(name).description(`Judge ${what}`);
    act(
      group.command('check').argument('<number...>').description(`Judge each of these ${what}`),
      async ({ words, output }) => {
        const judgements = words.map(judge);
        for (const judgement of judgements) {
          output.result(judgement, () => describe(judgement));
        }
        return judgements.some(({ kind }) => kind === 'bad') ? exitStatus.no : exitStatus.done;
      },
    );
  }
}

function describe({ value, kind, codes, expected }: Judgement<string>): string {
  const reasons = codes.length === 0 ? '' : ` (${codes.join(', ')})`;
  return `${value}: ${kind}${reasons}${expected === undefined ? '' : `, ${expected} would fit`}`;
}
