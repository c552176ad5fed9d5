import { z } from 'zod';

/** How this station speaks to Teltonika units; whatever their model, until somebody sets it otherwise. */
export const teltonikaSettings = z.strictObject({
  /**
   * `configurator`: reads, writes and unlocks by the dialogue of the maker's own tool. The maker does not support that, so it is off until a
   * person switches it on; it alone can say a unit's keyword.
   */
  dialogue: z.enum(['text', 'configurator']),
  /** `getver` ended by CR, the same ended by CR and LF, or `.getver`; `automatic` finds out which a unit answers to. */
  writing: z.enum(['automatic', 'plain', 'line-feed', 'dot']),
});
export type TeltonikaSettings = z.infer<typeof teltonikaSettings>;

export const usualTeltonikaSettings: TeltonikaSettings = { dialogue: 'text', writing: 'automatic' };

/** Takes up what was stored; a station that never set anything has the usual ones. */
export function readTeltonikaSettings(stored: string | null): TeltonikaSettings {
  return stored === null ? usualTeltonikaSettings : teltonikaSettings.parse(JSON.parse(stored));
}

/** The name under which a station's store keeps them. */
export const TELTONIKA_SETTING = 'teltonika';
