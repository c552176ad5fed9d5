import type { MessagePortMain, UtilityProcess } from 'electron';
import { assertNever } from '#core/kernel/assert-never.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Log } from '#core/ports/log.ts';
import type { ElectronParts } from './electron-parts.ts';
import { decideRestart } from './restart-policy.ts';
import { type QuitAnswer, type ShellMessage, stationMessage } from './station-messages.ts';

export interface StationProcessParts {
  readonly electron: Pick<ElectronParts, 'utilityProcess' | 'MessageChannelMain'>;
  readonly modulePath: string;
  readonly arguments: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  /** The station can take ports: after the first start and after each one that followed a death. */
  readonly onReady: () => void;
  /** No station and no further attempt. `message` is for the person; absent if the process just kept dying. */
  readonly onGivenUp: (message: string | undefined) => void;
}

/** The station's process as the shell sees it: started, fed with ports, restarted when it dies, asked before the end. */
export interface StationProcess {
  /** Makes a channel, gives one end to the station and returns the other for a page; `not-ready` until `onReady`. */
  connect(): Connection;
  /** Asks what stands against ending. A station that is down or silent for two seconds has nothing to say: `free`. */
  askQuit(): Promise<QuitAnswer>;
  /** Lets the station finish and waits for its end; after five seconds it is killed. Safe to call twice. */
  close(): Promise<void>;
}

export type Connection =
  | { readonly kind: 'connected'; readonly port: MessagePortMain }
  | { readonly kind: 'not-ready' };

const quitAnswerWithinMs = 2_000;
const stopWithinMs = 5_000;

/** Starts the station process and keeps it alive until `close`. */
export function createStationProcess(parts: StationProcessParts): StationProcess {
  const keeper = new StationKeeper(parts);
  keeper.start();
  return keeper;
}

/** `starting`: forked, not ready. `waiting`: dead, a new start is due. `closing`: told to stop. `gone`: dead for good. */
type Phase = 'starting' | 'running' | 'waiting' | 'closing' | 'gone';

class StationKeeper implements StationProcess {
  readonly #parts: StationProcessParts;
  readonly #crashesMs: number[] = [];
  readonly #waitingForAnswer = new Map<number, (answer: QuitAnswer) => void>();
  readonly #waitingForExit: (() => void)[] = [];
  #phase: Phase = 'waiting';
  #child: UtilityProcess | undefined;
  #nextRequestId = 1;

  constructor(parts: StationProcessParts) {
    this.#parts = parts;
  }

  start(): void {
    const { electron, modulePath } = this.#parts;
    const child = electron.utilityProcess.fork(modulePath, [...this.#parts.arguments], {
      serviceName: 'Fitbay station',
      stdio: 'inherit',
    });
    child.on('message', (message: unknown) => this.#receive(message));
    child.on('exit', (exitCode) => this.#handleExit(exitCode));
    this.#child = child;
    this.#phase = 'starting';
  }

  connect(): Connection {
    if (this.#phase !== 'running') {
      return { kind: 'not-ready' };
    }
    const { port1, port2 } = new this.#parts.electron.MessageChannelMain();
    this.#send({ kind: 'connect' }, [port1]);
    return { kind: 'connected', port: port2 };
  }

  async askQuit(): Promise<QuitAnswer> {
    if (this.#phase !== 'running') {
      return { kind: 'free' };
    }
    const requestId = this.#nextRequestId;
    this.#nextRequestId += 1;
    const answered = new Promise<QuitAnswer>((resolve) => this.#waitingForAnswer.set(requestId, resolve));
    this.#send({ kind: 'may-quit', requestId }, []);
    const silent = this.#parts.clock.sleep(quitAnswerWithinMs).then((): QuitAnswer => ({ kind: 'free' }));
    const answer = await Promise.race([answered, silent]);
    this.#waitingForAnswer.delete(requestId);
    return answer;
  }

  async close(): Promise<void> {
    if (this.#phase === 'gone' || this.#phase === 'waiting') {
      this.#phase = 'gone';
      return;
    }
    const exited = new Promise<void>((resolve) => this.#waitingForExit.push(resolve));
    if (this.#phase !== 'closing') {
      this.#send({ kind: 'stop' }, []);
      this.#phase = 'closing';
    }
    const overdue = this.#parts.clock.sleep(stopWithinMs).then(() => 'overdue' as const);
    if ((await Promise.race([exited, overdue])) === 'overdue') {
      this.#parts.log.error('shell.station-killed', { afterMs: stopWithinMs });
      this.#child?.kill();
    }
  }

  #send(message: ShellMessage, ports: MessagePortMain[]): void {
    this.#child?.postMessage(message, ports);
  }

  #receive(raw: unknown): void {
    const parsed = stationMessage.safeParse(raw);
    if (!parsed.success) {
      this.#parts.log.error('shell.station-message-unreadable', { reason: parsed.error.message });
      return;
    }
    const message = parsed.data;
    switch (message.kind) {
      case 'ready':
        if (this.#phase === 'starting') {
          this.#phase = 'running';
          this.#parts.onReady();
        }
        return;
      case 'quit-answer':
        this.#waitingForAnswer.get(message.requestId)?.(message.answer);
        return;
      case 'cannot-start':
        this.#phase = 'gone';
        this.#parts.onGivenUp(message.message);
        return;
      default:
        assertNever(message);
    }
  }

  #handleExit(exitCode: number): void {
    this.#parts.log.warn('shell.station-exited', { exitCode, phase: this.#phase });
    for (const answer of this.#waitingForAnswer.values()) {
      answer({ kind: 'free' });
    }
    for (const exited of this.#waitingForExit.splice(0)) {
      exited();
    }
    if (this.#phase === 'running' || this.#phase === 'starting') {
      this.#recover();
    } else {
      this.#phase = 'gone';
    }
  }

  #recover(): void {
    const { clock } = this.#parts;
    this.#crashesMs.push(clock.monotonicMs());
    const decision = decideRestart(this.#crashesMs);
    if (decision.kind === 'give-up') {
      this.#phase = 'gone';
      this.#parts.onGivenUp(undefined);
      return;
    }
    this.#phase = 'waiting';
    void clock.sleep(decision.afterMs).then(() => {
      if (this.#phase === 'waiting') {
        this.start();
      }
    });
  }
}
