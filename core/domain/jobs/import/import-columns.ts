import { type JobFieldName, jobFieldTable } from '../job-fields.ts';

/**
 * Which column of a table means what (JOB-4). Guessed from the header, shown, and changed by the person; nothing is read by position.
 * `partner` and `kind` are no fields of a job: they say to whom it goes and which of the two kinds it is.
 */
export type ImportTarget = JobFieldName | 'partner' | 'kind';

export interface ImportColumn {
  /** As it stands in the file; may be empty. */
  readonly heading: string;
  /** Null: the column is not read. That is said, never silent. */
  readonly target: ImportTarget | null;
  /** `exact`: it bears the published name · `likely`: another name for the same · `chosen`: by the person · `none`. */
  readonly how: 'exact' | 'likely' | 'chosen' | 'none';
}

/** The published name of the column, as the template file has it (decisions.md c1). */
export function columnName(target: ImportTarget): string | null {
  if (target === 'partner') {
    return 'assigned_installer_company_id';
  }
  return target === 'kind' ? 'job_type' : (jobFieldTable.find(({ name }) => name === target)?.column ?? null);
}

/** Everything that a table can say, in the order of the template file. */
export const importTargets: readonly ImportTarget[] = [
  'kind',
  ...jobFieldTable.filter(({ column }) => column !== null).map(({ name }) => name),
  'partner',
];

/** Other names under which lists of vehicles come, English and German; written as `bare` leaves them. */
const otherNames: Readonly<Partial<Record<ImportTarget, readonly string[]>>> = {
  plate: [
    'plate',
    'licenceplate',
    'numberplate',
    'registration',
    'registrationnumber',
    'kennzeichen',
    'amtlkennzeichen',
    'amtlicheskennzeichen',
  ],
  vin: ['vehicleidentificationnumber', 'chassis', 'chassisnumber', 'fin', 'fahrgestellnummer', 'fahrzeugidentnummer'],
  customName: ['name', 'vehiclename', 'fleetnumber', 'bezeichnung', 'fahrzeugname', 'flottennummer'],
  vehicleModelId: ['vehiclemodel', 'model', 'modell', 'fahrzeugmodell'],
  installationVariant: ['variant', 'variante', 'einbauvariante'],
  centralLockConnectionType: ['centrallock', 'lockconnection', 'zentralverriegelung'],
  fuelType: ['fuel', 'kraftstoff', 'antrieb'],
  unitType: ['devicetype', 'geraetetyp', 'typ'],
  unitSerial: ['serial', 'serialnumber', 'imei', 'seriennummer', 'geraetenummer'],
  oldUnitSerial: ['oldserial', 'oldunit', 'alteseriennummer', 'altgeraet'],
  hardware: ['equipment', 'geraet'],
  serviceDate: ['date', 'appointment', 'plannedservicedate', 'termin', 'datum', 'servicetermin'],
  servicePlace: ['place', 'location', 'site', 'ort', 'standort'],
  task: ['maintenancetask', 'aufgabe'],
  symptom: ['reason', 'problem', 'stoerung', 'fehler'],
  instructions: ['instruction', 'note', 'notes', 'comment', 'hinweis', 'hinweise', 'anweisung', 'anweisungen'],
  partner: [
    'assignedservicepartnerid',
    'partner',
    'partnerid',
    'servicepartner',
    'installer',
    'installercompany',
    'werkstatt',
  ],
  kind: ['type', 'kind', 'jobtype', 'auftragsart'],
};

/** Guesses each column's meaning. One thing is read from one column only: the better name gets it, of two alike the first. */
export function guessColumns(header: readonly string[]): readonly ImportColumn[] {
  const taken = new Set<ImportTarget>();
  const guesses: ImportColumn[] = header.map((heading) => ({ heading, target: null, how: 'none' }));
  for (const how of ['exact', 'likely'] as const) {
    for (const [index, heading] of header.entries()) {
      const target = guesses[index]?.target === null ? targetNamed(heading, how) : null;
      if (target !== null && !taken.has(target)) {
        taken.add(target);
        guesses[index] = { heading, target, how };
      }
    }
  }
  return guesses;
}

/** The person's word on one column. What another column had is read from this one alone. */
export function chooseColumn(
  columns: readonly ImportColumn[],
  index: number,
  target: ImportTarget | null,
): readonly ImportColumn[] {
  return columns.map((column, place) => {
    if (place === index) {
      return { ...column, target, how: target === null ? 'none' : 'chosen' };
    }
    return target !== null && column.target === target ? { ...column, target: null, how: 'none' } : column;
  });
}

/** The person's word on all columns, in the file's order. A choice for another number of columns is of another file and counts for nothing. */
export function chooseColumns(
  guessed: readonly ImportColumn[],
  targets: readonly (ImportTarget | null)[],
): readonly ImportColumn[] {
  if (targets.length !== guessed.length) {
    return guessed;
  }
  return guessed.map((column, index) => {
    const target = targets[index] ?? null;
    const isTaken = targets.indexOf(target) !== index;
    if (target === null || isTaken) {
      return { ...column, target: null, how: 'none' };
    }
    return column.target === target ? column : { ...column, target, how: 'chosen' };
  });
}

function targetNamed(heading: string, how: 'exact' | 'likely'): ImportTarget | null {
  const name = bare(heading);
  const names = (target: ImportTarget): readonly string[] =>
    how === 'exact' ? [bare(columnName(target) ?? '')] : [bare(target), ...(otherNames[target] ?? [])];
  return name === '' ? null : (importTargets.find((target) => names(target).includes(name)) ?? null);
}

/** Letters and digits only, lower case, German letters spelled out: `Störung` and `stoerung` are one name. */
function bare(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]/g, '');
}
