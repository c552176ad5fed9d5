import { createHashHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { AssetPage, NewAssetPage } from '../assets/asset-page.tsx';
import { AssetsPage } from '../assets/assets-page.tsx';
import { readAssetFormAddress, readAssetsAddress } from '../assets/assets-search.ts';
import { AuditPage } from '../audit/audit-page.tsx';
import { readAuditAddress } from '../audit/audit-search.ts';
import { BackupsPage } from '../backups/backups-page.tsx';
import { readBackupsSearch } from '../backups/backups-search.ts';
import { BenchPage } from '../bench/bench-page.tsx';
import { readCameraSearch } from '../camera/camera-place.ts';
import { CapturesPage } from '../captures/captures-page.tsx';
import { readCapturesSearch } from '../captures/captures-search.ts';
import { CartonListPage } from '../carton/carton-list-page.tsx';
import { CartonByIdPage, CartonPage } from '../carton/carton-page.tsx';
import { CloudPage } from '../enrolment/cloud-page.tsx';
import { EventsPage } from '../events/events-page.tsx';
import { SubscriptionPage } from '../events/subscription-page.tsx';
import { FirmwarePage } from '../firmware/firmware-page.tsx';
import { HomePage } from '../home/home-page.tsx';
import { EditJobPage } from '../jobs/form/edit-job-page.tsx';
import { readNewJobAddress, readNewTemplateAddress } from '../jobs/form/jobs-form-search.ts';
import { NewJobPage } from '../jobs/form/new-job-page.tsx';
import { ImportPage } from '../jobs/import/import-page.tsx';
import { JobsPage } from '../jobs/list/jobs-page.tsx';
import { readJobsAddress } from '../jobs/list/jobs-search.ts';
import { JobPage } from '../jobs/page/job-page.tsx';
import { JobSheetPage } from '../jobs/sheet/job-sheet-page.tsx';
import { EditTemplatePage, NewTemplatePage } from '../jobs/templates/template-page.tsx';
import { JobLinkPage } from '../jobs/worker/job-link-page.tsx';
import { readMyJobsAddress } from '../jobs/worker/my-jobs.ts';
import { MyJobsPage } from '../jobs/worker/my-jobs-page.tsx';
import { PairingPage } from '../pairing/pairing-page.tsx';
import { readPairingAddress } from '../pairing/pairing-search.ts';
import { InvitationsPage } from '../partners/invitations-page.tsx';
import { PartnerPage } from '../partners/partner-page.tsx';
import { PartnersPage } from '../partners/partners-page.tsx';
import { WorkshopPage } from '../partners/workshop-page.tsx';
import { PersonPage } from '../person/person-page.tsx';
import { PortsPage } from '../ports/ports-page.tsx';
import { readPortsSearch } from '../ports/ports-search.ts';
import { ProfilesPage } from '../profiles/profiles-page.tsx';
import { readProfilesSearch } from '../profiles/profiles-search.ts';
import { ControlSheetPage } from '../readers/control-sheet-page.tsx';
import { ReadersPage } from '../readers/readers-page.tsx';
import { ReportPage } from '../report/report-page.tsx';
import { SheetPage } from '../sheet/sheet-page.tsx';
import { StoragePage } from '../storage/storage-page.tsx';
import { RequestPage } from '../support/request-page.tsx';
import { SupportPage } from '../support/support-page.tsx';
import { readRequestSearch, readSupportSearch } from '../support/support-search.ts';
import { SyncPage } from '../sync/sync-page.tsx';
import { TasksPage } from '../tasks/tasks-page.tsx';
import { UnitTypesPage } from '../unit-types/unit-types-page.tsx';
import { UnitPage } from '../units/unit-page.tsx';
import { UnitsPage } from '../units/units-page.tsx';
import { readUnitsAddress } from '../units/units-search.ts';
import { VehicleBusPage } from '../vehicle-bus/vehicle-bus-page.tsx';
import { Frame } from './frame.tsx';

/** The page's places. Hash history, because a packaged page has no server that could answer other addresses. */
const root = createRootRoute({ component: Frame, validateSearch: readCameraSearch });
const homeRoute = createRoute({ getParentRoute: () => root, path: '/', component: HomePage });
const benchRoute = createRoute({ getParentRoute: () => root, path: '/bench', component: BenchPage });
const cartonRoute = createRoute({ getParentRoute: () => root, path: '/carton', component: CartonPage });
const cartonByIdRoute = createRoute({
  getParentRoute: () => root,
  path: '/carton/$cartonId',
  component: CartonByIdPage,
});
const cartonListRoute = createRoute({
  getParentRoute: () => root,
  path: '/carton/$cartonId/list',
  component: CartonListPage,
});
const sheetRoute = createRoute({ getParentRoute: () => root, path: '/sheet/$sessionId', component: SheetPage });
const reportRoute = createRoute({
  getParentRoute: () => root,
  path: '/report/$sessionId',
  component: ReportPage,
});
const syncRoute = createRoute({ getParentRoute: () => root, path: '/sync', component: SyncPage });
const auditRoute = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  component: AuditPage,
  validateSearch: readAuditAddress,
});
const backupsRoute = createRoute({
  getParentRoute: () => root,
  path: '/backups',
  component: BackupsPage,
  validateSearch: readBackupsSearch,
});
const capturesRoute = createRoute({
  getParentRoute: () => root,
  path: '/captures',
  component: CapturesPage,
  validateSearch: readCapturesSearch,
});
const supportRoute = createRoute({
  getParentRoute: () => root,
  path: '/support',
  component: SupportPage,
  validateSearch: readSupportSearch,
});
const requestRoute = createRoute({
  getParentRoute: () => root,
  path: '/support/new',
  component: RequestPage,
  validateSearch: readRequestSearch,
});
const profilesRoute = createRoute({
  getParentRoute: () => root,
  path: '/profiles',
  component: ProfilesPage,
  validateSearch: readProfilesSearch,
});
const tasksRoute = createRoute({ getParentRoute: () => root, path: '/tasks', component: TasksPage });
const jobsRoute = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  component: JobsPage,
  validateSearch: readJobsAddress,
});
const jobImportRoute = createRoute({ getParentRoute: () => root, path: '/jobs/import', component: ImportPage });
const personRoute = createRoute({ getParentRoute: () => root, path: '/person', component: PersonPage });
const readersRoute = createRoute({ getParentRoute: () => root, path: '/settings/readers', component: ReadersPage });
const portsRoute = createRoute({
  getParentRoute: () => root,
  path: '/settings/ports',
  component: PortsPage,
  validateSearch: readPortsSearch,
});
const cloudRoute = createRoute({ getParentRoute: () => root, path: '/settings/cloud', component: CloudPage });
const storageRoute = createRoute({ getParentRoute: () => root, path: '/settings/storage', component: StoragePage });
const vehicleBusRoute = createRoute({
  getParentRoute: () => root,
  path: '/settings/vehicle-bus',
  component: VehicleBusPage,
});
const controlSheetRoute = createRoute({
  getParentRoute: () => root,
  path: '/settings/readers/codes',
  component: ControlSheetPage,
});
const partnersRoute = createRoute({ getParentRoute: () => root, path: '/partners', component: PartnersPage });
const partnerRoute = createRoute({
  getParentRoute: () => root,
  path: '/partners/$partnershipId',
  component: PartnerPage,
});
const eventsRoute = createRoute({ getParentRoute: () => root, path: '/events', component: EventsPage });
const subscriptionRoute = createRoute({
  getParentRoute: () => root,
  path: '/events/$subscriptionId',
  component: SubscriptionPage,
});
const invitationsRoute = createRoute({ getParentRoute: () => root, path: '/invitations', component: InvitationsPage });
const workshopRoute = createRoute({ getParentRoute: () => root, path: '/workshop/$id', component: WorkshopPage });

