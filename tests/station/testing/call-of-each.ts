import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import {
  assetId,
  cartonId,
  jobId,
  jobTemplateId,
  organizationId,
  personId,
  profileId,
  sessionId,
} from '#core/kernel/entity-ids.ts';
import type { StationClient } from '#electron/host/in-process-client.ts';
import { organizationOf } from './bench-world.ts';

const noBackup = { id: 'none' };
const noProfile = { id: profileId.parse('no-such-profile') };
const noDraft = { name: 'None', baseId: null, unitTypes: [], minimumFirmware: null, entries: [] };
const noSheet = { sessionId: sessionId.parse('no-such-sheet') };
const noLayout = { columns: [], isDense: false };
const noCarton = { cartonId: cartonId.parse('no-such-carton') };
const nordfracht = organizationId.parse(organizationOf('nordfracht'));

const noRequest = { id: 'no-such-request', words: '', leaveOut: [] };
const noJob = jobId.parse('no-such-job');
const noTemplate = jobTemplateId.parse('no-such-template');
const recall = { id: noJob, expectedVersion: 1, order: { act: 'recall' } } as const;
const noUnit = { number: 1, fromId: nordfracht, expectedEpoch: 0, unpairFirst: false };

const noAsset = assetId.parse('none');
const namelessAsset = { category: 'other', type: null, plate: null, vin: null, code: null } as const;
const noLink = {
  id: noAsset,
  unit: 'evopulse:000000000000018',
  ownerId: nordfracht,
  ownerEpoch: 0,
  unpairFirst: false,
};

const noTable = {
  fileName: 'none.csv',
  bytesBase64: '',
  columns: null,
  kind: 'installation',
  templateId: null,
  preferTemplate: false,
  partnerId: null,
} as const;

