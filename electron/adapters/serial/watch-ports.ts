import type { PortInfo, UnitPorts } from '#core/ports/byte-link.ts';
import type { Clock } from '#core/ports/clock.ts';

/** What changed since the last report. `present` is everything that is there now, in the order of the list. */
export interface PortChange {
  readonly appeared: readonly PortInfo[];
  readonly gone: readonly PortInfo[];
  readonly present: readonly PortInfo[];
}

export interface PortWatchDeps {
  readonly ports: Pick<UnitPorts, 'list'>;
  readonly clock: Clock;
  readonly onChange: (change: PortChange) => void;
  /** Pause between two looks; there is no hot-plug event to wait for (link.md §6.1). */
  readonly intervalMs?: number;
}

/**
 * Looks at the port list again and again (INST-1). What was there at the first look is reported at once; later a port must
 * be there, or missing, in two looks in a row, because lists flicker while a device settles. Looks never overlap. Another
 * device on the same path counts as one gone and one appeared.
 */
export function watchPorts(deps: PortWatchDeps): { readonly dispose: () => void } {
  const life = new AbortController();
  void look(deps, life.signal);
  return { dispose: () => life.abort() };
}

const DEFAULT_INTERVAL_MS = 1200;

async function look(deps: PortWatchDeps, ended: AbortSignal): Promise<void> {
  let reported = byIdentity(await deps.ports.list());
  if (ended.aborted) {
    return;
  }
  deps.onChange({ appeared: [...reported.values()], gone: [], present: [...reported.values()] });
  let before = reported;
  while (!ended.aborted) {
    await deps.clock.sleep(deps.intervalMs ?? DEFAULT_INTERVAL_MS, ended);
    if (ended.aborted) {
      return;
    }
    const now = byIdentity(await deps.ports.list());
    const settled = settle(reported, before, now);
    before = now;
    const appeared = [...settled].filter(([id]) => !reported.has(id)).map(([, port]) => port);
    const gone = [...reported].filter(([id]) => !settled.has(id)).map(([, port]) => port);
    reported = settled;
    if (!ended.aborted && appeared.length + gone.length > 0) {
      deps.onChange({ appeared, gone, present: [...settled.values()] });
    }
  }
}

type Ports = ReadonlyMap<string, PortInfo>;

/** A port is there if both last looks agree that it is, or if they disagree and it was there before. */
function settle(reported: Ports, before: Ports, now: Ports): Ports {
  const settled = new Map<string, PortInfo>();
  for (const [id, port] of now) {
    if (before.has(id) || reported.has(id)) {
      settled.set(id, port);
    }
  }
  for (const [id, port] of reported) {
    if (!now.has(id) && before.has(id)) {
      settled.set(id, port);
    }
  }
  return settled;
}

function byIdentity(ports: readonly PortInfo[]): Ports {
  return new Map(ports.map((port) => [[port.path, port.usb ?? '', port.serialNumber ?? ''].join('|'), port]));
}