const unitTypesRoute = createRoute({
  getParentRoute: () => root,
  path: '/settings/unit-types',
  component: UnitTypesPage,
});

const firmwareRoute = createRoute({ getParentRoute: () => root, path: '/settings/firmware', component: FirmwarePage });

const unitsRoute = createRoute({
  getParentRoute: () => root,
  path: '/units',
  component: UnitsPage,
  validateSearch: readUnitsAddress,
});
const unitRoute = createRoute({ getParentRoute: () => root, path: '/units/$unit', component: UnitPage });
const pairingRoute = createRoute({
  getParentRoute: () => root,
  path: '/pairing',
  component: PairingPage,
  validateSearch: readPairingAddress,
});
const assetsRoute = createRoute({
  getParentRoute: () => root,
  path: '/assets',
  component: AssetsPage,
  validateSearch: readAssetsAddress,
});
const newAssetRoute = createRoute({
  getParentRoute: () => root,
  path: '/assets/new',
  component: NewAssetPage,
  validateSearch: readAssetFormAddress,
});
const assetRoute = createRoute({
  getParentRoute: () => root,
  path: '/assets/$assetId',
  component: AssetPage,
  validateSearch: readAssetFormAddress,
});
const myJobsRoute = createRoute({
  getParentRoute: () => root,
  path: '/jobs/mine',
  component: MyJobsPage,
  validateSearch: readMyJobsAddress,
});
const jobLinkRoute = createRoute({ getParentRoute: () => root, path: '/link/job/$job', component: JobLinkPage });

const jobRoute = createRoute({ getParentRoute: () => root, path: '/jobs/job/$jobId', component: JobPage });
const jobSheetRoute = createRoute({ getParentRoute: () => root, path: '/jobs/sheet/$jobId', component: JobSheetPage });
const newJobRoute = createRoute({
  getParentRoute: () => root,
  path: '/jobs/new',
  component: NewJobPage,
  validateSearch: readNewJobAddress,
});
const editJobRoute = createRoute({ getParentRoute: () => root, path: '/jobs/edit/$jobId', component: EditJobPage });
const newTemplateRoute = createRoute({
  getParentRoute: () => root,
  path: '/jobs/templates/new',
  component: NewTemplatePage,
  validateSearch: readNewTemplateAddress,
});
const editTemplateRoute = createRoute({
  getParentRoute: () => root,
  path: '/jobs/templates/edit/$templateId',
  component: EditTemplatePage,
});

export function createRoutes() {
  return createRouter({
    routeTree: root.addChildren([
      homeRoute,
      benchRoute,
      cartonRoute,
      cartonByIdRoute,
      cartonListRoute,
      sheetRoute,
      reportRoute,
      syncRoute,
      tasksRoute,
      auditRoute,
      backupsRoute,
      profilesRoute,
      capturesRoute,
      supportRoute,
      requestRoute,
      partnersRoute,
      partnerRoute,
      eventsRoute,
      subscriptionRoute,
      invitationsRoute,
      workshopRoute,
      jobsRoute,
      jobImportRoute,
      personRoute,
      readersRoute,
      portsRoute,
      unitTypesRoute,
      unitsRoute,
      pairingRoute,
      assetsRoute,
      newAssetRoute,
      assetRoute,
      unitRoute,
      jobRoute,
      jobSheetRoute,
      newJobRoute,
      editJobRoute,
      newTemplateRoute,
      editTemplateRoute,
      firmwareRoute,
      myJobsRoute,
      jobLinkRoute,
      vehicleBusRoute,
      cloudRoute,
      storageRoute,
      controlSheetRoute,
    ]),
    history: createHashHistory(),
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createRoutes>;
  }
}
