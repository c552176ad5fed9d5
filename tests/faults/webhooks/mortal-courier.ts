import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SeededRandom } from '#sim/random/seeded-random.ts';
import type { Sabotage } from '../clouds/sabotage.ts';
import { killProgram, type StartedProgram, startProgram } from '../clouds/start-clouds.ts';
import { type CourierOrder, courierAnswer } from './courier-order.ts';

/** A courier that is killed in the middle of some orders and then comes back as a new process. */
export interface MortalCourier {
  /** Resolves when the order is carried out, or the courier died over it. */
  carryOut(order: Omit<CourierOrder, 'number'>): Promise<void>;
  readonly kills: () => number;
  close(): Promise<void>;
}

const latestKillMs = 250;

export interface CourierLife {
  readonly random: SeededRandom;
  readonly sabotage: Sabotage | null;
  /** One order in this many ends in a kill. */
  readonly ordersPerKill: number;
}

export async function createMortalCourier(
  databaseUrl: string,
  { random, sabotage, ordersPerKill }: CourierLife,
): Promise<MortalCourier> {
  const program = join(import.meta.dirname, 'courier-program.ts');
  const begin = (): Promise<StartedProgram> =>
    startProgram(program, [databaseUrl, String(random.between(1, 1_000_000)), sabotage ?? '']);
  let current = await begin();
  let number = 0;
  let kills = 0;
  return {
    async carryOut(order) {
      number += 1;
      const done = answered(current, number);
      current.process.send({ number, ...order });
      if (random.between(1, ordersPerKill) > 1) {
        await done;
        return;
      }
      await Promise.race([done, sleep(random.between(1, latestKillMs))]);
      await killProgram(current.process);
      kills += 1;
      current = await begin();
    },
    kills: () => kills,
    close: () => killProgram(current.process),
  };
}

function answered({ process: courier }: StartedProgram, number: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const hear = (message: unknown): void => {
    if (courierAnswer.parse(message).order === number) {
      resolve();
    }
  };
  // Whoever kills it waits no longer for its answer.
  const mourn = (_exitCode: number | null, signal: string | null): void =>
    signal === 'SIGKILL' ? resolve() : reject(new Error('the courier ended by itself'));
  courier.on('message', hear);
  courier.once('exit', mourn);
  return promise.finally(() => {
    courier.off('message', hear);
    courier.off('exit', mourn);
  });
}
