import { invariant } from '#core/kernel/invariant.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';

/** One of the demo's organizations, by the key under which the demo's data speak of it. */
export function demoOrganization(key: string): (typeof demoFleet.organizations)[number] {
  const found = demoFleet.organizations.find((one) => one.key === key);
  invariant(found !== undefined, `the demo has an organization ${key}`);
  return found;
}
