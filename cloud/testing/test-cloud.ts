import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { carryAcross } from '#core/contract/cloud/carried-fields.ts';
import { type CloudContract, cloudContract } from '#core/contract/cloud-contract.ts';
import type { AuditCheckpoint, AuditDraft, StoredAuditEntry } from '#core/domain/audit/audit-entry.ts';
import { type ChainHead, emptyChain } from '#core/domain/audit/chain-hash.ts';
import { sealEntry } from '#core/domain/audit/seal-entry.ts';
import { changesAnswer, type FeedRow } from '#core/domain/sync/changes.ts';
import { type Operation, type OperationVerdict, operation } from '#core/domain/sync/operation.ts';
import { type PushRequest, type PushResponse, pushResponse, verdictOfResult } from '#core/domain/sync/push.ts';
import { readChangesAnswer } from '#core/domain/sync/read-changes-answer.ts';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import { organizationId, stationId } from '#core/kernel/entity-ids.ts';
import { epochMs, type IsoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import { type Cloud, type CloudSettings, createCloud } from '../create-cloud.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { CloudParts } from '../http/cloud-router.ts';
import { createMailer, type Mailer } from '../mail/create-mailer.ts';
import type { MailWay, OutgoingMail } from '../mail/mail-way.ts';
import { registerStation } from '../stations/register-station.ts';
import { createIds } from '../world/create-ids.ts';
import type { CloudClock, CloudLog, CloudLogFields } from '../world/world.ts';
import { createKeptToken, type KeptToken } from './kept-token.ts';
import { createProvenFetch, makeTestKey, type TestKey } from './proven-calls.ts';

/** A cloud on a loopback port with a clock that the test moves, and stations that speak to it over HTTP as real ones do. */
export const testStart: IsoTime = '2026-11-20T08:00:00.000Z';

export interface TestClock extends CloudClock {
  advance(milliseconds: number): void;
}

export interface LoggedEvent {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: CloudLogFields;
}

export interface TestCloud {
  readonly url: string;
  readonly clock: TestClock;
  readonly database: CloudDatabase;
  readonly logged: LoggedEvent[];
  readonly meter: Cloud['meter'];
  /** Mails that went out, oldest first, unless the test has a way of its own for them. */
  readonly mails: readonly OutgoingMail[];
  readonly mailer: Pick<Mailer, 'idle' | 'wake'>;
  addStation(organizationId: string, name?: string): Promise<TestStation>;
  close(): Promise<void>;
}

export type CloudApi = JsonifiedClient<ContractRouterClient<CloudContract>>;

export interface TestCloudOptions {
  readonly mailWay?: MailWay;
  readonly supportAddress?: string;
  readonly webhookAddresses?: CloudParts['webhookAddresses'];
  /** Of the server; without any, nobody's calls are counted. */
  readonly settings?: CloudSettings;
  /** Where its stations call, if not where it listens. */
  readonly stationsCall?: string;
}

export async function startTestCloud(database: CloudDatabase, options: TestCloudOptions = {}): Promise<TestCloud> {
  let nowMs = epochMs(testStart);
  const clock: TestClock = {
    now: () => toIsoTime(nowMs),
    advance: (milliseconds) => {
      nowMs += milliseconds;
    },
  };
  const logged: LoggedEvent[] = [];
  const note =
    (level: LoggedEvent['level']) =>
    (event: string, fields: CloudLogFields = {}): void => {
      logged.push({ level, event, fields });
    };
  const log: CloudLog = { info: note('info'), warn: note('warn'), error: note('error') };
  const ids = createIds();
  const mails: OutgoingMail[] = [];
  const mailer = createMailer({ database, clock, log, way: options.mailWay ?? collectIn(mails) });
  const { supportAddress, webhookAddresses } = options;
  const parts = { database, clock, ids, log, mailer, supportAddress, webhookAddresses };
  const cloud = await createCloud(parts, { rateRules: null, ...options.settings });
  const { url } = await cloud.listen({ port: 0 });
  return {
    url,
    clock,
    database,
    logged,
    meter: cloud.meter,
    mails,
    mailer,
    async addStation(organizationId, name = 'Bench') {
      const { publicKey, privateKey } = generateKeyPairSync('ed25519');
      const key = await makeTestKey();
      const publicText = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
      const id = ids.next();
      const credential = await registerStation(
        database,
        { stationId: id, name, organizationId, publicKey: publicText, thumbprint: key.thumbprint },
        clock.now(),
      );
      return createTestStation({
        url: options.stationsCall ?? url,
        id,
        token: createKeptToken(key, credential),
        key,
        privateKey,
        clock,
        nextId: () => ids.next(),
      });
    },
    async close() {
      await cloud.close();
      await mailer.close();
    },
  };
}

function collectIn(mails: OutgoingMail[]): MailWay {
  return {
    async send(mail) {
      mails.push(mail);
      return { kind: 'sent' };
    },
    close() {},
  };
}

/** An operation as a test writes it; parsing brands its ids and finds its mistakes. */
export interface OperationSketch {
  readonly kind: Operation['kind'];
  readonly unit: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly actor?: { readonly personId: string | null; readonly name: string; readonly roles: readonly string[] };
  readonly id?: string;
  readonly seq?: number;
  readonly sessionId?: string;
}

export interface TestStation {
  readonly id: string;
  readonly token: KeptToken;
  readonly key: TestKey;
  readonly api: CloudApi;
  /** A station's clone: same name, same key, same numbers. */
  clone(): TestStation;
  /** Makes the next operation; it is numbered as the station's outbox would. */
  operation(draft: OperationSketch): Operation;
  request(operations: readonly Operation[], extra?: Partial<PushRequest>): PushRequest;
  /** Answers each operation's one verdict, whether it was told for the first time or again. */
  push(operations: readonly Operation[], extra?: Partial<PushRequest>): Promise<Pushed>;
  /** Appends an entry to the station's own chain. */
  record(entry: EntrySketch): StoredAuditEntry;
  checkpoint(): AuditCheckpoint;
  /** Pulls every page from a cursor on. */
  pull(cursor?: string): Promise<Pulled>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

interface StationParts {
  readonly url: string;
  readonly id: string;
  readonly token: KeptToken;
  readonly key: TestKey;
  readonly privateKey: KeyObject;
  readonly clock: CloudClock;
  readonly nextId: () => string;
  readonly seq?: number;
}

/** An installer and technician of no organization in particular: the command line vouches for the roles. */
export const commandLineActor = { personId: null, name: 'T. Ester', roles: ['technician', 'installer'] };

function createTestStation(parts: StationParts): TestStation {
  const { url, id, token, key, privateKey, clock, nextId } = parts;
  const provenFetch = createProvenFetch(key, token);
  let seq = parts.seq ?? 0;
  let end: ChainHead = emptyChain;
  const link = new OpenAPILink(cloudContract, { url, fetch: provenFetch, clientInterceptors: [carryAcross] });
  const api: CloudApi = createORPCClient(link);
  const station: TestStation = {
    id,
    token,
    key,
    api,
    clone: () => createTestStation({ ...parts, seq }),
    operation(draft) {
      seq = draft.seq ?? seq + 1;
      const standing = { id: nextId(), seq, sessionId: null, actor: commandLineActor, occurredAt: clock.now() };
      return operation.parse({ ...standing, ...draft });
    },
    request: (operations, extra = {}) => ({
      stationId: stationId.parse(id),
      generation: 1,
      operations: [...operations],
      auditEntries: [],
      checkpoint: null,
      stationTime: clock.now(),
      ...extra,
    }),
    async push(operations, extra) {
      const { results, ...rest } = pushResponse.parse(await api.sync.push(station.request(operations, extra)));
      return { ...rest, results: results.map(verdictOfResult) };
    },
    record(sketch) {
      const { stored } = sealEntry(end, draftOf(sketch), {
        stationId: stationId.parse(id),
        generation: 1,
        at: clock.now(),
        clockDoubts: [],
        newSalt: () => randomBytes(16).toString('hex'),
      });
      end = { size: stored.seq, head: stored.head };
      return stored;
    },
    checkpoint() {
      const statement = { stationId: stationId.parse(id), generation: 1, ...end };
      const signature = sign(null, Buffer.from(canonicalJson(statement), 'utf8'), privateKey).toString('base64');
      return { ...statement, signature };
    },
    pull: (cursor) => pullAll(api, cursor),
    fetch: (path, init = {}) => provenFetch(new Request(`${url}${path}`, init)),
  };
  return station;
}

export interface Pushed extends Omit<PushResponse, 'results'> {
  readonly results: readonly OperationVerdict[];
}

export interface Pulled {
  readonly rows: readonly FeedRow[];
  readonly cursor: string;
}

async function pullAll(api: CloudApi, cursor: string | undefined): Promise<Pulled> {
  const rows: FeedRow[] = [];
  let at = cursor;
  for (;;) {
    const page = await api.sync.changes({ ...(at === undefined ? {} : { cursor: at }), limit: 200 });
    rows.push(...readChangesAnswer(changesAnswer.parse(page)).rows);
    at = page.cursor;
    if (!page.more) {
      return { rows, cursor: page.cursor };
    }
  }
}

export interface EntrySketch {
  readonly action: string;
  readonly organizations: readonly string[];
  readonly unit?: string;
  readonly actor?: AuditDraft['actor'];
  readonly after?: Readonly<Record<string, string>>;
}

function draftOf({ organizations, unit, actor, after, action }: EntrySketch): AuditDraft {
  return {
    actor: actor ?? { personId: null, name: 'T. Ester', roles: ['technician'], method: 'command-line' },
    organizations: organizations.map((id) => organizationId.parse(id)),
    action,
    outcome: 'done',
    unit: unit ?? null,
    after: after ?? null,
  };
}
