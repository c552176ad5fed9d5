/** What a demo station can do that a real one cannot: pull its own network and its cables. Absent on every other station. */
export interface DemoControls {
  /** Labels on the demo's tray, as `scan.read` takes them. */
  readonly labels: readonly DemoLabel[];
  /** What is printed on the units of the demo's pallet, one text each (OWN-12). */
  readonly pallet: readonly string[];
  pinOf(personId: string): string | undefined;
  networkConnected(): boolean;
  setNetworkConnected(connected: boolean): void;
  bays(): readonly DemoBay[];
  /** Names of the virtual units that can be put on a bay. */
  unitNames(): readonly string[];
  setBay(bay: number, plugged: boolean, unit?: string): Promise<DemoBay>;
}

export interface DemoLabel {
  readonly id: string;
  readonly text: string;
  readonly title: string;
  readonly story: string;
  readonly kind: 'unit' | 'vin' | 'broken';
  readonly customerHint: string | null;
}

export interface DemoBay {
  readonly bay: number;
  readonly plugged: boolean;
  readonly unit: string | null;
}
