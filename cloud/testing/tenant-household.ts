import { person } from '#core/domain/access/person.ts';
import type { Job } from '#core/domain/jobs/job.ts';
import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import { asset } from '#core/domain/pairing/asset.ts';
import { samplePhoto } from '#core/domain/photos/testing/sample-photo.ts';
import { sampleSupportRequest } from '#core/domain/support/testing/sample-support-request.ts';
import { toBase64 } from '#core/kernel/base64.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import { putAsset, putPerson } from '../registry/put.ts';
import { makePinVerifier } from '../roster/pin-verifier.ts';
import { createCourier } from '../webhooks/courier.ts';
import type { SentWebhook } from '../webhooks/send-webhook.ts';
import { openWebhookKey } from '../webhooks/webhook-key.ts';
import { createIds } from '../world/create-ids.ts';
import type { OperationSketch, TestCloud, TestStation } from './test-cloud.ts';
import type { TestWorld } from './test-world.ts';

/** An organization that has something in every table of its own: fleet and workshop at once, with a customer and a partner nobody else knows. */
export interface Household {
  readonly station: TestStation;
  /** What only it and those it deals with may ever read, by what it is. Every value is nobody else's. */
  readonly things: HouseholdThings;
}

export interface HouseholdThings {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly workshopId: string;
  readonly personId: string;
  readonly personName: string;
  readonly stationId: string;
  readonly unit: string;
  readonly pairedUnit: string;
  readonly movedUnit: string;
  readonly lostUnit: string;
  readonly reservedUnit: string;
  readonly cartonId: string;
  readonly assetId: string;
  readonly plate: string;
  readonly pairedAssetId: string;
  readonly pairedVin: string;
  readonly pairedPlate: string;
  readonly lostVin: string;
  readonly profileId: string;
  readonly profileName: string;
  readonly secretName: string;
  readonly secretValue: string;
  readonly subscriptionId: string;
  readonly hookPath: string;
  readonly batchId: string;
  readonly partnershipId: string;
  readonly partnerEmail: string;
  readonly linkToken: string;
  readonly jobId: string;
  readonly jobPlate: string;
  readonly jobTemplateId: string;
  readonly failedJobId: string;
  /** Its hash; `photoBase64` is what it holds. */
  readonly photo: string;
  readonly photoBase64: string;
  readonly supportId: string;
  readonly operationId: string;
  readonly sessionId: string;
  readonly transferId: string;
  readonly reversalId: string;
  readonly auditHead: string;
}

export const householdPin = '471147';
const ids = createIds();
let count = 0;

export async function createHousehold(cloud: TestCloud, world: TestWorld): Promise<Household> {
  count += 1;
  const mark = `h${count}-${ids.next().slice(-12)}`;
  const actors = await settle(cloud, world, mark);
  const station = await cloud.addStation(actors.organizationId, `Bench of ${mark}`);
  const builder = { cloud, world, mark, station, actors };
  const partnership = await addPartnership(builder);
  const subscription = await subscribe(builder);
  const fleet = await fillFleet(builder);
  const jobs = await orderWork(builder);
  const reserved = await reserve(builder);
  const batchId = await deliver(builder, subscription.subscriptionId);
  const things = {
    ...actors,
    stationId: station.id,
    ...partnership,
    ...subscription,
    ...fleet,
    ...jobs,
    ...reserved,
    batchId,
  };
  return { station, things };
}

type Actors = Awaited<ReturnType<typeof settle>>;
interface Builder {
  readonly cloud: TestCloud;
  readonly world: TestWorld;
  readonly mark: string;
  readonly station: TestStation;
  readonly actors: Actors;
}

async function settle({ database }: TestCloud, world: TestWorld, mark: string) {
  const organizationName = `Household ${mark}`;
  const customerName = `Customer of ${mark}`;
  const organizationId = await world.addOrganization(['fleet-customer', 'service-partner'], { name: organizationName });
  const customerId = await world.addOrganization(['fleet-customer'], { name: customerName });
  const workshopId = await world.addOrganization(['service-partner'], { name: `Workshop of ${mark}` });
  await world.trust({ customerId, partnerId: organizationId });
  const personId = ids.next();
  const personName = `Person ${mark}`;
  const standing = { id: personId, organizationId, displayName: personName, givenName: mark, badge: `badge-${mark}` };
  const roles = ['technician', 'supervisor', 'fleet-manager', 'station-admin'];
  const pinVerifier = await makePinVerifier(householdPin, 'demo');
  const value = person.parse({ ...standing, roles, active: true, pinVerifier });
  await database.asSystem('administration').transact((transaction) => putPerson(transaction, value));
  return { organizationId, organizationName, customerId, customerName, workshopId, personId, personName };
}

