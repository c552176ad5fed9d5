import { z } from 'zod';

/**
 * Every code that a person may meet, once. The words for each stand in the language catalogues (`codes.<CODE>.title`, `.text`,
 * `.next`); the meaning and the next step are settled in decisions.md c8.
 */
export const findingCodes = [
  'SCAN_UNREADABLE',
  'SERIAL_FORMAT',
  'SERIAL_CHECKDIGIT',
  'SERIAL_UNKNOWN',
  'TYPE_AMBIGUOUS',
  'OWNED_BY_CUSTOMER',
  'OWNED_BY_YOU',
  'OWNED_BY_RESELLER',
  'TRANSFER_AVAILABLE',
  'OWNER_OTHER',
  'TRUST_ACTIVE',
  'TRUST_MISSING',
  'TRUST_EXPIRED',
  'SUBSCRIPTION_ACTIVE',
  'SUBSCRIPTION_EXPIRED',
  'TYPE_TRANSFER_ONLY',
  'TYPE_NOT_SUPPORTED',
  'TRANSFER_PENDING',
  'TRANSFER_NOT_OFFERED',
  'ALREADY_DONE',
  'IDENTITY_MISMATCH',
  'CONFIG_WILL_RESET',
  'NEEDS_CONFIGURATION',
  'STILL_PAIRED',
  'UNVERIFIED_OFFLINE',
] as const;

/** Codes that a scan, a typed number or a check of one may answer with; `LabelWarning` and `UnreadableCode` name them where they are made. */
export const scanCodes = [
  'SCAN_AMBIGUOUS',
  'ICCID_FORMAT',
  'ICCID_CHECKDIGIT',
  'ICCID_HEX',
  'VIN_FORMAT',
  'VIN_LETTER',
  'VIN_PARTIAL',
  'VIN_CHECKDIGIT',
  'VIN_IMPLAUSIBLE',
  'IMEI_NO_CHECKDIGIT',
  'IMEISV',
  'GTIN_CHECKDIGIT',
  'SEVERAL_ICCIDS',
  'READER_LAYOUT',
  'UNIT_TYPE_FORMAT',
] as const;

/** Codes that the cloud may answer an operation with, beside those of findings, and what keeps a pairing from being automatic. */
export const operationCodes = [
  'ACTOR_NOT_ALLOWED',
  'ASSET_OCCUPIED',
  'ASSET_UNKNOWN',
  'CLOUD_FAULT',
  'AUTO_PAIRING_OFF',
] as const;

export const findingCode = z.enum(findingCodes);
export type FindingCode = z.infer<typeof findingCode>;

/** `info`: good to know · `warn`: go on with care · `block`: something asked for is not allowed because of this. */
export const severity = z.enum(['info', 'warn', 'block']);
export type Severity = z.infer<typeof severity>;
