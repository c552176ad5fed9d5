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
  'TRUST_ENDING',
  'SUBSCRIPTION_ACTIVE',
  'SUBSCRIPTION_EXPIRED',
  'SUBSCRIPTION_ENDING',
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
  'JOB_OTHER_UNIT',
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
  'OPERATION_NOT_UNDERSTOOD',
  'AUTO_PAIRING_OFF',
  'OVERRIDE_NOT_ALLOWED',
  'OVERRIDE_REASON_MISSING',
  'PROFILE_UNKNOWN',
  'PROFILE_NOT_OFFERED',
  'PROFILE_NOT_YOURS',
  'ERASURE_NOT_YOURS',
  /** A supervisor ended the reservation that a carton had. */
  'RESERVATION_ENDED',
  /** Done before the unit went to another owner, even where it came back since. */
  'UNIT_MOVED_SINCE',
  'PROFILE_CHANGED',
  'PROFILE_INVALID',
] as const;

/** What may stand against undoing a transfer (decisions.md d12), for the page in advance and from the cloud as its answer. */
export const reversalCodes = [
  'REVERSAL_UNKNOWN',
  'REVERSAL_UNIT_MOVED',
  'REVERSAL_UNIT_PAIRED',
  'REVERSAL_UNIT_CONFIGURED',
  'REVERSAL_TOO_LATE',
  'REVERSAL_OPEN',
  'REVERSAL_DECIDED',
  'SECOND_PERSON_NEEDED',
] as const;
export type ReversalCode = (typeof reversalCodes)[number];

/** Why an act on the relationship with a service partner, or with a customer, did not come about (ORG-3). Words, each with its next step: `partner-code.<CODE>`. */
export const partnerCodes = [
  'PARTNER_INVITED',
  'PARTNER_LAPSED',
  'PARTNER_ACTIVE',
  'PARTNER_EXPIRED',
  'PARTNER_DECLINED',
  'PARTNER_REVOKED',
  'PARTNER_OTHER_SIDE',
  'PARTNER_UNKNOWN',
  'PARTNER_CHANGED',
  'PARTNER_PERIOD_OVER',
  'PARTNER_AGREEMENT_NEEDED',
  'PARTNER_LINK_UNKNOWN',
  'PARTNER_OWN_ADDRESS',
  'PARTNER_NO_FLEET',
  'PARTNER_NO_WORKSHOP',
  'PARTNER_NOT_ALLOWED',
  'PARTNER_KEY_USED',
] as const;

export const partnerCode = z.enum(partnerCodes);
export type PartnerCode = z.infer<typeof partnerCode>;

/** Why nothing was changed about an asset (UNIT-2), beside the codes of a verdict. Words, each with its next step: `asset-code.<CODE>`. */
export const assetCodes = [
  'ASSET_UNKNOWN',
  'ASSET_NOT_ALLOWED',
  'ASSET_CHANGED',
  'ASSET_NAMELESS',
  'ASSET_UNSEEN',
  'ASSET_VIN_BAD',
  'ASSET_VIN_TAKEN',
  'ASSET_OCCUPIED',
  'ASSET_KEY_USED',
] as const;
export const assetCode = z.enum(assetCodes);
export type AssetCode = z.infer<typeof assetCode>;

/** Why nothing was changed about an event subscription (PAIR-7). Words, each with its next step: `events-code.<CODE>`. */
export const eventsCodes = [
  'EVENTS_UNKNOWN',
  'EVENTS_CHANGED',
  'EVENTS_NOT_ALLOWED',
  'EVENTS_KEY_USED',
  'EVENTS_TOO_MANY',
  'EVENTS_VERSION',
  'EVENTS_URL_FORM',
  'EVENTS_URL_SCHEME',
  'EVENTS_URL_PORT',
  'EVENTS_URL_USER',
  'EVENTS_URL_NOT_PUBLIC',
  'EVENTS_URL_UNRESOLVED',
  'EVENTS_STATE',
  'EVENTS_NOTHING_TO_REPLAY',
] as const;

