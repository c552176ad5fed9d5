import { ownershipPolicy as schema } from '#core/domain/ownership/ownership-policy.ts';
import data from '#resources/ownership-policy.json' with { type: 'json' };

/** How long a transfer can be undone, as data (decisions.md d12). */
export const ownershipPolicy = schema.parse(data);
