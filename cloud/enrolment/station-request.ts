import { z } from 'zod';
import { takenName, takenNameOrNone } from '#core/kernel/plain-name.ts';

/**
 * What a station says of itself when it asks for a code: parameters of the device authorization request beside those of RFC 8628. The
 * person who approves sees name and place and types `check_number`, which only the station shows.
 */
export const stationRequest = z.object({
  /** Thumbprint of the key that every later request must prove (RFC 9449 §10): nobody else can redeem the code. */
  dpop_jkt: z.string().regex(/^[\w-]{43}$/),
  /** Made by the station. The one it had before, where it is enrolled again, so that it keeps its unsent work. */
  station_id: z.string().regex(/^[\w-]{8,64}$/),
  /** How often this data folder was enrolled already; 0 the first time. */
  station_generation: z.coerce.number().int().min(0).max(1_000_000),
  station_name: takenName(60),
  /** Left out where it is empty: forms drop parameters without a value. */
  station_place: takenNameOrNone(60).default(''),
  /** Ed25519 public key for the checkpoints of the audit trail, SPKI DER as base64. */
  audit_key: z.base64().min(40).max(200),
  check_number: z.string().regex(/^\d\d$/),
});
export type StationRequest = z.infer<typeof stationRequest>;

export const stationRequestParameters = Object.keys(stationRequest.shape);