export const eventsCode = z.enum(eventsCodes);
export type EventsCode = z.infer<typeof eventsCode>;

/** What is wrong with what was written of a job (JOB-1, JOB-4). Words, each with its next step: `job-code.<CODE>`. */
export const jobFieldCodes = [
  'JOB_EMPTY',
  'JOB_FIELD_OTHER_KIND',
  'JOB_VIN_BAD',
  'JOB_SERIAL_BAD',
  'JOB_SAME_UNIT',
] as const;
export type JobFieldCode = (typeof jobFieldCodes)[number];

/** Why nothing was changed about a job (JOB-1). Words, each with its next step: `job-code.<CODE>`. */
export const jobCodes = [
  ...jobFieldCodes,
  'JOB_UNKNOWN',
  'JOB_NOT_ALLOWED',
  'JOB_CHANGED',
  'JOB_KEY_USED',
  'JOB_NOT_PENDING',
  'JOB_NOT_ASSIGNED',
  'JOB_STARTED',
  'JOB_NOT_STARTED',
  'JOB_ENDED',
  'JOB_PAUSED',
  'JOB_NOT_PAUSED',
  'JOB_OTHER_RUN',
  'JOB_OTHER_TECHNICIAN',
  'JOB_NO_TRUST',
  'JOB_FIELD_LOCKED',
  'JOB_FIELD_OPEN',
  'JOB_OVERRIDE_OFF',
  'JOB_REASON_MISSING',
  'JOB_STEP_UNKNOWN',
  'JOB_STEP_BY_SHEET',
  'JOB_STEPS_OPEN',
  'JOB_POINT_UNKNOWN',
  'JOB_POINTS_OPEN',
  'JOB_DISPOSITION_MISSING',
  'JOB_PHOTO_MISSING',
  'JOB_ASSET_UNKNOWN',
  'JOB_PROFILE_UNKNOWN',
  'JOB_TYPE_UNKNOWN',
  'JOB_PERSON_UNKNOWN',
  'JOB_VISIT_UNWANTED',
] as const;
export const jobCode = z.enum(jobCodes);
export type JobCode = z.infer<typeof jobCode>;

/** Why a photo is not taken (JOB-7). Words, each with its next step: `photos.code.<CODE>`. */
export const photoCodes = [
  'PHOTO_TOO_LARGE',
  'PHOTO_NOT_JPEG',
  /** Something beside the picture: position, camera, words. */
  'PHOTO_HOLDS_MORE',
  'PHOTO_TOO_MANY',
  /** The bytes are not those that were named. */
  'PHOTO_OTHER_HASH',
  /** No end of a job names it. */
  'PHOTO_NOT_NAMED',
] as const;
export const photoCode = z.enum(photoCodes);
export type PhotoCode = z.infer<typeof photoCode>;

/** What is wrong with a row of an import (JOB-4), beside what may be wrong with a job. Words, each with what is wanted: `job-code.<CODE>`. */
export const importCodes = [
  ...jobFieldCodes,
  'IMPORT_TOO_MANY_CELLS',
  'IMPORT_KIND',
  'IMPORT_DATE',
  'IMPORT_UNIT_TYPE',
  'IMPORT_TASK',
  'IMPORT_TOO_LONG',
  'IMPORT_SIGNS',
  'IMPORT_PARTNER',
  'IMPORT_TWICE',
  'IMPORT_OPEN_JOB',
  // Doubts: the row becomes a job, and somebody should look at it.
  'IMPORT_NO_VEHICLE',
  'IMPORT_VIN_PART',
  'IMPORT_VIN_DOUBT',
  'IMPORT_SERIAL_DOUBT',
] as const;
export const importCode = z.enum(importCodes);
export type ImportCode = z.infer<typeof importCode>;

export const findingCode = z.enum(findingCodes);
export type FindingCode = z.infer<typeof findingCode>;

/** `info`: good to know · `warn`: go on with care · `block`: something asked for is not allowed because of this. */
export const severity = z.enum(['info', 'warn', 'block']);
export type Severity = z.infer<typeof severity>;
