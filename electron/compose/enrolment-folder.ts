import { readFileSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { EnrolmentFacts } from '#core/domain/enrolment/enrolment.ts';
import { stationId } from '#core/kernel/entity-ids.ts';
import { type IsoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import { createCredentialFile } from '../adapters/cloud/credential-file.ts';
import type { EnrolmentFolder } from '../adapters/enrolment/create-enrolment-desk.ts';
import { writeFileDurably } from '../adapters/files/write-file-durably.ts';
import { createIds } from '../adapters/ids/create-ids.ts';
import { createCheckpointSigner } from '../adapters/secrets/checkpoint-signer.ts';
import { createSecretSeal } from '../adapters/secrets/secret-seal.ts';
import { readStationFile, type StationFile, writeStationFile } from './station-file.ts';

const futureStation = z.strictObject({ stationId });

/** The files of a data folder that an enrolment reads and writes. `cloudUrl`: what to suggest where the folder knows no cloud. */
export function createEnrolmentFolder(directory: string, cloudUrl: string | undefined): EnrolmentFolder {
  const futureFile = join(directory, 'enrolment.json');
  const credentials = () => createCredentialFile({ directory, seal: createSecretSeal({ directory }) });
  const current = (): StationFile | null => {
    const reading = readStationFile(directory);
    return reading.kind === 'read' ? reading.file : null;
  };
  return {
    identity: current,
    auditKey: () => createCheckpointSigner({ directory }).publicKeySpki,
    futureId() {
      const known = readFuture(futureFile);
      if (known !== null) {
        return known;
      }
      const made = stationId.parse(createIds().next());
      writeFileDurably(futureFile, JSON.stringify({ stationId: made }));
      return made;
    },
    keep(url, self, credential) {
      const { stationId: id, generation, name, place, organizationId } = self;
      const demo = current()?.demo ?? false;
      const file = { version: 2, stationId: id, generation, name, place, organizationId, cloudUrl: url, demo } as const;
      writeStationFile(directory, file);
      credentials().save(credential);
      rmSync(futureFile, { force: true });
    },
    facts: () => factsOf({ directory, file: current(), cloudUrl, credential: credentials().read() }),
  };
}

interface FolderFacts {
  readonly directory: string;
  readonly file: StationFile | null;
  readonly cloudUrl: string | undefined;
  readonly credential: ReturnType<ReturnType<typeof createCredentialFile>['read']>;
}

function factsOf({ directory, file, cloudUrl = '', credential }: FolderFacts): EnrolmentFacts {
  if (file === null) {
    return { kind: 'not-enrolled', suggestion: { cloudUrl, name: hostname().slice(0, 60), place: '' } };
  }
  const { version: _version, organizationId: _organization, demo: _demo, ...own } = file;
  return {
    kind: 'enrolled',
    ...own,
    keyMadeAt: credential?.keyMadeAt ?? null,
    renewedAt: credential?.renewedAt ?? null,
    validUntil: credential?.validUntil ?? null,
    auditKeyMadeAt: timeOfFile(join(directory, 'station-key.pem')),
  };
}

/** The key's file is written once, so its time is the key's. */
function timeOfFile(path: string): IsoTime | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? null : toIsoTime(Math.round(stats.mtimeMs));
}

function readFuture(path: string): string | null {
  try {
    return futureStation.parse(JSON.parse(readFileSync(path, 'utf8'))).stationId;
  } catch {
    return null; // absent, or cut off by a power cut before anybody knew of it
  }
}