/** The person of the household, who may do everything. */
export function actorOf({ personId, personName }: Pick<HouseholdThings, 'personId' | 'personName'>) {
  return { personId, name: personName, roles: ['technician', 'supervisor', 'fleet-manager'] };
}

async function addPartnership({ cloud, mark, station, actors }: Builder) {
  const partnerEmail = `${mark}@example.com`;
  const invitation = { email: partnerEmail, validTo: null, overrideAllowed: false, agreement: null, locale: 'en' };
  const asked = { requestId: ids.next(), actor: actorOf(actors), invitation };
  const answer = await station.api.partners.invite(asked as never);
  invariant(answer.kind === 'done', `not invited: ${JSON.stringify(answer)}`);
  await cloud.mailer.idle();
  const mail = cloud.mails.findLast(({ recipient }) => recipient === partnerEmail);
  const linkToken = /fitbay:\/\/workshop\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  const workshop = await cloud.addStation(actors.workshopId);
  await workshop.api.invitations.answer({
    requestId: ids.next(),
    actor: { personId: null, name: 'W. Orker', roles: ['supervisor'] },
    invitation: { kind: 'link', token: linkToken },
    expectedVersion: 1,
    answer: { act: 'accept', agreed: true },
  });
  return { partnerEmail, linkToken, partnershipId: answer.partner.id };
}

async function subscribe({ mark, station, actors }: Builder) {
  const hookPath = `/hooks/${mark}`;
  const subscription = {
    url: `https://hooks.example.com${hookPath}`,
    names: ['unit.paired', 'unit.unpaired'],
    version: 1,
  };
  const asked = { requestId: ids.next(), actor: actorOf(actors), subscription };
  const answer = await station.api.eventSubscriptions.create(asked as never);
  invariant(answer.kind === 'done', `not subscribed: ${JSON.stringify(answer)}`);
  return { hookPath, subscriptionId: answer.subscription.id };
}

async function fillFleet(builder: Builder) {
  const { world, mark, station, actors, cloud } = builder;
  const { organizationId, customerId } = actors;
  const own = Object.fromEntries(
    await Promise.all(
      ['unit', 'pairedUnit', 'movedUnit', 'lostUnit'].map(async (name) => [name, await world.addUnit(organizationId)]),
    ),
  );
  const units = { unit: own['unit'] ?? '', pairedUnit: own['pairedUnit'] ?? '', movedUnit: own['movedUnit'] ?? '' };
  const lostUnit = own['lostUnit'] ?? '';
  await world.addUnit(customerId);
  const vins = { pairedVin: vinOf('WSM', count), lostVin: vinOf('WKE', count) };
  const plates = { plate: `P-${mark}`, pairedPlate: `Q-${mark}` };
  const assetId = await addAsset(builder, { plate: plates.plate, vin: null });
  const pairedAssetId = await addAsset(builder, { plate: plates.pairedPlate, vin: vins.pairedVin });
  await world.addAsset(customerId, null, `R-${mark}`);
  const work = await pushWork(builder, { ...units, pairedAssetId });
  await station.api.units.message({
    unitId: lostUnit,
    at: cloud.clock.now(),
    position: null,
    sensorVin: vins.lostVin,
    supplyMillivolts: null,
  });
  const supportId = ids.next();
  await station.api.support.request(sampleSupportRequest({ id: supportId, words: `Words of ${mark}` }));
  return { ...units, lostUnit, ...vins, ...plates, assetId, pairedAssetId, ...work, supportId };
}

