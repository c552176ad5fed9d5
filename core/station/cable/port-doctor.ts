import type { PortAnswer } from '../../contract/station/cable.ts';
import type { PortCheck } from '../../contract/station/ports.ts';
import { diagnosePort, type PortAttempt } from '../../domain/cable/diagnose-port.ts';
import type { StationContext } from '../station-context.ts';
import type { SeenPort } from './port-watch.ts';

/**
 * Looks at one port from all sides (INST-1). A bay with nothing to do is asked anew; a port that is at work, a reader's or ignored is left
 * alone and judged by what the system tells.
 */
export async function checkPort(context: StationContext, seen: SeenPort): Promise<PortCheck> {
  const { bays, clock, portInspector } = context;
  const at = clock.now();
  const { path, usb } = seen.info;
  const { bay, baudRate } = seen.known;
  const activity = bays.holderOf(path);
  const isFree = bay !== null && seen.isPresent && (activity === null || activity === 'ask');
  const answer = isFree ? await bays.ask(bay) : null;
  const facts = await portInspector.inspect(path);
  return {
    kind: 'checked',
    port: path,
    at,
    findings: [
      ...diagnosePort({
        path,
        usb: usb ?? null,
        baudRate,
        use: purposeOf(seen),
        activity: isFree ? null : activity,
        facts: seen.isPresent ? facts : { ...facts, presence: 'absent' },
        attempt: attemptOf(answer),
      }),
    ],
    log: bay === null ? [] : bays.capture(bay).flatMap(({ line }) => (line.at >= at ? [line] : [])),
  };
}

export function purposeOf({ isReader, known }: SeenPort): 'bay' | 'reader' | 'ignored' {
  if (isReader) {
    return 'reader';
  }
  return known.bay === null ? 'ignored' : 'bay';
}

function attemptOf(answer: PortAnswer | null): PortAttempt {
  switch (answer?.kind) {
    case 'unit':
      return { kind: 'unit', model: answer.model, imei: answer.imei };
    case 'trouble':
      return { kind: 'trouble', reason: answer.reason, detail: answer.detail };
    default:
      return { kind: 'none' };
  }
}
