import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import { samplePhoto } from '#core/domain/photos/testing/sample-photo.ts';
import { sampleSupportRequest } from '#core/domain/support/testing/sample-support-request.ts';
import { toBase64 } from '#core/kernel/base64.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import { createIds } from '../world/create-ids.ts';
import { actorOf, type Household, householdPin } from './tenant-household.ts';
import type { OperationSketch } from './test-cloud.ts';

/** One household asks in its own name for what is the other's: every way that a procedure's input has to name it. */
export interface Trespass {
  readonly mine: Household;
  readonly theirs: Household;
  readonly now: string;
}

/**
 * P32: for each procedure of the cloud contract, by its path, the inputs to try. A procedure that is not here has no proof; where there is
 * nothing of another organization that it could be asked for, one call without it shows that at least.
 */
export type TrespassCases = Readonly<Record<string, (trespass: Trespass) => readonly unknown[]>>;

const ids = createIds();
const serialOf = (unit: string): string => unit.slice(unit.indexOf(':') + 1);
const asked = ({ mine }: Trespass) => ({ requestId: ids.next(), actor: actorOf(mine.things) });

const unitsOf = ({ things }: Household): readonly string[] => [
  things.unit,
  things.pairedUnit,
  things.movedUnit,
  things.lostUnit,
  things.reservedUnit,
];

/** The other organization's part of something, and one's own part asked for with what is the other's. */
function logsOf({ mine, theirs }: Trespass, mores: readonly object[]): readonly unknown[] {
  const own = mine.things.organizationId;
  const others = [theirs.things.organizationId, theirs.things.customerId, theirs.things.workshopId];
  return [...others, own].flatMap((organizationId) => mores.map((more) => ({ organizationId, ...more })));
}

const assetWish = { category: 'trailer', type: null, plate: 'N-1', vin: null, code: null };

