/** What `doctor` asks of the machine itself: runtime, disk, printers, ports. Each answer says what to do where it is not right (STA-5). */
export interface Machine {
  checks(): Promise<readonly MachineCheck[]>;
}

export interface MachineCheck {
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'bad';
  readonly detail: string;
  readonly fix: string | null;
}