/** A unit in a carton that is on its way to the customer. */
async function reserve({ world, mark, station, actors }: Builder) {
  const { organizationId, customerId, personName: person } = actors;
  const reservedUnit = await world.addUnit(organizationId);
  const cartonId = `carton-${mark}`;
  const units = [{ unit: reservedUnit, fromId: organizationId, expectedEpoch: 0, person }];
  const answer = await station.api.reservations.take({ cartonId, customerId, units } as never);
  invariant(answer.units[0]?.kind === 'granted', `not reserved: ${JSON.stringify(answer)}`);
  return { reservedUnit, cartonId };
}

/** A job that its workshop has, and what it could have been made from. */
async function orderWork(builder: Builder) {
  const { mark, station, actors } = builder;
  const jobPlate = `J-${mark}`;
  const jobTemplateId = ids.next();
  const asked = () => ({ requestId: ids.next(), actor: actorOf(actors) });
  const fields = { ...blankJobFields, plate: jobPlate };
  const order = {
    kind: 'installation',
    fields,
    steps: [],
    partnerId: actors.workshopId,
    templateId: null,
    repeats: null,
  };
  // On and off again: that it was ever wanted is a row of its own, and its secrets go by trust as before (X3).
  for (const on of [true, false]) {
    await station.api.jobs.setVisits({ actor: actorOf(actors), on });
  }
  const answer = await station.api.jobs.create({ ...asked(), ...order } as never);
  invariant(answer.kind === 'done', `no job: ${JSON.stringify(answer)}`);
  const draft = { name: `Template ${mark}`, kind: 'installation', fields: blankJobFields, steps: [] };
  const put = { ...asked(), id: jobTemplateId, expectedVersion: 0, draft };
  invariant((await station.api.jobTemplates.put(put as never)).kind === 'done', 'the template is written');
  const failed = await station.api.jobs.create({ ...asked(), ...order } as never);
  invariant(failed.kind === 'done', `no second job: ${JSON.stringify(failed)}`);
  const photo = await failJob(builder, failed.job);
  return { jobPlate, jobTemplateId, jobId: answer.job.id, failedJobId: failed.job.id, ...photo };
}

/** The workshop ends it as failed, with a photo. */
async function failJob({ cloud, mark, actors }: Builder, { id, number, organizationId }: Job) {
  const workshop = await cloud.addStation(actors.workshopId);
  const jpeg = samplePhoto({ shows: `Photo of ${mark}` });
  const photo = sha256Hex(jpeg);
  const commands = [
    { act: 'start', stationId: workshop.id, stationName: 'Bench' },
    { act: 'fail', failure: 'other', explanation: `Words of ${mark}`, photos: [photo] },
  ].map((command) => ({ runId: 'run', ...command }));
  await workshop.push(
    commands.map((command) =>
      workshop.operation({
        kind: 'job.act',
        unit: `job:${id}`,
        payload: { jobId: id, organizationId, number, command },
      }),
    ),
  );
  const photoBase64 = toBase64(jpeg);
  const taken = await workshop.api.jobPhotos.give({ jobId: id, sha256: photo, jpegBase64: photoBase64 });
  invariant(taken.kind === 'kept', `no photo: ${JSON.stringify(taken)}`);
  return { photo, photoBase64 };
}

/** 17 characters that no other household has. */
function vinOf(maker: string, number: number): string {
  return `${maker}ZZZ${String(number).padStart(3, '0')}${ids.next().replaceAll(/\D/g, '').slice(-8).padStart(8, '7')}`;
}

async function addAsset(
  { cloud: { database }, actors: { organizationId } }: Builder,
  { plate, vin }: { readonly plate: string; readonly vin: string | null },
): Promise<string> {
  const id = ids.next();
  const value = asset.omit({ unit: true }).parse({ id, organizationId, category: 'trailer', plate, vin, code: null });
  await database.asSystem('administration').transact((transaction) => putAsset(transaction, value));
  return id;
}

interface WorkedOn {
  readonly unit: string;
  readonly pairedUnit: string;
  readonly movedUnit: string;
  readonly pairedAssetId: string;
}

