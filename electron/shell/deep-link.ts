/**
 * `fitbay://…` links from invitation mails and job sheets (ORG-4), read as data. A link never acts: it opens a screen that
 * shows what it asks for, and a person decides there.
 */
export type DeepLink =
  /** `id`: a customer's, or the secret of an invitation. */
  | { readonly kind: 'workshop'; readonly id: string }
  | { readonly kind: 'job'; readonly jobId: string }
  | { readonly kind: 'not-a-deep-link'; readonly reason: 'other-scheme' | 'unknown-target' | 'bad-id' | 'too-long' };

export const deepLinkScheme = 'fitbay';
const longestLinkCharacters = 300;
const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** Example: `fitbay://workshop/T1E2S` → the customer or invitation `T1E2S`. Query and fragment carry nothing and are not read. */
export function parseDeepLink(text: string): DeepLink {
  if (text.length > longestLinkCharacters) {
    return { kind: 'not-a-deep-link', reason: 'too-long' };
  }
  const url = URL.parse(text);
  if (url === null || url.protocol !== `${deepLinkScheme}:`) {
    return { kind: 'not-a-deep-link', reason: 'other-scheme' };
  }
  const id = url.pathname.replace(/^\//, '').replace(/\/$/, '');
  const target = url.host;
  if (target !== 'workshop' && target !== 'job') {
    return { kind: 'not-a-deep-link', reason: 'unknown-target' };
  }
  if (!idPattern.test(id)) {
    return { kind: 'not-a-deep-link', reason: 'bad-id' };
  }
  return target === 'workshop' ? { kind: 'workshop', id } : { kind: 'job', jobId: id };
}

/** The first deep link among the arguments a second start brought, if any. */
export function findDeepLink(commandLine: readonly string[]): DeepLink | undefined {
  return commandLine.map(parseDeepLink).find((link) => link.kind !== 'not-a-deep-link');
}

/** The page's route that shows the link and asks before anything happens. */
export function deepLinkRoute(link: Exclude<DeepLink, { kind: 'not-a-deep-link' }>): string {
  return link.kind === 'workshop' ? `#/workshop/${link.id}` : `#/link/job/${link.jobId}`;
}
