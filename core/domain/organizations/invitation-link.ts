/**
 * The id in a link to a customer or an invitation, as people paste it: `fitbay://workshop/ID`, the https address from the mail, or the id
 * alone. `not-a-link` for everything else.
 */
export type InvitationLink = { readonly kind: 'link'; readonly id: string } | { readonly kind: 'not-a-link' };

const form = /^(?:(?:fitbay:\/\/|https?:\/\/[^\s/]+\/(?:[^\s?#]*\/)?)workshop\/)?([A-Za-z0-9][\w-]{0,63})\/?$/i;

export function readInvitationLink(text: string): InvitationLink {
  const id = form.exec(text.trim())?.[1];
  return id === undefined ? { kind: 'not-a-link' } : { kind: 'link', id };
}