export const trespassCases: TrespassCases = {
  health: () => [undefined],
  live: () => [undefined],
  ready: () => [undefined],
  'stations.self': () => [undefined],

  'units.lookUp': ({ theirs }) => unitsOf(theirs).map((unit) => ({ serial: serialOf(unit) })),
  'units.lookUpMany': ({ theirs }) => [{ serials: unitsOf(theirs).map(serialOf) }],
  'units.read': ({ theirs }) => unitsOf(theirs).map((unitId) => ({ unitId })),
  'units.message': ({ theirs, now }) =>
    unitsOf(theirs).map((unitId) => ({
      unitId,
      at: now,
      position: null,
      sensorVin: theirs.things.pairedVin,
      supplyMillivolts: 12_000,
    })),

  'sync.push': (trespass) => pushes(trespass),
  'sync.changes': () => [{}, { limit: 1000 }],
  'people.changePin': ({ theirs }) => [{ personId: theirs.things.personId, oldPin: householdPin, newPin: '918273' }],

  'organizations.audit': (trespass) =>
    logsOf(trespass, [
      {},
      { sessionId: trespass.theirs.things.sessionId },
      ...unitsOf(trespass.theirs).map((unit) => ({ unit })),
      { limit: 500 },
    ]),
  'organizations.auditCheckpoint': (trespass) => logsOf(trespass, [{}, { from: 1 }]),
  'organizations.auditProof': (trespass) => {
    const { stationId, auditHead: head } = trespass.theirs.things;
    return logsOf(trespass, [{ stationId, generation: 1, seq: 1, head }]);
  },
  'organizations.units': (trespass) => logsOf(trespass, [{}, { limit: 500 }, { pairing: 'paired' }]),
  'organizations.assets': (trespass) =>
    logsOf(trespass, [{}, { limit: 500 }, { vin: trespass.theirs.things.pairedVin }]),
  'organizations.pairingEvents': (trespass) =>
    logsOf(trespass, [{}, ...unitsOf(trespass.theirs).map((unit) => ({ unit }))]),

  'eventSubscriptions.list': () => [undefined],
  'eventSubscriptions.create': (trespass) => [
    {
      ...asked(trespass),
      subscription: { url: 'https://hooks.example.com/new', names: ['unit.paired'], version: 1 },
    },
  ],
  'eventSubscriptions.act': (trespass) =>
    [
      { act: 'pause' },
      { act: 'resume' },
      { act: 'rotate' },
      { act: 'change', wish: { url: 'https://hooks.example.com/mine', names: ['unit.paired'], version: 1 } },
      { act: 'replay', of: { kind: 'batch', batchId: trespass.theirs.things.batchId } },
      { act: 'remove' },
    ].map((command) => ({
      ...asked(trespass),
      id: trespass.theirs.things.subscriptionId,
      expectedRevision: 1,
      command,
    })),
  'eventSubscriptions.log': ({ theirs }) => [{ id: theirs.things.subscriptionId }],
  'eventSubscriptions.batch': ({ mine, theirs }) => [
    { id: theirs.things.subscriptionId, batchId: theirs.things.batchId },
    { id: mine.things.subscriptionId, batchId: theirs.things.batchId },
  ],

  'partners.list': () => [undefined],
  'partners.invite': (trespass) => [
    {
      ...asked(trespass),
      invitation: {
        email: trespass.theirs.things.partnerEmail,
        validTo: null,
        overrideAllowed: true,
        agreement: null,
        locale: 'en',
      },
    },
  ],
  'partners.act': (trespass) =>
    [{ act: 'resend' }, { act: 'revoke' }, { act: 'set-override', allowed: true }, { act: 'remove' }].map(
      (command) => ({
        ...asked(trespass),
        id: trespass.theirs.things.partnershipId,
        expectedVersion: 2,
        command,
      }),
    ),
  'invitations.list': () => [undefined],
  // A link that nobody answered may be read by whoever holds it; this one became a relationship with somebody else.
  'invitations.lookUp': ({ theirs }) => [{ token: theirs.things.linkToken }],
  'invitations.answer': (trespass) => {
    const { partnershipId: id, linkToken: token } = trespass.theirs.things;
    return [
      { kind: 'id', id },
      { kind: 'link', token },
    ].flatMap((invitation) =>
      [{ act: 'accept', agreed: true }, { act: 'decline' }].map((answer) => ({
        ...asked(trespass),
        invitation,
        expectedVersion: 2,
        answer,
      })),
    );
  },

  'assets.read': ({ theirs }) => assetsOf(theirs).map((id) => ({ id })),
  'assets.create': (trespass) => [
    { ...asked(trespass), organizationId: trespass.theirs.things.organizationId, wish: assetWish },
    // The same VIN is free in one's own organization, whoever else has it.
    {
      ...asked(trespass),
      organizationId: trespass.mine.things.organizationId,
      wish: { ...assetWish, vin: trespass.theirs.things.pairedVin },
    },
  ],
  'assets.change': (trespass) =>
    assetsOf(trespass.theirs).map((id) => ({ ...asked(trespass), id, expectedVersion: 1, wish: assetWish })),
  'assets.link': (trespass) => {
    const { mine, theirs } = trespass;
    const ties = [
      { id: mine.things.assetId, unit: theirs.things.unit, ownerId: theirs.things.organizationId },
      { id: mine.things.assetId, unit: theirs.things.pairedUnit, ownerId: theirs.things.organizationId },
      { id: theirs.things.assetId, unit: mine.things.unit, ownerId: mine.things.organizationId },
      { id: theirs.things.assetId, unit: theirs.things.unit, ownerId: theirs.things.organizationId },
    ];
    return ties.map((tie) => ({ ...asked(trespass), ...tie, ownerEpoch: 0, unpairFirst: true }));
  },
  'assets.unlink': (trespass) => [
    { ...asked(trespass), id: trespass.theirs.things.pairedAssetId, unit: trespass.theirs.things.pairedUnit },
    { ...asked(trespass), id: trespass.mine.things.pairedAssetId, unit: trespass.theirs.things.pairedUnit },
  ],

  'jobs.list': () => [{}, { limit: 500 }],
  'jobs.read': ({ theirs }) => [{ id: theirs.things.jobId }],
  'jobs.create': (trespass) => {
    const { mine, theirs } = trespass;
    const fields = [{ assetId: theirs.things.assetId }, { profileId: theirs.things.profileId }, { plate: 'N-2' }];
    const partners = [null, mine.things.workshopId, theirs.things.workshopId];
    return fields.flatMap((given) =>
      partners.map((partnerId) => ({ ...asked(trespass), ...newJob({ ...given }), partnerId })),
    );
  },
  'jobs.order': (trespass) =>
    jobOrders(trespass).map((order) => ({
      ...asked(trespass),
      id: trespass.theirs.things.jobId,
      expectedVersion: 1,
      order,
    })),
  'jobs.orderMany': (trespass) =>
    jobOrders(trespass).map((order) => ({
      ...asked(trespass),
      jobs: [{ id: trespass.theirs.things.jobId, expectedVersion: 1, order }],
    })),
  'jobs.importMany': (trespass) => [
    {
      ...asked(trespass),
      source: { name: 'theirs.csv', sha256: 'a'.repeat(64) },
      jobs: [{ ...newJob({ plate: 'N-3' }), templateId: trespass.theirs.things.jobTemplateId }],
    },
  ],
  // It names no organization: whatever is asked, it is one's own word.
  'jobs.setVisits': ({ mine }) => [{ actor: actorOf(mine.things), on: true }],
  'jobPhotos.give': ({ theirs }) => [
    { jobId: theirs.things.jobId, ...photoOf('mine') },
    { jobId: theirs.things.failedJobId, ...photoOf('mine') },
  ],
  'jobPhotos.read': ({ theirs, mine }) =>
    [theirs.things.failedJobId, mine.things.failedJobId].map((jobId) => ({ jobId, sha256: theirs.things.photo })),
  'jobTemplates.list': () => [undefined],
  'jobTemplates.put': (trespass) =>
    [0, 1].map((expectedVersion) => ({
      ...asked(trespass),
      id: trespass.theirs.things.jobTemplateId,
      expectedVersion,
      draft: { name: 'Mine', kind: 'installation', fields: blankJobFields, steps: [] },
    })),
  'jobTemplates.remove': (trespass) => [
    { ...asked(trespass), id: trespass.theirs.things.jobTemplateId, expectedVersion: 1 },
  ],

  'profiles.history': ({ theirs }) => [{ id: theirs.things.profileId }],
  'profiles.giveSecret': ({ mine, theirs }) => [
    { name: theirs.things.secretName, value: 'mine', actor: actorOf(mine.things) },
  ],
  'reservations.take': ({ mine, theirs }) =>
    [mine.things.customerId, theirs.things.customerId, mine.things.organizationId].flatMap((customerId) =>
      unitsOf(theirs).map((unit) => ({
        cartonId: 'mine',
        customerId,
        units: [{ unit, fromId: theirs.things.organizationId, expectedEpoch: 0, person: 'Mine' }],
      })),
    ),
  'reservations.release': ({ theirs }) => fencesOf(theirs).map((reserved) => ({ units: [reserved] })),
  'reservations.break': ({ mine, theirs }) =>
    fencesOf(theirs).map((reserved) => ({ ...reserved, actor: actorOf(mine.things) })),
  'support.request': ({ theirs }) => [sampleSupportRequest({ id: theirs.things.supportId })],
};

