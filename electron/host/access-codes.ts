import { randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Who may talk to the loopback host (reliability.md §6.2): other people and programs of this machine can reach the port, so the
 * address alone opens nothing. A code is good for one exchange against a cookie; a fresh one takes its place.
 */
export interface AccessCodes {
  /** The code that the next window must bring. */
  currentCode(): string;
  /** Spends a code for a browser cookie value; null when it is not the current one. */
  exchange(code: string): string | null;
  isSession(cookieValue: string | undefined): boolean;
  /** Bearer for programs of the same user that can read the station's run file. */
  readonly programToken: string;
  isProgram(token: string | undefined): boolean;
}

/** Windows that may be open at once; one more, and the oldest must be opened anew. */
const sessionLimit = 16;

const token = () => randomBytes(32).toString('base64url');

export function createAccessCodes(): AccessCodes {
  let code = token();
  const sessions = new Set<string>();
  const programToken = token();
  return {
    programToken,
    currentCode: () => code,
    exchange(offered) {
      if (!sameText(offered, code)) {
        return null;
      }
      code = token();
      const session = token();
      sessions.add(session);
      const [oldest] = sessions;
      if (sessions.size > sessionLimit && oldest !== undefined) {
        sessions.delete(oldest);
      }
      return session;
    },
    isSession: (value) => value !== undefined && [...sessions].some((session) => sameText(session, value)),
    isProgram: (value) => value !== undefined && sameText(value, programToken),
  };
}

/** Compares in constant time, so that a guess learns nothing from how long it took. */
function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
