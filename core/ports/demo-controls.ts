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
  /** What each bay plays, and what there is to choose from. */
  play(): DemoPlay;
  /** Lets something go wrong at a bay, or makes its unit into another make. False where there is no such thing. */
  setPlay(bay: number, wish: DemoPlayWish): Promise<boolean>;
  /** Units on the road, each with the story that its next message tells. */
  road(): readonly DemoDrive[];
  /** Lets one of them send a message over the air, as its own modem would. False where it reached nobody, and where there is no such unit. */
  drive(unit: string): Promise<boolean>;
  /** Tells when a cable went or came without a hand of the page. Returns the way to stop. */
  onChange(listener: () => void): () => void;
}

export interface DemoPlay {
  readonly bays: readonly { readonly bay: number; readonly scenario: string; readonly make: string | null }[];
  readonly scenarios: readonly { readonly name: string; readonly group: string }[];
  /** `label` is a proper name; null for the trailer unit that the demo begins with. */
  readonly makes: readonly { readonly id: string; readonly label: string | null }[];
}

export interface DemoPlayWish {
  readonly scenario?: string | undefined;
  readonly make?: string | undefined;
}

export interface DemoDrive {
  /** `type:serial`. */
  readonly unit: string;
  readonly story: string;
  /** What its brake system tells it; null where it tells nothing. */
  readonly sensorVin: string | null;
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
