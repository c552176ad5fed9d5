import { isSecretKey } from '../key-catalogue.ts';
import { type ProfileTemplate, profileTemplate } from '../profile-template.ts';

/** A profile as tests write it: values by key, those of secrets as the name under which they are kept. */
export interface ProfileSketch {
  readonly id: string;
  readonly name?: string;
  readonly version?: number;
  /** Null: it belongs to everybody. */
  readonly organizationId?: string | null;
  readonly baseId?: string | null;
  readonly unitTypes?: readonly string[];
  readonly minimumFirmware?: string | null;
  readonly values?: Readonly<Record<string, string>>;
}

export function sampleProfile({ values = {}, ...sketch }: ProfileSketch): ProfileTemplate {
  return profileTemplate.parse({
    name: sketch.id,
    version: 1,
    organizationId: null,
    baseId: null,
    unitTypes: ['evopulse'],
    minimumFirmware: null,
    changedAt: '2026-11-20T08:00:00.000Z',
    changedBy: 'H. Petersen',
    note: null,
    ...sketch,
    entries: Object.entries(values).map(([key, value]) =>
      isSecretKey(key) ? { kind: 'secret', key, secret: value } : { kind: 'value', key, value },
    ),
  });
}
