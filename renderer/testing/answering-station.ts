import type { StationEvent } from '#core/contract/station/station.ts';
import type { StationClient, StationConnection } from '../station/connection.ts';

/** What a test lets the station answer, by `area.procedure`; a call that is not listed fails like a fault of the station. */
// biome-ignore lint/suspicious/noExplicitAny: the page's own types judge the answers where it uses them
export type Answers = Readonly<Record<string, (input: any) => unknown>>;

export interface AnsweringStation {
  readonly connection: StationConnection;
  /** Every call with its input, in order, the event stream left out. */
  readonly calls: readonly { readonly name: string; readonly input: unknown }[];
  tell(event: StationEvent): void;
  setConnected(connected: boolean): void;
}

/** A station in memory behind the page's own connection: it answers what it is told to and tells events. */
export function createAnsweringStation(answers: Answers = {}): AnsweringStation {
  const calls: { name: string; input: unknown }[] = [];
  const states = new Set<(connected: boolean) => void>();
  const events = createStream();
  const call = (name: string) => async (input: unknown) => {
    if (name === 'station.watch') {
      return events.read();
    }
    calls.push({ name, input });
    const answer = answers[name];
    if (answer === undefined) {
      throw new Error(`the station has no answer to ${name}`);
    }
    return answer(input);
  };
  const client = new Proxy(
    {},
    { get: (_, area) => new Proxy({}, { get: (__, name) => call(`${String(area)}.${String(name)}`) }) },
  );
  return {
    calls,
    tell: events.push,
    setConnected(connected) {
      for (const state of states) {
        state(connected);
      }
    },
    connection: {
      // Built by name at run time; the names are those that the page's typed code asks for.
      client: client as StationClient,
      onState(listener) {
        states.add(listener);
        listener(true);
        return () => states.delete(listener);
      },
    },
  };
}

function createStream() {
  const waiting: ((event: StationEvent) => void)[] = [];
  const kept: StationEvent[] = [];
  return {
    push(event: StationEvent) {
      const next = waiting.shift();
      if (next === undefined) {
        kept.push(event);
      } else {
        next(event);
      }
    },
    async *read(): AsyncGenerator<StationEvent> {
      for (;;) {
        yield kept.shift() ?? (await new Promise<StationEvent>((resolve) => waiting.push(resolve)));
      }
    },
  };
}
