import { implement } from '@orpc/server';
import type { CallRules, RateBucket } from '#core/contract/cloud/call-rules.ts';
import { protocolHeader, protocolIn } from '#core/contract/cloud/protocol.ts';
import { cloudContract } from '#core/contract/cloud-contract.ts';
import { assertNever } from '#core/kernel/assert-never.ts';
import { findUnstorableText, isStorableText } from '#core/kernel/storable.ts';
import { findStation, type StationAuthentication } from '../stations/find-station.ts';
import { tagOf } from './carried-input.ts';
import type { CallContext, CloudParts } from './cloud-router.ts';
import { problem, problemWith } from './problem.ts';

/** Finds out who calls and whether it may now, before the input is judged; the answer names the version that it shows. */
export function forStations(parts: CloudParts) {
  return implement(cloudContract)
    .$context<CallContext>()
    .use(async ({ context, next }) => {
      if (protocolIn(context.headers[protocolHeader]) < context.oldestProtocol) {
        throw problem('too-old', context.traceId);
      }
      const found = await findStation({ database: parts.database, nonces: context.nonces }, context.call);
      if (found.kind !== 'station') {
        throw refusalOf(found, context);
      }
      const { station } = found;
      const tenant = parts.database.forTenant({ organizationId: station.organizationId, now: parts.clock.now() });
      return next({ context: { station, tenant } });
    })
    .use(async ({ context, procedure, next }, input) => {
      const { meta, route } = procedure['~orpc'];
      const bucket = bucketOf(meta, route.method);
      const limited = await context.limits.count(context.station, bucket, input);
      for (const [name, value] of Object.entries(limited.headers)) {
        context.setHeader(name, value);
      }
      if (limited.exceeded !== null) {
        context.meter.noteLimited(limited.exceeded);
        throw problem('too-many-requests', context.traceId);
      }
      mustBeCarried(context);
      mustBeStorable(meta, input, context);
      const result = await next();
      const tag = tagOf(meta, result.output);
      if (tag !== null) {
        context.setHeader('etag', tag);
      }
      return result;
    });
}

function bucketOf({ bucket, repeat }: CallRules, method: string | undefined): RateBucket {
  return bucket ?? (method === 'GET' || repeat?.kind === 'only-reads' ? 'reads' : 'writes');
}

function mustBeStorable({ judgedInParts = [] }: CallRules, input: unknown, { traceId }: CallContext): void {
  const whole =
    typeof input === 'object' && input !== null
      ? Object.fromEntries(Object.entries(input).filter(([name]) => !judgedInParts.includes(name)))
      : input;
  const flaw = findUnstorableText(whole);
  if (flaw !== null) {
    const violation = { path: isStorableText(flaw) ? flaw : '', message: 'holds what is no character of a text' };
    throw problemWith('malformed', { traceId, violations: [violation] });
  }
}

function mustBeCarried({ carried, traceId }: CallContext): void {
  switch (carried.kind) {
    case 'input':
      return;
    case 'key-missing':
    case 'version-missing':
      throw problem(carried.kind, traceId);
    case 'malformed':
      throw problemWith('malformed', { traceId, detail: carried.detail });
    default:
      assertNever(carried);
  }
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
