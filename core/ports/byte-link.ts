import type { CancelSignal } from './clock.ts';

/**
 * One open connection to a unit: bytes out, bytes in. Serial port, TCP and the in-process simulator look the same behind it.
 * A link is used by one driver at a time; a lost link is not reopened, a new one is made (link.md §6.2).
 */
export interface ByteLink {
  /** What the person knows it by: `/dev/ttyUSB0`, `COM7`, `sim:1`. */
  readonly path: string;
  /** Resolves when the bytes have left this machine. */
  write(bytes: Uint8Array): Promise<LinkWrite>;
  /** Bytes as they arrive, cut anywhere. Returns the way to stop listening. */
  onBytes(listener: (bytes: Uint8Array) => void): () => void;
  /** Called once, when the cable is gone or the port was closed. Called at once if that has happened already. */
  onLost(listener: (why: LinkLoss) => void): () => void;
  close(): Promise<void>;
}

export type LinkWrite = { readonly kind: 'written' } | LinkLoss;
export type LinkLoss = { readonly kind: 'port-lost'; readonly detail: string };

/** Why a port could not be opened, in words that a port doctor can explain. */
export type LinkOpening =
  | { readonly kind: 'opened'; readonly link: ByteLink }
  | { readonly kind: 'busy'; readonly detail: string }
  | { readonly kind: 'not-found'; readonly detail: string }
  | { readonly kind: 'no-rights'; readonly detail: string }
  | { readonly kind: 'not-a-port'; readonly detail: string };

/** A place where a unit may be plugged in. */
export interface PortInfo {
  readonly path: string;
  /** `vid:pid` in lower-case hex, absent for ports that are not on USB. */
  readonly usb?: string;
  readonly serialNumber?: string;
  readonly manufacturer?: string;
  /** Which socket of the machine the cable is in, e.g. `usb1/1-2:1.0`. Stays the same for whatever is plugged in there. */
  readonly usbPosition?: string;
  /** A port of the mainboard and no cable that somebody plugged in; most of them lead nowhere. */
  readonly builtIn?: boolean;
}

/** Finds and opens ports. */
export interface UnitPorts {
  /**
   * Ports present now, in stable order. `named` are paths that a person told us, because the system does not list them (a
   * pseudo-terminal, an odd adapter, `tcp://host:port`); a machine that cannot list ports answers with those alone.
   */
  list(named?: readonly string[]): Promise<readonly PortInfo[]>;
  open(path: string, options?: { readonly baudRate?: number; readonly cancel?: CancelSignal }): Promise<LinkOpening>;
}
