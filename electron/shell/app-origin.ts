/** The page's own address. A scheme of ours instead of `file://`, so that it has an origin that nothing else on the machine shares. */
export const appScheme = 'app';
const appHost = 'fitbay';
export const appOrigin = `${appScheme}://${appHost}`;
export const appStartUrl = `${appOrigin}/index.html`;

/** True only for addresses of our own page. Compared by parts: `app://fitbay.example` and `app://user@fitbay` are not ours. */
export function isAppUrl(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null &&
    url.protocol === `${appScheme}:` &&
    url.host === appHost &&
    url.username === '' &&
    url.password === ''
  );
}
