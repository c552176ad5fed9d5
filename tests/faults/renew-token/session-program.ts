import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { createCloudSession } from '#electron/adapters/cloud/cloud-session.ts';
import { createCredentialFile } from '#electron/adapters/cloud/credential-file.ts';
import { createSecretSeal } from '#electron/adapters/secrets/secret-seal.ts';

/**
 * A station's standing with its cloud as a program of its own: renews the token, calls once, prints the status. Usage:
 * `session-program.ts <data folder> <cloud> <death> <clock error in seconds>`. `death`: `before-storing` and `after-storing` kill the
 * program, as a power cut would, when the new refresh token has arrived and before or after it is on disk; `none` lives on.
 */
const [directory = '', cloudUrl = '', death = 'none', clockError = '0'] = process.argv.slice(2);

// What the OAuth library reads; the machine's own clock stays right.
const realNow = Date.now;
Date.now = () => realNow() + Number(clockError) * 1000;

const file = createCredentialFile({ directory, seal: createSecretSeal({ directory }) });
const session = createCloudSession({
  cloudUrl,
  clock: systemClock,
  credentials: {
    read: file.read,
    save(credential) {
      if (death === 'before-storing') {
        process.kill(process.pid, 'SIGKILL');
      }
      file.save(credential);
      if (death === 'after-storing') {
        process.kill(process.pid, 'SIGKILL');
      }
    },
  },
});
const answer = await session.fetch(new Request(new URL('/v1/station', cloudUrl)));
process.stdout.write(`${answer.status}\n`);
