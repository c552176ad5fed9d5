/**
 * What a configuration key is about, and so whether its value may outlive a change of owner (decisions.md d2). A key that stands nowhere
 * here is not carried over: nobody has said that it is harmless.
 */
export type KeyNature =
  /** Leads to the owner's network or server: access point, addresses, what to do when they fail. */
  | 'owner'
  /** Opens something. Never kept, never carried over (INST-7). */
  | 'secret'
  /** Names the vehicle that the unit was on. */
  | 'vehicle'
  /** How the unit works wherever it is and whoever owns it. */
  | 'operation';

const natures: Readonly<Record<string, KeyNature>> = {
  apn: 'owner',
  apnUser: 'owner',
  apnAuth: 'owner',
  apnPassword: 'secret',
  serverHost: 'owner',
  serverPort: 'owner',
  serverProto: 'owner',
  backupMode: 'owner',
  backupHost: 'owner',
  backupPort: 'owner',
  backupProto: 'owner',
  vin: 'vehicle',
  openLinkS: 'operation',
  responseS: 'operation',
  heartbeatMin: 'operation',
  reportStoppedS: 'operation',
  sendStoppedS: 'operation',
  reportMovingS: 'operation',
  reportMovingM: 'operation',
  reportMovingDeg: 'operation',
  sendMovingS: 'operation',
  ignitionSource: 'operation',
  sleepMode: 'operation',
  sleepMinutes: 'operation',
  tyreCount: 'operation',
  tyreCircumferenceMm: 'operation',
};

/** Null for a key that is not classified. */
export function natureOfKey(key: string): KeyNature | null {
  return Object.hasOwn(natures, key) ? (natures[key] ?? null) : null;
}
