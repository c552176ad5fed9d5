import { oc } from '@orpc/contract';
import { z } from 'zod';
import { teltonikaSettings } from '../../domain/cable/teltonika-settings.ts';

/** How this station speaks to Teltonika units (INST-2). */
export const teltonikaContract = {
  settings: oc.output(teltonikaSettings),
  /** What is left out stays as it is. Refused while a bay works: what a unit is asked in must not change under an act. */
  change: oc
    .input(teltonikaSettings.partial())
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('changed'), settings: teltonikaSettings }),
        z.strictObject({ kind: z.literal('at-work'), bay: z.number().int().positive() }),
      ]),
    ),
};
