import { assertNever } from '#core/kernel/assert-never.ts';

/** Something that happens on the cable at a moment. */
export type WireEvent =
  | ToHost
  | ToUnit
  | { readonly kind: 'unplug'; readonly atMs: number }
  | { readonly kind: 'restart'; readonly atMs: number }
  /** The host's machine sleeps: time goes on, nothing runs and nothing arrives. */
  | { readonly kind: 'suspend'; readonly forMs: number; readonly atMs: number };

/** `isAnswer` marks a whole answer of the unit; `glued` bytes that fall due together are delivered in one piece. */
export interface ToHost {
  readonly kind: 'to-host';
  readonly bytes: Uint8Array;
  readonly atMs: number;
  readonly isAnswer?: boolean;
  readonly glued?: boolean;
}

export interface ToUnit {
  readonly kind: 'to-unit';
  readonly bytes: Uint8Array;
  readonly atMs: number;
}

/** What a stage does by itself, as long as a host is connected: `times` times, every `everyMs`. */
export interface WireTick {
  readonly everyMs: number;
  readonly times: number;
  readonly make: (atMs: number) => readonly WireEvent[];
}

/**
 * One fault between unit and host. It sees what passes and returns what goes on: the same, less, more, later.
 * A stage may remember; it draws chance from its own seeded source only, so a run repeats.
 */
export interface WireStage {
  readonly toHost?: (event: ToHost) => readonly WireEvent[];
  readonly toUnit?: (event: ToUnit) => readonly WireEvent[];
  readonly tick?: WireTick;
}

export interface Wire {
  /** One message of the unit enters; what comes out goes to the host's end. */
  fromUnit(event: ToHost): readonly WireEvent[];
  /** Bytes of the host enter; what comes out goes to the unit's end, or back as echo. */
  fromHost(event: ToUnit): readonly WireEvent[];
  readonly ticks: readonly WireTick[];
}

/** Joins stages to one cable. The first stage is next to the unit, the last next to the host. */
export function createWire(stages: readonly WireStage[]): Wire {
  /** What becomes of an event that arrives at the stage with this index; off either end it has arrived. */
  function route(event: WireEvent, index: number): readonly WireEvent[] {
    const stage = stages[index];
    if (stage === undefined) {
      return [event];
    }
    switch (event.kind) {
      case 'to-host':
        return (stage.toHost?.(event) ?? [event]).flatMap((next) => leave(next, index));
      case 'to-unit':
        return (stage.toUnit?.(event) ?? [event]).flatMap((next) => leave(next, index));
      case 'unplug':
      case 'restart':
      case 'suspend':
        return [event];
      default:
        return assertNever(event);
    }
  }

  function leave(event: WireEvent, index: number): readonly WireEvent[] {
    return route(event, event.kind === 'to-unit' ? index - 1 : index + 1);
  }

  return {
    fromUnit: (event) => route(event, 0),
    fromHost: (event) => route(event, stages.length - 1),
    ticks: stages.flatMap(({ tick }, index) =>
      tick === undefined
        ? []
        : [{ ...tick, make: (atMs: number) => tick.make(atMs).flatMap((event) => leave(event, index)) }],
    ),
  };
}
