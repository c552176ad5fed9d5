/**
 * How the page inside Electron gets its port to the station. The page posts `wanted` to its own window; the preload answers with
 * `handedOver`, which carries exactly one port, as soon as the station is up. When the port closes, the page asks again.
 * Both sides check that the message comes from this very window. In a browser nobody answers.
 */
export const pagePortMessages = {
  wanted: 'fitbay:station-wanted',
  handedOver: 'fitbay:station-port',
} as const;
