import { z } from 'zod';
import type { StoreReader } from '../../ports/station-store.ts';

/**
 * When a procedure of `stepUpRules` asks for the PIN only for some inputs. `input` is as it passed the contract's schema; one that does not
 * fit the condition counts as asking. A procedure without a line here always asks.
 */
export type StepUpCondition = (input: unknown, store: StoreReader) => boolean;

export const stepUpConditions: Readonly<Record<string, StepUpCondition>> = {};

/** More at once than this need a second person (decisions.md d12, ASVS 2.3.5). */
export const bulkLimit = 20;

/** For procedures whose input carries all that they will touch in one list. */
export function listIsBulk(name: string): StepUpCondition {
  const shape = z.object({ [name]: z.array(z.unknown()) });
  return (input) => (shape.safeParse(input).data?.[name]?.length ?? Number.POSITIVE_INFINITY) > bulkLimit;
}
