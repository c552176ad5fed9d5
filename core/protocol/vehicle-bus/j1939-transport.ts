import { addressOf, type CanFrame, GLOBAL_ADDRESS, idOf } from './can-frame.ts';

/**
 * Puts messages that are longer than one frame together again (SAE J1939-21 §5.10): told to all (BAM), or to us after we have said what we
 * can take (RTS and CTS). Only the group that we asked for is taken; what others say to each other is left alone. Pure: frames in, frames to
 * send and whole messages out. A packet that is missing or out of order ends its message, and so does a new beginning.
 */
export interface TransportState {
  readonly open: ReadonlyMap<number, OpenMessage>;
}

interface OpenMessage {
  readonly toAll: boolean;
  readonly byteCount: number;
  readonly packetCount: number;
  /** Packets that we allowed to be sent in one go; all of them where it is told to all. */
  readonly allowedUpTo: number;
  readonly atOnce: number;
  readonly nextPacket: number;
  readonly data: readonly number[];
}

export interface TransportRules {
  readonly wantedGroup: number;
  readonly ownAddress: number;
}

export interface J1939Message {
  readonly source: number;
  readonly data: readonly number[];
}

export interface Heard {
  readonly state: TransportState;
  readonly send: readonly CanFrame[];
  readonly message: J1939Message | null;
}

export const noMessages: TransportState = { open: new Map() };

const CONNECTION = 0xec00;
const DATA = 0xeb00;
/** First byte of a connection frame. */
const control = { rts: 16, cts: 17, allReceived: 19, bam: 32, abort: 255 } as const;
const BYTES_PER_PACKET = 7;
const LONGEST_MESSAGE = 1785;

export function hearFrame(state: TransportState, frame: CanFrame, rules: TransportRules): Heard {
  const { parameterGroup, destination, source } = addressOf(frame);
  const isForUs = destination === GLOBAL_ADDRESS || destination === rules.ownAddress;
  if (source === rules.ownAddress || !isForUs) {
    return nothing(state);
  }
  switch (parameterGroup) {
    case rules.wantedGroup:
      return { ...nothing(state), message: { source, data: frame.data } };
    case CONNECTION:
      return hearConnection(state, frame, { rules, source, toAll: destination === GLOBAL_ADDRESS });
    case DATA:
      return hearPacket(state, frame, { rules, source, toAll: destination === GLOBAL_ADDRESS });
    default:
      return nothing(state);
  }
}

interface Origin {
  readonly rules: TransportRules;
  readonly source: number;
  readonly toAll: boolean;
}

function hearConnection(state: TransportState, { data }: CanFrame, origin: Origin): Heard {
  const [first, low = 0, high = 0, packetCount = 0, atOnce = 0, ...group] = data;
  const { source, rules, toAll } = origin;
  if (data.length !== 8 || groupOf(group) !== rules.wantedGroup) {
    return nothing(state);
  }
  if (first === control.abort) {
    return nothing(without(state, source));
  }
  const byteCount = low + high * 256;
  const isPossible =
    byteCount > 8 && byteCount <= LONGEST_MESSAGE && packetCount === Math.ceil(byteCount / BYTES_PER_PACKET);
  if (!isPossible || first !== (toAll ? control.bam : control.rts)) {
    return nothing(state);
  }
  const most = toAll || atOnce === 0 ? packetCount : Math.min(atOnce, packetCount);
  const message: OpenMessage = {
    toAll,
    byteCount,
    packetCount,
    allowedUpTo: most,
    atOnce: most,
    nextPacket: 1,
    data: [],
  };
  const opened = { open: new Map(state.open).set(source, message) };
  return toAll ? nothing(opened) : { ...nothing(opened), send: [clearToSend(origin, most, 1)] };
}

function hearPacket(state: TransportState, { data }: CanFrame, origin: Origin): Heard {
  const message = state.open.get(origin.source);
  const [number, ...bytes] = data;
  if (message === undefined || message.toAll !== origin.toAll || data.length !== 8) {
    return nothing(state);
  }
  if (number !== message.nextPacket) {
    return nothing(without(state, origin.source));
  }
  const heard: OpenMessage = { ...message, nextPacket: number + 1, data: [...message.data, ...bytes] };
  if (number === message.packetCount) {
    const whole = { source: origin.source, data: heard.data.slice(0, message.byteCount) };
    const send = message.toAll ? [] : [allReceived(origin, message)];
    return { state: without(state, origin.source), send, message: whole };
  }
  const wantsMore = number === message.allowedUpTo;
  const most = Math.min(message.atOnce, message.packetCount - number);
  const next = wantsMore ? { ...heard, allowedUpTo: number + most } : heard;
  const going = { open: new Map(state.open).set(origin.source, next) };
  return wantsMore ? { ...nothing(going), send: [clearToSend(origin, most, number + 1)] } : nothing(going);
}

/** Asks all for a parameter group (PGN 59904). */
export function requestFrame({ wantedGroup, ownAddress }: TransportRules): CanFrame {
  const address = { parameterGroup: 0xea00, destination: GLOBAL_ADDRESS, source: ownAddress };
  return { id: idOf(6, address), data: bytesOfGroup(wantedGroup) };
}

function clearToSend({ rules, source }: Origin, packets: number, from: number): CanFrame {
  return connectionFrame({ rules, source }, [control.cts, packets, from, 0xff, 0xff]);
}

function allReceived({ rules, source }: Origin, { byteCount, packetCount }: OpenMessage): CanFrame {
  return connectionFrame({ rules, source }, [control.allReceived, byteCount & 0xff, byteCount >> 8, packetCount, 0xff]);
}

function connectionFrame({ rules, source }: Omit<Origin, 'toAll'>, head: readonly number[]): CanFrame {
  const address = { parameterGroup: CONNECTION, destination: source, source: rules.ownAddress };
  return { id: idOf(7, address), data: [...head, ...bytesOfGroup(rules.wantedGroup)] };
}

function groupOf([low = 0, middle = 0, high = 0]: readonly number[]): number {
  return low | (middle << 8) | (high << 16);
}

function bytesOfGroup(group: number): readonly number[] {
  return [group & 0xff, (group >> 8) & 0xff, (group >> 16) & 0xff];
}

function without({ open }: TransportState, source: number): TransportState {
  const left = new Map(open);
  left.delete(source);
  return { open: left };
}

function nothing(state: TransportState): Heard {
  return { state, send: [], message: null };
}