/** What a bench sends of a day: pairing, facts, a profile, a transfer that somebody wants back, one operation nobody understands. */
async function pushWork({ mark, station, actors, cloud }: Builder, on: WorkedOn) {
  const { organizationId, customerId } = actors;
  const sessionId = ids.next();
  const actor = actorOf(actors);
  const profile = { profileId: `profile-${mark}`, profileName: `Profile ${mark}` };
  const secret = { secretName: `secret ${mark}`, secretValue: `value-${mark}` };
  const send = async (sketch: OperationSketch): Promise<string> => {
    const operation = station.operation({ actor, sessionId, ...sketch });
    const { results } = await station.push([operation]);
    invariant(
      results.every(({ verdict }) => verdict === 'applied'),
      `not applied: ${sketch.kind} ${JSON.stringify([results, cloud.logged.at(-2), cloud.logged.at(-1)])}`,
    );
    return operation.id;
  };
  const entries = [{ kind: 'value', key: 'serverHost', value: `${mark}.example.com` }];
  const draft = { name: profile.profileName, baseId: null, unitTypes: ['evopulse'], minimumFirmware: null, entries };
  await send({
    kind: 'profile.save',
    unit: `profile:${profile.profileId}`,
    payload: { profileId: profile.profileId, organizationId, expectedVersion: 0, draft, note: null },
  });
  const given = { name: secret.secretName, value: secret.secretValue, actor };
  invariant((await station.api.profiles.giveSecret(given)).kind === 'kept', 'the secret is kept');
  const pair = { organizationId, assetId: on.pairedAssetId, vin: null };
  const operationId = await send({ kind: 'unit.pair', unit: on.pairedUnit, payload: pair });
  for (const sketch of factsOf(on.unit, { organizationId, mark, at: cloud.clock.now(), ...profile })) {
    await send(sketch);
  }
  const move = { fromId: organizationId, toId: customerId, expectedEpoch: 0, unpairFirst: false };
  const transferId = await send({ kind: 'unit.transfer', unit: on.movedUnit, payload: move });
  const wanted = { transferId, customerId, reason: `Wrong pallet of ${mark}` };
  const reversalId = await send({ kind: 'reversal.ask', unit: on.movedUnit, payload: wanted });
  const entry = station.record({ action: 'household.noted', organizations: [organizationId], unit: on.unit });
  await station.push([], { auditEntries: [entry], checkpoint: station.checkpoint() });
  const odd = station.operation({ actor, kind: 'unit.pair', unit: on.unit, payload: pair });
  await station.push([{ ...odd, kind: 'unit.dance' } as never]);
  return { ...profile, ...secret, sessionId, operationId, transferId, reversalId, auditHead: entry.head };
}

function factsOf(
  unit: string,
  { organizationId: customerId, mark, at, profileId }: Record<'organizationId' | 'mark' | 'at' | 'profileId', string>,
): readonly OperationSketch[] {
  const values = { serverHost: `${mark}.example.com` };
  const installed = { customerId, profileId, profileVersion: 1, firmware: '03.27.10', iccid: null, changes: [] };
  const checks = { checklistId: 'evopulse', checklistVersion: 1, result: 'pass', checks: [] };
  const report = { reportNumber: `report-${mark}`, result: 'succeeded', remarks: null, auditSize: 0 };
  return [
    { kind: 'unit.installed', unit, payload: { ...installed, verifiedAt: at, values } },
    { kind: 'unit.inspected', unit, payload: { customerId, ...checks } },
    { kind: 'session.signed', unit, payload: { customerId, ...report, auditHead: 'a'.repeat(64) } },
  ];
}

/** Sends what waits, to a receiver that is not there: the batch, its try and the circuit of its host are then something to look for. */
async function deliver({ cloud: { database, clock } }: Builder, subscriptionId: string): Promise<string> {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const lost: SentWebhook = {
    outcome: 'not-reached',
    address: null,
    status: null,
    durationMs: 1,
    answer: '',
    retryAfter: undefined,
  };
  const courier = createCourier({
    database,
    clock,
    ids,
    log,
    sender: { send: async () => lost },
    chance: () => 0.5,
    key: await openWebhookKey(database, clock.now()),
  });
  clock.advance(1_000);
  await courier.deliver(subscriptionId);
  const row = await database
    .asSystem('administration')
    .read((transaction) =>
      transaction
        .selectFrom('event_batches')
        .select('id')
        .where('subscription_id', '=', subscriptionId)
        .executeTakeFirstOrThrow(),
    );
  return row.id;
}
