import { useState } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import type { FirmwareObstacleView, FirmwareView } from '#core/contract/station/firmware.ts';
import { permissionFor } from '#core/domain/bench/bench-permission.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { stepOf } from './panel-props.ts';
import type { SheetAct } from './use-sheet-act.ts';

export type FirmwareChoice = FirmwareView['choices'][number];

/** How the firmware of a sheet's unit stands, and the act of updating it. */
export interface FirmwareWork {
  /** Null until the station has answered, and for a sheet on which nothing can be said. */
  readonly view: FirmwareView | null;
  /** The one that was cut off; otherwise the newest that is newer than what the unit has and meets the minimum where there is one. */
  readonly best: FirmwareChoice | null;
  /** Whether an update may be begun on this sheet now. */
  readonly isPossible: boolean;
  /** Whether updating comes before anything else on the unit. */
  readonly isNext: boolean;
  /** Everything that stood against the last try. */
  readonly heldBack: readonly FirmwareObstacleView[];
  /** A person wants to configure the unit as it is. */
  putOff(): void;
  update(choice: FirmwareChoice): Promise<void>;
}

export function useFirmware(sheet: Sheet, act: SheetAct): FirmwareWork {
  const { session } = sheet;
  const [isPutOff, setPutOff] = useState(false);
  const [heldBack, setHeldBack] = useState<readonly FirmwareObstacleView[]>([]);
  const answer = useStationQuery(['sheets', 'firmware', session.id], (client) =>
    client.firmware.ofSheet({ sessionId: session.id }),
  );
  const view = answer.data?.kind === 'firmware' && answer.data.current !== null ? answer.data : null;
  const best = view === null ? null : (cutOffOf(view, session.firmware) ?? bestOf(view));
  const isPossible = view?.support === 'here' && mayBegin(sheet);
  const isWanted = view?.standing === 'too-old' || session.firmware?.kind === 'incomplete';
  return {
    view,
    best,
    isPossible,
    isNext: isPossible && isWanted && best !== null && !isPutOff,
    heldBack,
    putOff: () => setPutOff(true),
    async update({ sha256, direction }) {
      setHeldBack([]);
      const result = await act.run('firmware', (client) =>
        client.firmware.update({ sessionId: session.id, sha256, isForced: direction !== 'newer' }),
      );
      setHeldBack(result?.kind === 'held-back' ? result.obstacles : []);
    },
  };
}

/** The one that did not arrive is the one to send again, whatever version the unit has. */
function cutOffOf({ choices }: FirmwareView, firmware: Sheet['session']['firmware']): FirmwareChoice | null {
  const cutOff = firmware?.kind === 'incomplete' ? firmware.sha256 : null;
  return choices.find(({ sha256, integrity }) => sha256 === cutOff && integrity === 'intact') ?? null;
}

/** Choices come newest first; a damaged image is no choice. */
function bestOf({ choices, standing }: FirmwareView): FirmwareChoice | null {
  const usable = choices.filter(({ integrity, direction }) => integrity === 'intact' && direction === 'newer');
  return usable.find(({ meetsMinimum }) => meetsMinimum || standing !== 'too-old') ?? null;
}

function mayBegin(sheet: Sheet): boolean {
  const { session } = sheet;
  const { configuration, restore, state, firmware } = session;
  return (
    state === 'open' &&
    session.identity.kind === 'agrees' &&
    permissionFor(session, 'install').kind === 'granted' &&
    stepOf(sheet, 'configure').blockedBy === null &&
    configuration.kind !== 'writing' &&
    configuration.kind !== 'incomplete' &&
    restore.kind !== 'writing' &&
    firmware?.kind !== 'updating'
  );
}
