/**
 * How the page inside Electron gets its port to the station. The page posts `wanted` to its own window; the preload answers with
 * `handed-over`, which carries exactly one port, and again whenever the station process was restarted: the newest port counts.
 * Both sides check that the message comes from this very window. In a browser nobody answers.
 */
export const pagePortMessages = {
  wanted: 'fitbay:station-wanted',
  handedOver: 'fitbay:station-port',
} as const;
