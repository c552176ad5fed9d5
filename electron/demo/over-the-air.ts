import type { CloudClient } from '#core/ports/cloud-client.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';

/**
 * The demo's platform as far as it reaches the units: when the centre takes a transfer, the unit's configuration is reset over the air
 * (OWN-9), as a real platform does, before the station hears of it. It uses neither the cable nor the station's network plug.
 */
export interface OverTheAir {
  /** The same centre, whose platform now reaches these units. */
  behind(cloud: CloudClient): CloudClient;
}

export interface OverTheAirOptions {
  /** By `type:serial`. */
  readonly units: ReadonlyMap<string, VirtualUnit>;
  /** Told of each unit that lost its configuration. */
  onReset?(unitId: string): void;
}

export function createOverTheAir({ units, onReset }: OverTheAirOptions): OverTheAir {
  return {
    behind: (cloud) => ({
      ...cloud,
      async push(request, cancel) {
        const outcome = await cloud.push(request, cancel);
        const results = outcome.kind === 'pushed' ? outcome.response.results : [];
        for (const { kind, id, unit } of request.operations) {
          const verdict = results.find((one) => one.operationId === id)?.verdict;
          // A repeated answer is one that the station has not heard: it cannot have put anything back yet.
          const isMade = verdict === 'applied' || verdict === 'duplicate';
          if (kind === 'unit.transfer' && isMade && units.get(unit)?.resetConfiguration() === 'reset') {
            onReset?.(unit);
          }
        }
        return outcome;
      },
    }),
  };
}
