import type { PartnerList } from '../../contract/station/partners.ts';
import { type PartnerView, partnerView } from '../../domain/organizations/partner-exchange.ts';
import type { StationContext } from '../station-context.ts';
import { createLastSeen, troubleOf } from './last-seen.ts';

/** The fleet's own service partners, which only the centre has: as it has them now, or as they were seen last. */
export interface PartnerBook {
  /** Asks the centre, and falls back on what was seen last. */
  ask(): Promise<PartnerList>;
  /** What was seen last; nothing where they were never seen. */
  seen(): readonly PartnerView[];
}

interface PartnerSources extends Pick<StationContext, 'store'> {
  readonly cloudPartners: Pick<StationContext['cloudPartners'], 'partners'>;
}

export function createPartnerBook({ store, cloudPartners }: PartnerSources): PartnerBook {
  const lastSeen = createLastSeen(store, { setting: 'partners.last-seen', row: partnerView });
  return {
    async ask() {
      const answer = await cloudPartners.partners();
      if (answer.kind === 'partners') {
        lastSeen.keep(answer.partners, answer.asOf);
        return { kind: 'live', rows: [...answer.partners], asOf: answer.asOf };
      }
      const known = lastSeen.read();
      return { kind: 'last-known', rows: known?.rows ?? [], asOf: known?.asOf ?? null, why: troubleOf(answer) };
    },
    seen: () => lastSeen.read()?.rows ?? [],
  };
}
