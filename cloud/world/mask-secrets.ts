/** Names of fields whose values never reach the log. */
export const secretFields: readonly string[] = [
  'authorization',
  'cookie',
  'dpop',
  'newPin',
  'oldPin',
  'password',
  'pin',
  'privateKey',
  'secret',
  'token',
  'value',
];

const masked = '[masked]';

/**
 * What in a text looks like a secret, wherever it comes from, e.g. the message of an error that holds what was sent: credentials in an
 * address, tokens of any kind, secrets of webhooks. Numbers of requests, ids and hashes stay readable.
 */
export function maskSecrets(text: string): string {
  return text
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+:[^\s/@]+@/gi, `$1${masked}@`)
    .replace(/\b(DPoP|Bearer|Basic) +[\w~+/.-]+=*/gi, `$1 ${masked}`)
    .replace(/\bwhsec_[\w+/=-]+/g, masked)
    .replace(/\beyJ[\w-]+\.[\w-]+(\.[\w-]+)?/g, masked)
    .replace(/[\w-]{40,}/g, (run) => (isRandomLooking(run) ? masked : run));
}

/** Tokens here are base64url of at least 256 bits: they mix capitals, small letters and digits, which ids and hashes do not. */
function isRandomLooking(run: string): boolean {
  return /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run);
}
