import type { StatedActor } from '../domain/access/stated-actor.ts';
import type {
  AssetChange,
  AssetLink,
  AssetLinked,
  AssetUnlink,
  ChangedAsset,
  NewAsset,
} from '../domain/pairing/asset-exchange.ts';
import type { CloudFailure } from './cloud-client.ts';

/** The central API's side of assets (UNIT-2). People wait for these answers, and nothing of it is queued: without an answer nothing was promised. */
export interface CloudAssets {
  create(request: AssetRequest & NewAsset): Promise<AssetChange | CloudFailure>;
  change(request: AssetRequest & ChangedAsset): Promise<AssetChange | CloudFailure>;
  link(request: AssetRequest & AssetLink): Promise<AssetLinked | CloudFailure>;
  unlink(request: AssetRequest & AssetUnlink): Promise<AssetLinked | CloudFailure>;
}

export interface AssetRequest {
  /** The same when the same is asked again because no answer came: it is done once. */
  readonly requestId: string;
  readonly actor: StatedActor;
}
