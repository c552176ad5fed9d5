import type { Person } from '#core/domain/access/person.ts';
import type { ProfileTemplate } from '#core/domain/installation/profile-template.ts';
import type { Organization } from '#core/domain/organizations/organization.ts';
import type { TrustRelationship } from '#core/domain/organizations/trust.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { loadProfilesOf, loadVersions } from '../profiles/load-profiles.ts';
import { loadOrganizations, loadTrust, loadTrustsWith } from './load.ts';
import { loadPerson } from './person-may.ts';

/**
 * Parties, trust, people and profiles as one transaction read them first. The operations of one push ask for the same few again and again, and
 * nothing they do changes them but saving a profile, after which `forgetProfiles` is called. Units and assets are never kept here: they move.
 */
export interface RegistryReads {
  /** By id; what is not there is absent. */
  organizations(ids: readonly string[]): Promise<ReadonlyMap<string, Organization>>;
  trust(pair: { readonly customerId: string; readonly partnerId: string }): Promise<TrustRelationship | null>;
  trustsWith(organizationId: string): Promise<readonly TrustRelationship[]>;
  person(organizationId: string, personId: string): Promise<Person | null>;
  profilesOf(organizationIds: readonly string[]): Promise<readonly ProfileTemplate[]>;
  profileVersions(wanted: readonly ProfileVersion[]): Promise<readonly ProfileTemplate[]>;
  forgetProfiles(): void;
}

interface ProfileVersion {
  readonly profileId: string;
  readonly version: number;
}

export function createRegistryReads(transaction: CloudTransaction): RegistryReads {
  const organizations = new Map<string, Organization | null>();
  const trust = createMemory((pair: { readonly customerId: string; readonly partnerId: string }) =>
    loadTrust(transaction, pair),
  );
  const trusts = createMemory((organizationId: string) => loadTrustsWith(transaction, organizationId));
  const people = createMemory((who: { readonly organizationId: string; readonly personId: string }) =>
    loadPerson(transaction, who),
  );
  const profiles = createMemory((ids: readonly string[]) => loadProfilesOf(transaction, ids));
  const versions = createMemory((wanted: readonly ProfileVersion[]) => loadVersions(transaction, wanted));
  return {
    async organizations(ids) {
      const unknown = [...new Set(ids)].filter((id) => !organizations.has(id));
      const loaded = await loadOrganizations(transaction, unknown);
      for (const id of unknown) {
        organizations.set(id, loaded.get(id) ?? null);
      }
      return new Map(
        ids.flatMap((id) => {
          const found = organizations.get(id) ?? null;
          return found === null ? [] : [[id, found] as const];
        }),
      );
    },
    trust: trust.get,
    trustsWith: trusts.get,
    person: (organizationId, personId) => people.get({ organizationId, personId }),
    profilesOf: profiles.get,
    profileVersions: versions.get,
    forgetProfiles() {
      profiles.clear();
      versions.clear();
    },
  };
}

/** Answers a question that was asked before with what was answered then. */
function createMemory<Question, Answer>(ask: (question: Question) => Promise<Answer>) {
  const answers = new Map<string, Promise<Answer>>();
  return {
    get(question: Question): Promise<Answer> {
      const key = JSON.stringify(question);
      const answer = answers.get(key) ?? ask(question);
      answers.set(key, answer);
      return answer;
    },
    clear: () => answers.clear(),
  };
}
