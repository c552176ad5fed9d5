// Imported first, for what it does. The page's policy lets nothing become code that nobody vouches for (Trusted Types). One thing must:
// the worker that draws reports, which pdf.js starts by its address. So addresses of our own origin are vouched for, and nothing else:
// no HTML, no script text. It must come before the schemas: zod otherwise tries at its first object whether it may make functions from
// text, and the browser reports that as an attack.
import { config } from 'zod';

interface TrustedTypes {
  createPolicy(name: 'default', rules: { createScriptURL(address: string): string | null }): unknown;
}

config({ jitless: true });

// Not in the types of the DOM yet; absent in browsers that do not know the directive either.
const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
trustedTypes?.createPolicy('default', {
  createScriptURL: (address) => (new URL(address, location.href).origin === location.origin ? address : null),
});
