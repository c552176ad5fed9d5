import type { CloudPhotos } from '#core/ports/cloud-photos.ts';
import { askCloud } from './ask-cloud.ts';
import { type CloudClientOptions, createContractClient } from './contract-client.ts';

/** A photo is large and the line may be thin; somebody waits for what is read. */
const patience = { give: { timeoutMs: 60_000 }, read: { timeoutMs: 20_000 } };

/** Photos at the central API, over HTTP. */
export function createCloudPhotos(options: CloudClientOptions): CloudPhotos {
  const { jobPhotos } = createContractClient(options);
  return {
    give: ({ jpeg, ...photo }) =>
      askCloud(patience.give, (signal) =>
        jobPhotos.give({ ...photo, jpegBase64: Buffer.from(jpeg).toString('base64') }, { signal }),
      ),
    read: (photo) =>
      askCloud(patience.read, async (signal) => {
        const answer = await jobPhotos.read(photo, { signal });
        return answer.kind === 'photo'
          ? { kind: 'photo', jpeg: Buffer.from(answer.jpegBase64, 'base64') }
          : { kind: 'unknown' };
      }),
  };
}
