import type { Command } from 'commander';
import type { Actions } from '../command-call.ts';

/** `fitbay doctor`: what is missing or wrong on this machine, each with what to do (STA-5). */
export function addDoctorCommand(program: Command, { act }: Actions): void {
  act(program.command('doctor').description('Say what is missing or wrong here, and what to do'), async (call) => {
    const { examine } = await import('../examine.ts');
    return examine(call);
  });
}