/** The first fences that a database gives: one of them is theirs. */
const fencesOf = ({ things }: Household) => [1, 2, 3].map((fence) => ({ unit: things.reservedUnit, fence }));

function photoOf(shows: string) {
  const jpeg = samplePhoto({ shows });
  return { sha256: sha256Hex(jpeg), jpegBase64: toBase64(jpeg) };
}

const newJob = (given: object) => ({
  kind: 'installation',
  fields: { ...blankJobFields, ...given },
  steps: [],
  partnerId: null,
  templateId: null,
  repeats: null,
});

function jobOrders({ mine }: Trespass): readonly object[] {
  return [
    { act: 'edit', fields: { ...blankJobFields, plate: 'N-1' }, steps: [] },
    { act: 'assign', partnerId: mine.things.workshopId },
    { act: 'recall' },
    { act: 'delete' },
    { act: 'name-technician', technician: null, reason: null },
  ];
}

const assetsOf = ({ things }: Household): readonly string[] => [things.assetId, things.pairedAssetId];

/** Every kind of operation against what is the other's, each in a push of its own, and an entry that names the other's organization. */
function pushes(trespass: Trespass): readonly unknown[] {
  const { mine } = trespass;
  const { station } = mine;
  const actor = actorOf(mine.things);
  const sent = operationsAgainst(trespass).map((sketch) => station.request([station.operation({ actor, ...sketch })]));
  const { organizationId, unit, stationId } = trespass.theirs.things;
  const entry = station.record({ action: 'household.trespassed', organizations: [organizationId], unit });
  return [
    ...sent,
    station.request([], { auditEntries: [entry], checkpoint: station.checkpoint() }),
    { ...station.request([]), stationId },
  ];
}

