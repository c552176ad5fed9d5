/** Where the OAuth server and the page for people lie. Stations learn them by discovery (RFC 8414); only the pages name `approval`. */
export const authorityPaths = {
  approval: '/enrol',
  device: '/oauth/device',
  token: '/oauth/token',
  keys: '/oauth/jwks',
  discovery: '/.well-known/openid-configuration',
} as const;
