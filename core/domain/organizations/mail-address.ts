import { z } from 'zod';

/**
 * One plain mail address as people type it, e.g. `workshop@example.com`; kept in lower case, so that one address is one text. No display
 * name, no list, no control character: what passes here cannot add a header or a recipient to a mail (RFC 5322 §3.4).
 */
export const mailAddress = z.email().max(254).toLowerCase();
