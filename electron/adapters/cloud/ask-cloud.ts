import type { CancelSignal } from '#core/ports/clock.ts';
import type { CloudFailure } from '#core/ports/cloud-client.ts';
import { toCloudFailure } from './cloud-failure.ts';

/** How long an answer is waited for, and who may call the question off. */
export interface CloudPatience {
  readonly timeoutMs: number;
  readonly cancel?: CancelSignal | undefined;
}

/** Calls with a time limit and turns what is thrown into an outcome; what is no failure of the cloud is thrown on. */
export async function askCloud<Answer, Failure = CloudFailure>(
  { timeoutMs, cancel }: CloudPatience,
  call: (signal: AbortSignal) => Promise<Answer>,
  translate: (error: unknown) => Failure | CloudFailure = toCloudFailure,
): Promise<Answer | Failure | CloudFailure> {
  const stop = new AbortController();
  const onCancel = (): void => stop.abort();
  cancel?.addEventListener('abort', onCancel, { once: true });
  if (cancel?.aborted === true) {
    stop.abort();
  }
  try {
    return await call(AbortSignal.any([stop.signal, AbortSignal.timeout(timeoutMs)]));
  } catch (error: unknown) {
    return translate(error);
  } finally {
    cancel?.removeEventListener('abort', onCancel);
  }
}