function operationsAgainst({ mine, theirs, now }: Trespass): readonly OperationSketch[] {
  const own = mine.things.organizationId;
  const { organizationId: other, customerId, unit, pairedUnit, pairedAssetId } = theirs.things;
  const { movedUnit, transferId, reversalId, profileId, assetId, jobId } = theirs.things;
  const bench = { stationId: mine.things.stationId, stationName: 'Mine' };
  const facts = {
    installed: {
      profileId,
      profileVersion: 1,
      firmware: '1',
      iccid: null,
      changes: [],
      verifiedAt: now,
      values: { serverHost: 'mine' },
    },
  };
  const checks = { checklistId: 'evopulse', checklistVersion: 1, result: 'pass', checks: [] };
  const report = { reportNumber: '1', result: 'failed', remarks: null, auditSize: 0, auditHead: 'a'.repeat(64) };
  const draft = { name: 'Mine', baseId: profileId, unitTypes: ['evopulse'], minimumFirmware: null, entries: [] };
  const saved = { profileId, expectedVersion: 1, draft, note: null };
  const person = { kind: 'person', personId: theirs.things.personId, until: now };
  const inEntry = { kind: 'entry', stationId: theirs.things.stationId, generation: 1, seq: 1 };
  return [
    ...[own, mine.things.customerId, other].map((toId) => ({
      kind: 'unit.transfer' as const,
      unit,
      payload: { fromId: other, toId, expectedEpoch: 0, unpairFirst: true },
    })),
    { kind: 'reversal.ask', unit: movedUnit, payload: { transferId, customerId, reason: 'Not theirs' } },
    ...['approve', 'decline'].map((decision) => ({
      kind: 'reversal.decide' as const,
      unit: movedUnit,
      payload: { reversalId, customerId, decision, note: null },
    })),
    ...[own, other].flatMap((customer) => [
      { kind: 'unit.installed' as const, unit, payload: { customerId: customer, ...facts.installed } },
      { kind: 'unit.inspected' as const, unit, payload: { customerId: customer, ...checks } },
      { kind: 'session.signed' as const, unit, payload: { customerId: customer, ...report } },
      { kind: 'unit.pair' as const, unit, payload: { organizationId: customer, assetId, vin: null } },
      {
        kind: 'unit.unpair' as const,
        unit: pairedUnit,
        payload: { organizationId: customer, assetId: pairedAssetId },
      },
      {
        kind: 'profile.save' as const,
        unit: `profile:${profileId}`,
        payload: { ...saved, organizationId: customer },
      },
      ...['start', 'resume'].map((act) => ({
        kind: 'job.act' as const,
        unit: `job:${jobId}`,
        payload: {
          jobId,
          organizationId: customer,
          number: 1,
          command: { act, runId: 'theirs', ...(act === 'start' ? bench : {}) },
        },
      })),
      // A visit for a fleet that trusts neither, and one that takes the place of a job that is there.
      ...[jobId, ids.next()].map((visited) => ({
        kind: 'job.act' as const,
        unit: `job:${visited}`,
        payload: { jobId: visited, organizationId: customer, number: null, command: { ...visitOf(unit), ...bench } },
      })),
      ...[person, inEntry].map((scope) => ({
        kind: 'personal.erase' as const,
        unit: `trail:${theirs.things.stationId}`,
        payload: { organizationId: customer, scope },
      })),
    ]),
  ];
}

/** The unit, as a bench says that it was visited. */
function visitOf(unit: string): object {
  const [unitType, unitSerial] = unit.split(':');
  return { act: 'visit', runId: 'theirs', kind: 'installation', unitSerial, unitType, knownAt: null };
}
