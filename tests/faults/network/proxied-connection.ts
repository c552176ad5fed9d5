import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Direction, fairWeather, type Weather } from './weather.ts';

export interface ProxiedConnection {
  readonly caller: Socket;
  readonly target: { readonly port: number; readonly host: string };
  /** Called with every socket that is made, so that the proxy can reset it. */
  readonly keep: (socket: Socket) => void;
  /** The weather of the exchange that begins. */
  readonly next: () => Weather;
  readonly onDropped: () => void;
}

/** Carries the exchanges of one connection, each in its own weather. Pieces of one direction keep their order. */
export function createExchanges({ caller, target, keep, next, onDropped }: ProxiedConnection): void {
  const server = connect({ ...target, noDelay: true, allowHalfOpen: true });
  keep(server);
  let weather = fairWeather;
  let last: Direction = 'answer';
  let swallowed = false;
  const passed: Record<Direction, number> = { request: 0, answer: 0 };
  const cutOff = (): void => {
    caller.resetAndDestroy();
    server.resetAndDestroy();
  };

  async function carry(direction: Direction, bytes: Buffer, to: Socket, by: Weather): Promise<void> {
    await by.heldUntil;
    for (const piece of pieces(bytes, by)) {
      await pause((by.delayMs ?? 0) + timeFor(piece, by));
      const room = by.cut?.direction === direction ? by.cut.afterBytes - passed[direction] : piece.length;
      await write(to, piece.subarray(0, Math.max(0, room)));
      passed[direction] += Math.min(piece.length, Math.max(0, room));
      if (room < piece.length || (by.cut?.direction === direction && room === piece.length)) {
        cutOff();
        return;
      }
    }
  }

  const requests = inOrder();
  const answers = inOrder();
  caller.on('data', (bytes) => {
    if (last === 'answer') {
      last = 'request';
      weather = next();
      passed.request = 0;
      passed.answer = 0;
      swallowed = false;
    }
    const by = weather;
    if (by.halfOpen !== true) {
      requests(() => carry('request', bytes, server, by));
    }
    if (by.losesCaller === true) {
      caller.resetAndDestroy();
    }
  });
  server.on('data', (bytes) => {
    last = 'answer';
    const by = weather;
    if (by.dropsAnswer === true) {
      if (!swallowed) {
        swallowed = true;
        onDropped();
      }
      cutOff();
      return;
    }
    answers(() => carry('answer', bytes, caller, by));
  });
  caller.once('end', () => requests(async () => void server.end()));
  server.once('end', () => answers(async () => void caller.end()));
  // What was held back arrives although the caller has gone; only then the other end is closed too.
  caller.once('close', () => requests(async () => void server.end()));
  server.once('close', () => answers(async () => void caller.destroy()));
}

/** Runs one piece of work after the other. */
function inOrder(): (work: () => Promise<void>) => void {
  let before = Promise.resolve();
  return (work) => {
    before = before.then(work);
  };
}

function pieces(bytes: Buffer, { bytesPerSecond }: Weather): readonly Buffer[] {
  if (bytesPerSecond === undefined) {
    return [bytes];
  }
  const size = Math.max(1, Math.floor(bytesPerSecond / 20));
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

function timeFor(piece: Buffer, { bytesPerSecond }: Weather): number {
  return bytesPerSecond === undefined ? 0 : (piece.length / bytesPerSecond) * 1_000;
}

/** Resolves when the piece is handed over, or when there is nobody any more to hand it to. */
function write(to: Socket, piece: Buffer): Promise<void> {
  if (piece.length === 0 || to.destroyed || !to.writable) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const done = (): void => {
      to.off('close', done);
      resolve();
    };
    to.once('close', done);
    to.write(piece, done);
  });
}