/** One harmless call of every procedure. A procedure that is added to the contract must be added here too, or the first test fails. */
export const callOfEach: Readonly<Record<string, (client: StationClient) => Promise<unknown>>> = {
  'access.people': (client) => client.access.people(),
  'access.seat': (client) => client.access.seat(),
  'access.signIn': (client) => client.access.signIn({ personId: personId.parse('nobody-we-know'), pin: '000000' }),
  'access.stepUp': (client) => client.access.stepUp({ act: 'transfer', pin: '000000' }),
  'access.standing': (client) => client.access.standing(),
  'access.work': (client) => client.access.work(),
  'access.touch': (client) => client.access.touch(),
  'access.raise': (client) => client.access.raise(),
  'access.unlock': (client) => client.access.unlock({ personId: personId.parse('nobody-we-know') }),
  'access.changePin': (client) => client.access.changePin({ oldPin: '000000', newPin: '000000' }),
  'access.policy': (client) => client.access.policy(),
  'access.setPolicy': (client) => client.access.setPolicy({ idleLockMinutes: 5, stepUpGraceSeconds: 120 }),
  'access.signOut': (client) => client.access.signOut(),
  'access.lock': (client) => client.access.lock(),
  'assets.list': (client) => client.assets.list({ organizationId: nordfracht }),
  'assets.open': (client) => client.assets.open({ id: noAsset }),
  'assets.create': (client) =>
    client.assets.create({ requestId: 'trying-it', organizationId: nordfracht, wish: namelessAsset }),
  'assets.change': (client) =>
    client.assets.change({ requestId: 'trying-it', id: noAsset, expectedVersion: 1, wish: namelessAsset }),
  'assets.findUnit': (client) => client.assets.findUnit({ id: noAsset, unit: 'x' }),
  'assets.link': (client) => client.assets.link({ requestId: 'trying-it', ...noLink }),
  'assets.linkAndTransfer': (client) => client.assets.linkAndTransfer({ requestId: 'trying-it', ...noLink }),
  'assets.unlink': (client) => client.assets.unlink({ requestId: 'trying-it', id: noAsset, unit: noLink.unit }),
  'audit.entries': (client) => client.audit.entries({ limit: 1 }),
  'audit.search': (client) => client.audit.search({ filter: {}, limit: 1 }),
  'audit.people': (client) => client.audit.people(),
  'audit.entry': (client) => client.audit.entry({ seq: 1 }),
  'audit.prove': (client) => client.audit.prove({ seq: 1_000_000 }),
  'audit.otherSide': (client) => client.audit.otherSide({ seq: 1_000_000 }),
  'audit.stored': (client) => client.audit.stored({ fromSeq: 1, limit: 1 }),
  'audit.watchVerify': async (client) => {
    for await (const event of await client.audit.watchVerify()) {
      return event;
    }
    return null;
  },
  'audit.erase': (client) => client.audit.erase({ scope: { kind: 'entry', seq: 1_000_000 }, reason: 'trying it' }),
  'audit.verify': (client) => client.audit.verify(),
  'audit.export': (client) => client.audit.export(),
  'audit.atCloud': (client) => client.audit.atCloud(noSheet),
  'backups.list': (client) => client.backups.list({ unit: null, limit: 1 }),
  'backups.open': (client) => client.backups.open(noBackup),
  'backups.rename': (client) => client.backups.rename({ ...noBackup, name: '' }),
  'backups.compare': (client) => client.backups.compare({ ...noBackup, with: { kind: 'profile' } }),
  'backups.compareWithUnit': (client) => client.backups.compareWithUnit({ ...noBackup, ...noSheet }),
  'backups.exportFile': (client) => client.backups.exportFile(noBackup),
  'backups.importFile': (client) => client.backups.importFile({ text: '' }),
  'backups.take': (client) => client.backups.take({ ...noSheet, name: null }),
  'backups.transfer': (client) =>
    client.backups.transfer({ ...noSheet, fromId: nordfracht, toId: nordfracht, expectedEpoch: 0, unpairFirst: false }),
  'backups.restore': (client) => client.backups.restore(noSheet),
  'backups.rollBack': (client) => client.backups.rollBack({ ...noSheet, backupId: 'none' }),
  'backups.leave': (client) => client.backups.leave({ ...noSheet, why: 'trying' }),
  'bench.sheets': (client) => client.bench.sheets({ limit: 1 }),
  'bench.sheet': (client) => client.bench.sheet(noSheet),
  'bench.chooseType': (client) => client.bench.chooseType({ ...noSheet, unitType: 'tp' }),
  'bench.recheck': (client) => client.bench.recheck(noSheet),
  'bench.confirmCheckDigit': (client) => client.bench.confirmCheckDigit(noSheet),
  'bench.transfer': (client) =>
    client.bench.transfer({ ...noSheet, fromId: nordfracht, toId: nordfracht, expectedEpoch: 0, unpairFirst: false }),
  'bench.setVin': (client) => client.bench.setVin({ ...noSheet, vin: 'WSM00000003111444' }),
  'bench.pairing': (client) => client.bench.pairing(noSheet),
  'bench.pair': (client) => client.bench.pair({ ...noSheet, assetId: 'none' }),
  'bench.awaitAutomaticPairing': (client) => client.bench.awaitAutomaticPairing(noSheet),
  'bench.leaveUnpaired': (client) => client.bench.leaveUnpaired({ ...noSheet, why: 'trying' }),
  'bench.keepPairing': (client) => client.bench.keepPairing(noSheet),
  'bench.unpair': (client) => client.bench.unpair(noSheet),
  'bench.readUnitVin': (client) => client.bench.readUnitVin(noSheet),
  'bench.writeUnitVin': (client) => client.bench.writeUnitVin({ ...noSheet, vin: 'WSM00000003111444' }),
  'bench.abandon': (client) => client.bench.abandon({ ...noSheet, why: 'trying' }),
  'bench.takeOver': (client) => client.bench.takeOver(noSheet),
  'bench.sign': (client) =>
    client.bench.sign({ ...noSheet, pin: '0', result: 'failed', remarks: null, signatureSvgPath: null }),
  'bench.report': (client) => client.bench.report(noSheet),
  'bench.saveReport': (client) => client.bench.saveReport(noSheet),
  'bench.identify': (client) => client.bench.identify({ ...noSheet, bay: 1 }),
  'bench.compareConfiguration': (client) => client.bench.compareConfiguration(noSheet),
  'bench.writeConfiguration': (client) => client.bench.writeConfiguration(noSheet),
  'bench.goOn': (client) => client.bench.goOn(noSheet),
  'bench.configuration': (client) => client.bench.configuration(noSheet),
  'bench.chooseProfile': (client) => client.bench.chooseProfile({ ...noSheet, profileId: noProfile.id }),
  'bench.giveValue': (client) => client.bench.giveValue({ ...noSheet, key: 'vin', value: 'WSM00000003111444' }),
  'bench.overrideValue': (client) =>
    client.bench.overrideValue({ ...noSheet, key: 'apn', value: 'other', reason: 'trying' }),
  'bench.takeBackValue': (client) => client.bench.takeBackValue({ ...noSheet, key: 'apn' }),
  'bench.measure': (client) => client.bench.measure(noSheet),
  'bench.answerCheck': (client) =>
    client.bench.answerCheck({ ...noSheet, checkId: 'seal', result: 'pass', note: null }),
  'cable.abilities': (client) => client.cable.abilities(noSheet),
  'cable.unlock': (client) => client.cable.unlock({ ...noSheet, bay: 1, password: 'none' }),
  'cable.sendTestReport': (client) => client.cable.sendTestReport(noSheet),
  'cable.bays': (client) => client.cable.bays(),
  'cable.capture': (client) => client.cable.capture({ bay: 1 }),
  'cable.ports': (client) => client.cable.ports(),
  'cable.identifyPort': (client) => client.cable.identifyPort({ port: 'none' }),
  'cable.readPort': (client) => client.cable.readPort({ port: 'none' }),
  'cable.healthPort': (client) => client.cable.healthPort({ port: 'none' }),
  'cable.backupPort': (client) => client.cable.backupPort({ port: 'none', name: null }),
  'cable.restorePort': (client) => client.cable.restorePort({ port: 'none', text: '', dryRun: true }),
  'cable.writePort': (client) => client.cable.writePort({ port: 'none', values: {}, dryRun: true }),
  'captures.list': (client) => client.captures.list(),
  'captures.open': (client) => client.captures.open({ of: 'bay', bay: 1 }),
  'carton.current': (client) => client.carton.current(),
  'carton.list': (client) => client.carton.list({ limit: 1 }),
  'carton.view': (client) => client.carton.view({ ...noCarton, since: 0 }),
  'carton.profiles': (client) => client.carton.profiles(),
  'carton.start': (client) => client.carton.start({ profileId: null }),
  'carton.setProfile': (client) => client.carton.setProfile({ ...noCarton, profileId: null }),
  'carton.add': (client) => client.carton.add({ ...noCarton, texts: [], source: 'typed' }),
  'carton.chooseType': (client) => client.carton.chooseType({ ...noCarton, number: 1, unitType: 'tp' }),
  'carton.remove': (client) => client.carton.remove({ ...noCarton, numbers: [1] }),
  'carton.restore': (client) => client.carton.restore({ ...noCarton, numbers: [1] }),
  'carton.recheck': (client) => client.carton.recheck(noCarton),
  'carton.confirm': (client) => client.carton.confirm({ ...noCarton, units: [noUnit] }),
  'carton.confirmBulk': (client) => client.carton.confirmBulk({ ...noCarton, units: [noUnit] }),
  'carton.breakReservation': (client) => client.carton.breakReservation({ ...noCarton, number: 1 }),
  'carton.breakReservationAlone': (client) => client.carton.breakReservationAlone({ ...noCarton, number: 1 }),
  'carton.openSheet': (client) => client.carton.openSheet({ ...noCarton, number: 1 }),
  'carton.close': (client) => client.carton.close(noCarton),
  'carton.report': (client) => client.carton.report(noCarton),
  'customers.list': (client) => client.customers.list({}),
  'customers.current': (client) => client.customers.current(),
  'customers.choose': (client) =>
    client.customers.choose({ customerId: organizationId.parse(organizationOf('kontor')) }),
  'demo.tray': (client) => client.demo.tray(),
  'demo.pallet': (client) => client.demo.pallet(),
  'demo.network': (client) => client.demo.network(),
  'demo.setNetwork': (client) => client.demo.setNetwork({ connected: true }),
  'demo.bays': (client) => client.demo.bays(),
  'demo.play': (client) => client.demo.play(),
  'demo.road': (client) => client.demo.road(),
  'demo.drive': (client) => client.demo.drive({ unit: 'evopulse:359315076000297' }),
  'demo.setPlay': (client) => client.demo.setPlay({ bay: 1, scenario: 'all-well' }),
  'demo.setBay': (client) => client.demo.setBay({ bay: 1, plugged: true }),
  'enrolment.state': (client) => client.enrolment.state(),
  'enrolment.about': (client) => client.enrolment.about(),
  'enrolment.begin': (client) =>
    client.enrolment.begin({ cloudUrl: 'https://centre.example.com', name: 'B', place: '' }),
  'enrolment.cancel': (client) => client.enrolment.cancel(),
  'invitations.list': (client) => client.invitations.list(),
  'invitations.lookUp': (client) => client.invitations.lookUp({ link: 'fitbay://workshop/none' }),
  'invitations.answer': (client) =>
    client.invitations.answer({
      requestId: 'trying-it',
      invitation: { kind: 'id', id: 'none' },
      expectedVersion: 1,
      answer: { act: 'decline' },
    }),
  'firmware.list': (client) => client.firmware.list(),
  'firmware.importFiles': (client) => client.firmware.importFiles({ manifest: '', imageBase64: '' }),
  'firmware.remove': (client) => client.firmware.remove({ sha256: 'none' }),
  'firmware.ofSheet': (client) => client.firmware.ofSheet(noSheet),
  'firmware.update': (client) => client.firmware.update({ ...noSheet, sha256: 'none', isForced: false }),
  'units.list': (client) => client.units.list({ organizationId: nordfracht }),
  'units.open': (client) => client.units.open({ unit: 'x' }),
  'drafts.mine': (client) => client.drafts.mine(),
  'drafts.keep': (client) => client.drafts.keep({ place: 'new', text: '{}' }),
  'drafts.drop': (client) => client.drafts.drop({ place: 'new' }),
  'lists.mine': (client) => client.lists.mine({ list: 'jobs' }),
  'lists.keepLayout': (client) => client.lists.keepLayout({ list: 'jobs', layout: null }),
  'lists.keepView': (client) =>
    client.lists.keepView({ list: 'jobs', view: { id: 'one', name: 'One', address: {}, layout: noLayout } }),
  'lists.dropView': (client) => client.lists.dropView({ list: 'jobs', id: 'one' }),
  'jobBulk.setFields': (client) =>
    client.jobBulk.setFields({ requestId: 'trying-it', jobs: [{ id: noJob, expectedVersion: 1, set: {} }] }),
  'jobBulk.duplicate': (client) => client.jobBulk.duplicate({ requestId: 'trying-it', ids: [noJob] }),
  'jobImport.preview': (client) => client.jobImport.preview(noTable),
  'jobImport.commit': (client) => client.jobImport.commit({ ...noTable, requestId: 'trying-it', expectedGood: 1 }),
  'jobImport.rejected': (client) => client.jobImport.rejected({ ...noTable, locale: 'en' }),
  'jobImport.template': (client) => client.jobImport.template({ kind: 'installation' }),
  'jobs.table': (client) => client.jobs.table({ ids: null }),
  'jobs.list': (client) => client.jobs.list({ side: 'fleet', since: null }),
  'jobs.read': (client) => client.jobs.read({ id: noJob }),
  'jobs.find': (client) => client.jobs.find({ text: 'J-999999' }),
  'jobs.mine': (client) => client.jobs.mine(),
  'jobs.sheet': (client) => client.jobs.sheet({ id: noJob, paper: 'A4', locale: 'en' }),
  'jobs.act': (client) => client.jobs.act({ id: noJob, wish: { act: 'start' } }),
  'jobs.visits': (client) => client.jobs.visits(),
  'jobs.setVisits': (client) => client.jobs.setVisits({ on: false }),
  'jobs.technicians': (client) => client.jobs.technicians(),
  'jobs.create': (client) =>
    client.jobs.create({
      requestId: 'trying-it',
      job: {
        kind: 'installation',
        fields: blankJobFields,
        steps: [],
        partnerId: null,
        templateId: null,
        repeats: null,
      },
    }),
  'jobs.order': (client) => client.jobs.order({ requestId: 'trying-it', ...recall }),
  'jobs.orderMany': (client) => client.jobs.orderMany({ requestId: 'trying-it', jobs: [recall] }),
  'jobTemplates.list': (client) => client.jobTemplates.list(),
  'jobTemplates.put': (client) =>
    client.jobTemplates.put({
      requestId: 'trying-it',
      id: noTemplate,
      expectedVersion: 1,
      draft: { name: 'None', kind: 'installation', fields: blankJobFields, steps: [] },
    }),
  'jobTemplates.remove': (client) =>
    client.jobTemplates.remove({ requestId: 'trying-it', id: noTemplate, expectedVersion: 1 }),
  'ownership.verdict': (client) => client.ownership.verdict({ unit: 'x', customerId: nordfracht }),
  'ownership.transfer': (client) => client.ownership.transfer({ unit: 'x', toId: nordfracht }),
  'ownership.askReversal': (client) => client.ownership.askReversal({ ...noSheet, reason: 'trying' }),
  'ownership.decideReversal': (client) =>
    client.ownership.decideReversal({ decision: 'approve', reversalId: 'none', note: null }),
  'ownership.unitTypes': (client) => client.ownership.unitTypes(),
  'ownership.unitTypePage': (client) => client.ownership.unitTypePage(),
  'events.list': (client) => client.events.list(),
  'events.create': (client) =>
    client.events.create({
      requestId: 'trying-it',
      subscription: { url: 'https://hooks.example.com/', names: ['unit.paired'], version: 1 },
    }),
  'events.act': (client) =>
    client.events.act({ requestId: 'trying-it', id: 'none', expectedRevision: 1, command: { act: 'pause' } }),
  'events.log': (client) => client.events.log({ id: 'none', before: null }),
  'events.batch': (client) => client.events.batch({ id: 'none', batchId: 'none' }),
  'pairing.inbox': (client) => client.pairing.inbox(),
  'pairing.issue': (client) => client.pairing.issue({ unit: 'tp:000000000000000' }),
  'pairing.findAssets': (client) => client.pairing.findAssets({ unit: 'tp:000000000000000', text: 'KL' }),
  'pairing.pair': (client) => client.pairing.pair({ unit: 'tp:000000000000000', assetId: noAsset }),
  'pairing.unpair': (client) => client.pairing.unpair({ unit: 'tp:000000000000000', assetId: noAsset }),
  'partners.list': (client) => client.partners.list(),
  'partners.invite': (client) =>
    client.partners.invite({
      requestId: 'trying-it',
      invitation: {
        email: 'workshop@example.com',
        validTo: null,
        overrideAllowed: false,
        agreement: null,
        locale: 'en',
      },
    }),
  'partners.act': (client) =>
    client.partners.act({ requestId: 'trying-it', id: 'none', expectedVersion: 1, command: { act: 'revoke' } }),
  'photos.kept': (client) => client.photos.kept({ jobId: noJob }),
  'photos.keep': (client) => client.photos.keep({ jobId: noJob, jpegBase64: '' }),
  'photos.drop': (client) => client.photos.drop({ jobId: noJob, sha256: '0'.repeat(64) }),
  'photos.read': (client) => client.photos.read({ jobId: noJob, sha256: '0'.repeat(64) }),
  'ports.list': (client) => client.ports.list(),
  'ports.find': (client) => client.ports.find(),
  'ports.seek': (client) => client.ports.seek({ imei: 'none' }),
  'ports.check': (client) => client.ports.check({ key: 'none' }),
  'ports.change': (client) => client.ports.change({ key: 'none', name: 'Pit' }),
  'ports.renumber': (client) => client.ports.renumber({ key: 'none', bay: 7 }),
  'ports.forget': (client) => client.ports.forget({ key: 'none' }),
  'ports.name': (client) => client.ports.name({ path: '/nowhere' }),
  'ports.remember': (client) => client.ports.remember({ by: 'position' }),
  'profiles.list': (client) => client.profiles.list(),
  'profiles.open': (client) => client.profiles.open(noProfile),
  'profiles.families': (client) => client.profiles.families(),
  'profiles.save': (client) => client.profiles.save({ ...noProfile, expectedVersion: 1, draft: noDraft, note: null }),
  'profiles.giveSecret': (client) => client.profiles.giveSecret({ key: 'apn', name: 'none', value: 'none' }),
  'profiles.history': (client) => client.profiles.history(noProfile),
  'profiles.exportFile': (client) => client.profiles.exportFile(noProfile),
  'profiles.readFile': (client) => client.profiles.readFile({ text: '' }),
  'readers.habits': (client) => client.readers.habits(),
  'readers.list': (client) => client.readers.list(),
  'readers.ports': (client) => client.readers.ports(),
  'readers.save': (client) =>
    client.readers.save({
      kind: 'keyboard',
      id: 'no-such-reader',
      name: 'Trying',
      habits: { keyGapMs: 8, suffix: 'enter', prefixKey: null, minCharacters: 6 },
    }),
  'readers.remove': (client) => client.readers.remove({ id: 'no-such-reader' }),
  'readers.controlSheet': (client) => client.readers.controlSheet({ paper: 'A4', locale: 'en' }),
  'scan.broken': (client) =>
    client.scan.broken({
      text: 'WSM0',
      source: 'wedge',
      context: { screen: 'other', sessionId: null, awaiting: 'anything' },
    }),
  'scan.read': (client) =>
    client.scan.read({
      text: 'badge:XX-0000',
      source: 'typed',
      context: { screen: 'sign-in', sessionId: null, awaiting: 'anything' },
    }),
  'scan.feed': (client) => client.scan.feed({ limit: 1 }),
  'station.info': (client) => client.station.info(),
  'station.watch': async (client) => {
    for await (const event of await client.station.watch()) {
      return event;
    }
    return null;
  },
  'station.setLocale': (client) => client.station.setLocale({ locale: 'en' }),
  'station.doctor': (client) => client.station.doctor(),
  'sync.status': (client) => client.sync.status(),
  'sync.queue': (client) => client.sync.queue({ limit: 1 }),
  'storage.state': (client) => client.storage.state(),
  'storage.backUp': (client) => client.storage.backUp(),
  'support.draft': (client) => client.support.draft({ sessionId: null, bay: null, message: null }),
  'support.send': (client) => client.support.send(noRequest),
  'support.saveFile': (client) => client.support.saveFile(noRequest),
  'support.list': (client) => client.support.list({ limit: 1 }),
  'support.open': (client) => client.support.open({ id: noRequest.id }),
  'support.sendNow': (client) => client.support.sendNow(),
  'sync.run': (client) => client.sync.run(),
  'sync.resolve': (client) => client.sync.resolve({ operationId: 'none', note: 'trying' }),
  'tasks.list': (client) => client.tasks.list(),
  'tasks.freshVerdict': (client) => client.tasks.freshVerdict({ operationId: 'none' }),
  'teltonika.settings': (client) => client.teltonika.settings(),
  'teltonika.change': (client) => client.teltonika.change({ writing: 'automatic' }),
  'vehicleBus.setting': (client) => client.vehicleBus.setting(),
  'vehicleBus.switchOn': (client) =>
    client.vehicleBus.switchOn({
      adapter: { kind: 'slcan-truck', port: 'none', baudRate: 115_200 },
      warned: 'never-into-the-trailer-line',
    }),
  'vehicleBus.switchOff': (client) => client.vehicleBus.switchOff(),
  'vehicleBus.readVin': (client) => client.vehicleBus.readVin(noSheet),
  'vehicleBus.takeVin': (client) => client.vehicleBus.takeVin({ ...noSheet, vin: 'WSM00000003111444' }),
  'tasks.retryTransfer': (client) =>
    client.tasks.retryTransfer({ operationId: 'none', fromId: nordfracht, expectedEpoch: 0, unpairFirst: false }),
};
