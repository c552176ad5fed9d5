import { implement } from '@orpc/server';
import { cloudContract } from '#core/contract/cloud-contract.ts';
import { assertNever } from '#core/kernel/assert-never.ts';
import { findStation, type StationAuthentication } from '../stations/find-station.ts';
import type { CallContext, CloudParts } from './cloud-router.ts';
import { problem } from './problem.ts';

/** Finds out who calls, before anything of the input is looked at. */
export function forStations(parts: CloudParts) {
  return implement(cloudContract)
    .$context<CallContext>()
    .use(async ({ context, next }) => {
      const found = await findStation({ database: parts.database, nonces: context.nonces }, context.call);
      if (found.kind !== 'station') {
        throw refusalOf(found, context);
      }
      return next({ context: { station: found.station } });
    });
}

/** The challenges of RFC 9449 §7.1 and §9, so that a station knows whether to prove again, to renew its token, or to give up. */
function refusalOf(
  found: Exclude<StationAuthentication, { kind: 'station' }>,
  { nonces, traceId, setHeader }: CallContext,
) {
  const challenge = (error: string): void =>
    setHeader('www-authenticate', `DPoP algs="ES256 Ed25519"${error === '' ? '' : `, error="${error}"`}`);
  switch (found.kind) {
    case 'missing-token':
      challenge('');
      return problem('unauthorized', traceId);
    case 'unknown-token':
      challenge('invalid_token');
      return problem('unauthorized', traceId);
    case 'nonce-wanted':
      challenge('use_dpop_nonce');
      setHeader('dpop-nonce', nonces.next());
      return problem('nonce-wanted', traceId);
    case 'revoked':
      challenge('invalid_token');
      return problem('station-revoked', traceId);
    default:
      return assertNever(found);
  }
}
