import { hostname } from 'node:os';
import type { Command } from 'commander';
import { z } from 'zod';
import type { EnrolmentState } from '#core/contract/station/enrolment.ts';
import type { EnrolmentFacts, EnrolmentFailure } from '#core/domain/enrolment/enrolment.ts';
import { assertNever } from '#core/kernel/assert-never.ts';
import { plainNameOf, seenPart, takenName, takenNameOrNone } from '#core/kernel/plain-name.ts';
import { listenForEndWish } from '../../compose/end-wish.ts';
import type { StationClient } from '../../host/in-process-client.ts';
import type { Actions, CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';

const enrollOptions = z.object({
  name: takenName(60).optional(),
  place: takenNameOrNone(60).optional(),
  again: z.boolean().default(false),
});

/** `fitbay enroll`: lets the centre take this station in, by a code that a person types there (STA-1). */
export function addEnrollCommand(program: Command, { act }: Actions): void {
  const enroll = program
    .command('enroll')
    .description('Enrol this station with the cloud of --cloud: shows a code and waits until somebody has let it in')
    .option('--name <name>', "what the station is called (default: this machine's name)")
    .option('--place <place>', 'where it stands')
    .option('--again', 'also where it is enrolled already; what it has not sent is kept');
  act(enroll, async (call) => {
    const { reachServed, workWith } = await import('../reach-station.ts');
    const parsed = enrollOptions.safeParse(call.options);
    if (!parsed.success) {
      call.output.note('--name takes up to 60 letters that can be seen, and so does --place.');
      return exitStatus.wrongUsage;
    }
    return workWith(call, await reachServed(call), (client) => enrol(call, client, parsed.data));
  });
}

async function enrol(
  call: CommandCall,
  client: StationClient,
  wish: z.infer<typeof enrollOptions>,
): Promise<ExitStatus> {
  const { output } = call;
  const facts = await client.enrolment.about();
  if (facts.kind === 'enrolled' && !wish.again) {
    const { stationId, cloudUrl } = facts;
    output.refusal(
      { kind: 'already-enrolled', stationId, cloudUrl },
      `This station is enrolled with ${cloudUrl} already. Say --again to enrol it anew; nothing unsent is lost.`,
    );
    return exitStatus.no;
  }
  const cloudUrl = call.cloudUrl ?? (facts.kind === 'enrolled' ? facts.cloudUrl : facts.suggestion.cloudUrl);
  if (cloudUrl === '') {
    output.note('Say with --cloud which cloud the station belongs to, for example --cloud https://centre.example.com');
    return exitStatus.wrongUsage;
  }
  const begun = await client.enrolment.begin({ cloudUrl, ...namesOf(facts, wish) });
  if (begun.kind === 'waiting') {
    tellCode(call, begun);
  }
  return finish(call, await decided(client));
}

function namesOf(facts: EnrolmentFacts, wish: z.infer<typeof enrollOptions>): { name: string; place: string } {
  const known = facts.kind === 'enrolled' ? facts : { name: hostname().slice(0, 60), place: '' };
  return { name: wish.name ?? plainNameOf(known.name), place: wish.place ?? seenPart(known.place) };
}

function tellCode({ output }: CommandCall, waiting: Extract<EnrolmentState, { kind: 'waiting' }>): void {
  const { userCode, verificationUri, verificationUriComplete, checkNumber, remainingMs } = waiting;
  const code = { userCode, verificationUri, verificationUriComplete, checkNumber, expiresInMs: remainingMs };
  output.result({ kind: 'code', ...code }, () =>
    [
      `Open     ${verificationUri}`,
      `Code     ${userCode}`,
      `Number   ${checkNumber}  (whoever lets the station in has to type it)`,
      `Waiting for at most ${Math.round(remainingMs / 60_000)} minutes. Ctrl-C stops.`,
    ].join('\n'),
  );
}

const pauseMs = 400;

/** The state in which nothing is under way any more. Ctrl-C calls the enrolment off. */
async function decided(client: StationClient): Promise<EnrolmentState> {
  const end = listenForEndWish();
  for (;;) {
    if (end.isWished()) {
      return client.enrolment.cancel();
    }
    const state = await client.enrolment.state();
    switch (state.kind) {
      case 'enrolled':
      case 'failed':
      case 'idle':
        return state;
      default:
        await Promise.race([end.wished, new Promise((resolve) => setTimeout(resolve, pauseMs))]);
    }
  }
}

function finish({ output }: CommandCall, state: EnrolmentState): ExitStatus {
  if (state.kind === 'enrolled') {
    const { stationId, organizationName } = state;
    output.result(
      { kind: 'enrolled', stationId, organizationName },
      () => `Enrolled for ${organizationName} as ${stationId}.`,
    );
    return exitStatus.done;
  }
  if (state.kind === 'failed') {
    output.refusal({ kind: 'failed', why: state.why, detail: state.detail }, sentenceFor(state.why, state.detail));
    return statusFor(state.why);
  }
  output.refusal({ kind: 'called-off' }, 'Called off. The code is left to expire.');
  return exitStatus.tryLater;
}

function statusFor(why: EnrolmentFailure): ExitStatus {
  switch (why) {
    case 'unreachable':
    case 'expired':
      return exitStatus.tryLater;
    case 'unsafe-address':
      return exitStatus.wrongUsage;
    case 'denied':
    case 'not-a-cloud':
    case 'other-address':
    case 'refused':
    case 'not-here':
      return exitStatus.no;
    default:
      return assertNever(why);
  }
}

function sentenceFor(why: EnrolmentFailure, detail: string): string {
  switch (why) {
    case 'denied':
      return 'The station was refused at the centre.';
    case 'expired':
      return 'Nobody let the station in before the code expired. Start again.';
    case 'unreachable':
      return `The cloud does not answer: ${detail}`;
    case 'unsafe-address':
      return `${detail} cannot be used: an address begins with https:// (http:// only on this machine).`;
    case 'not-a-cloud':
      return `There is no Fitbay cloud under this address: ${detail}`;
    case 'other-address':
      return `The cloud calls itself ${detail}. Say --cloud ${detail}`;
    case 'refused':
      return `The cloud did not take the request: ${detail}`;
    case 'not-here':
      return 'This station cannot be enrolled from here.';
    default:
      return assertNever(why);
  }
}
