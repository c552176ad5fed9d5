import type { PortFacts } from '../domain/cable/diagnose-port.ts';

/** What the operating system knows of a serial port, for the port doctor (INST-1). Looks only: no port is opened and nothing is changed. */
export interface PortInspector {
  inspect(path: string): Promise<PortFacts>;
  /** Whether the operating system can list its ports at all. */
  listing(): Promise<PortFacts['listing']>;
}
