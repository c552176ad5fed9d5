/** So long whoever watches over a server waits for its database: a balancer and a collector of metrics give up soon themselves. */
export const watchersPatienceMs = 5_000;

/**
 * What a question to the database comes to, or the error of a database that cannot be reached when it takes longer: one that hangs refuses no
 * connection. The question itself is not taken back.
 */
export async function answersWithin<Answer>(ms: number, asked: Promise<Answer>): Promise<Answer> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(Object.assign(new Error(`the database did not answer within ${ms} ms`), { code: 'ETIMEDOUT' }));
  }, ms);
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
