import { supportAnswer, supportRequest } from '../../domain/support/support-request.ts';
import { cloudCall } from './call-rules.ts';

/** The service desk at the central API (REP-4). */
export const supportContract = {
  request: cloudCall
    .route({
      method: 'POST',
      path: '/v1/support-requests',
      summary: 'A request to the service desk',
      description:
        "Hands in a request. It is stored under the calling station's organization and gets a number; the same request again gets the same number, however often it comes. At most 1 MiB.",
    })
    .meta({ repeat: { kind: 'harmless', why: 'the id of the request is handed in once' } })
    .input(supportRequest)
    .output(supportAnswer),
};
