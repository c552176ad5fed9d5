import { implement, ORPCError, type Router } from '@orpc/server';
import { type StationContract, stationContract } from '#core/contract/station-contract.ts';
import type { Log } from '#core/ports/log.ts';
import { StorageRefusal, type StorageTrouble } from '#core/ports/storage-refusal.ts';
import type { SecondPerson, StepUpCheck } from '#core/station/access/step-ups.ts';
import type { Station } from '#core/station/create-station.ts';
import { checkRight } from '#core/station/guard.ts';
import type { Principal } from '#core/station/principal.ts';
import type { Call } from '#core/station/procedures.ts';

/**
 * Binds the station's use cases to the contract, once for all hosts: checks the caller's right and PIN, checks input and output against the
 * schemas, and turns a bug into a fault code with a correlation id while the cause stays in the log.
 */
export interface HostContext {
  /** Asked at each call: somebody may have signed in since the connection was made. */
  readonly principal: () => Principal;
}

export interface StationRouterDeps {
  readonly station: Pick<Station, 'procedures' | 'checkStepUp'>;
  readonly log: Log;
  readonly nextId: () => string;
}

type AnyProcedure = (input: unknown, call: Call) => Promise<unknown>;

export type StationRouter = Router<StationContract, HostContext>;

export function createStationRouter(deps: StationRouterDeps): StationRouter {
  const builder = implement(stationContract).$context<HostContext>();
  const areas = Object.entries(stationContract).map(([area, procedures]) => {
    const bound = Object.keys(procedures).map((name) => [name, bindProcedure(deps, builder, { area, name })]);
    return [area, Object.fromEntries(bound)];
  });
  // The entries come from the contract's own keys, so the object has exactly its shape; the type cannot follow a loop.
  return Object.fromEntries(areas) as unknown as StationRouter;
}

interface UntypedBuilder {
  handler(
    handle: (options: { input: unknown; context: HostContext; signal?: AbortSignal | undefined }) => Promise<unknown>,
  ): unknown;
}

interface ProcedurePlace {
  readonly area: string;
  readonly name: string;
}

function bindProcedure(deps: StationRouterDeps, builder: unknown, { area, name }: ProcedurePlace): unknown {
  // A loop over names loses the types that the contract and StationProcedures have tied together; both are indexed by the same names.
  const procedure = (deps.station.procedures as unknown as Record<string, Record<string, AnyProcedure>>)[area]?.[name];
  const typed = (builder as Record<string, Record<string, UntypedBuilder>>)[area]?.[name];
  if (procedure === undefined || typed === undefined) {
    throw new Error(`the station does not implement ${area}.${name}`);
  }
  return typed.handler(async ({ input, context, signal }) => {
    const principal = context.principal();
    refuseWithoutRight(`${area}.${name}`, principal);
    const secondPerson = refuseWithoutProof(deps.station.checkStepUp(`${area}.${name}`, principal));
    try {
      return await procedure(input, {
        principal,
        ...(secondPerson === null ? {} : { secondPerson }),
        ...(signal === undefined ? {} : { cancel: signal }),
      });
    } catch (error: unknown) {
      if (error instanceof StorageRefusal) {
        deps.log.error('procedure.not-stored', {
          procedure: `${area}.${name}`,
          kind: error.kind,
          cause: error.message,
        });
        throw new ORPCError('STORAGE', { status: 507, message: storageWords[error.kind], data: { why: error.kind } });
      }
      throw fault(deps, `${area}.${name}`, error);
    }
  });
}

function refuseWithoutRight(procedure: string, principal: Principal): void {
  const outcome = checkRight(procedure, principal);
  switch (outcome.kind) {
    case 'allowed':
      return;
    case 'not-signed-in':
    case 'locked':
      throw new ORPCError('NOT_SIGNED_IN', {
        status: 401,
        message: 'Sign in first',
        data: { locked: outcome.kind === 'locked' },
      });
    case 'not-allowed':
      throw new ORPCError('NOT_ALLOWED', {
        status: 403,
        message: 'Your role does not include this',
        data: { right: outcome.right, why: outcome.why },
      });
  }
}

/** The rule goes along, so that whoever called knows whose PIN to ask for. */
function refuseWithoutProof(check: StepUpCheck): SecondPerson | null {
  if (check.kind === 'passed') {
    return check.secondPerson;
  }
  throw new ORPCError('STEP_UP_NEEDED', {
    status: 403,
    message: 'Give the PIN first',
    data: { act: check.act, second: check.second ?? null },
  });
}

/** For programs; the page has its own words in the person's language. */
const storageWords: Readonly<Record<StorageTrouble, string>> = {
  'disk-full': 'Disk full. Your last saved step is safe.',
  'not-saved': 'The disk reported an error and this was not saved. Everything before it is safe.',
  'outcome-unknown':
    'The disk reported an error and it is not known whether this was saved. Start Fitbay again to see.',
  damaged: 'The database is damaged. Start Fitbay again: it repairs itself from its backup and journal.',
  busy: 'Another Fitbay has the data open.',
  'read-only': 'The disk cannot be trusted, so nothing is written until Fitbay is started again.',
};

function fault(
  deps: StationRouterDeps,
  procedure: string,
  error: unknown,
): ORPCError<'FAULT', { correlationId: string }> {
  const correlationId = deps.nextId();
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  deps.log.error('procedure.fault', { procedure, correlationId, cause });
  return new ORPCError('FAULT', {
    status: 500,
    message: `Something is broken in Fitbay (${correlationId})`,
    data: { correlationId },
  });
}
