// All German texts; the same areas and keys as English, which `texts.test.ts` enforces.
import assetCode from './asset-code.json' with { type: 'json' };
import assets from './assets.json' with { type: 'json' };
import auditPage from './audit-page.json' with { type: 'json' };
import backups from './backups.json' with { type: 'json' };
import benchBlocked from './bench.blocked.json' with { type: 'json' };
import bench from './bench.json' with { type: 'json' };
import benchMissing from './bench.missing.json' with { type: 'json' };
import benchRefused from './bench.refused.json' with { type: 'json' };
import benchStep from './bench.step.json' with { type: 'json' };
import cable from './cable.json' with { type: 'json' };
import camera from './camera.json' with { type: 'json' };
import captures from './captures.json' with { type: 'json' };
import carton from './carton.json' with { type: 'json' };
import cartonReport from './carton-report.json' with { type: 'json' };
import checks from './checks.json' with { type: 'json' };
import codes from './codes.json' with { type: 'json' };
import common from './common.json' with { type: 'json' };
import configKey from './config-key.json' with { type: 'json' };
import configure from './configure.json' with { type: 'json' };
import confirm from './confirm.json' with { type: 'json' };
import controlSheet from './control-sheet.json' with { type: 'json' };
import demo from './demo.json' with { type: 'json' };
import enrolPage from './enrol-page.json' with { type: 'json' };
import enrolment from './enrolment.json' with { type: 'json' };
import events from './events.json' with { type: 'json' };
import eventsCode from './events-code.json' with { type: 'json' };
import feed from './feed.json' with { type: 'json' };
import firmware from './firmware.json' with { type: 'json' };
import help from './help.json' with { type: 'json' };
import home from './home.json' with { type: 'json' };
import identity from './identity.json' with { type: 'json' };
import imageScan from './image-scan.json' with { type: 'json' };
import inspect from './inspect.json' with { type: 'json' };
import invitationMail from './invitation-mail.json' with { type: 'json' };
import invitationPage from './invitation-page.json' with { type: 'json' };
import invitations from './invitations.json' with { type: 'json' };
import jobCode from './job-code.json' with { type: 'json' };
import jobSheet from './job-sheet.json' with { type: 'json' };
import jobsForm from './jobs-form.json' with { type: 'json' };
import jobsImport from './jobs-import.json' with { type: 'json' };
import jobsList from './jobs-list.json' with { type: 'json' };
import jobsPage from './jobs-page.json' with { type: 'json' };
import jobsShared from './jobs-shared.json' with { type: 'json' };
import jobsTemplates from './jobs-templates.json' with { type: 'json' };
import jobsWorker from './jobs-worker.json' with { type: 'json' };
import keys from './keys.json' with { type: 'json' };
import owner from './owner.json' with { type: 'json' };
import pair from './pair.json' with { type: 'json' };
import pairing from './pairing.json' with { type: 'json' };
import partnerCode from './partner-code.json' with { type: 'json' };
import partners from './partners.json' with { type: 'json' };
import person from './person.json' with { type: 'json' };
import photos from './photos.json' with { type: 'json' };
import ports from './ports.json' with { type: 'json' };
import profiles from './profiles.json' with { type: 'json' };
import readers from './readers.json' with { type: 'json' };
import report from './report.json' with { type: 'json' };
import reportPage from './report-page.json' with { type: 'json' };
import reportPart from './report-part.json' with { type: 'json' };
import restore from './restore.json' with { type: 'json' };
import roles from './roles.json' with { type: 'json' };
import scan from './scan.json' with { type: 'json' };
import scanKind from './scan-kind.json' with { type: 'json' };
import scanWill from './scan-will.json' with { type: 'json' };
import sheet from './sheet.json' with { type: 'json' };
import shell from './shell.json' with { type: 'json' };
import sign from './sign.json' with { type: 'json' };
import signIn from './sign-in.json' with { type: 'json' };
import stepUp from './step-up.json' with { type: 'json' };
import storage from './storage.json' with { type: 'json' };
import support from './support.json' with { type: 'json' };
import sync from './sync.json' with { type: 'json' };
import tasks from './tasks.json' with { type: 'json' };
import trust from './trust.json' with { type: 'json' };
import typeSerial from './type-serial.json' with { type: 'json' };
import undo from './undo.json' with { type: 'json' };
import unitOrders from './unit-orders.json' with { type: 'json' };
import unitTypes from './unit-types.json' with { type: 'json' };
import units from './units.json' with { type: 'json' };
import vehicleBus from './vehicle-bus.json' with { type: 'json' };

export const de = {
  ...assetCode,
  ...assets,
  ...auditPage,
  ...backups,
  ...bench,
  ...benchBlocked,
  ...benchMissing,
  ...benchRefused,
  ...benchStep,
  ...cable,
  ...camera,
  ...captures,
  ...carton,
  ...cartonReport,
  ...checks,
  ...codes,
  ...common,
  ...configKey,
  ...configure,
  ...confirm,
  ...controlSheet,
  ...demo,
  ...enrolPage,
  ...enrolment,
  ...events,
  ...eventsCode,
  ...feed,
  ...firmware,
  ...help,
  ...home,
  ...identity,
  ...imageScan,
  ...inspect,
  ...invitationMail,
  ...invitationPage,
  ...invitations,
  ...jobCode,
  ...jobSheet,
  ...jobsForm,
  ...jobsImport,
  ...jobsPage,
  ...jobsList,
  ...jobsShared,
  ...jobsTemplates,
  ...jobsWorker,
  ...keys,
  ...owner,
  ...pair,
  ...pairing,
  ...partnerCode,
  ...partners,
  ...person,
  ...photos,
  ...ports,
  ...profiles,
  ...readers,
  ...report,
  ...reportPage,
  ...reportPart,
  ...restore,
  ...roles,
  ...scan,
  ...scanKind,
  ...scanWill,
  ...sheet,
  ...shell,
  ...sign,
  ...signIn,
  ...stepUp,
  ...storage,
  ...support,
  ...sync,
  ...tasks,
  ...trust,
  ...typeSerial,
  ...unitOrders,
  ...unitTypes,
  ...units,
  ...undo,
  ...vehicleBus,
};
