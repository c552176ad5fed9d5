// All English texts, the source of every other language. A new area is one JSON file here and beside `de`, and its name in both lists.
import benchBlocked from './bench.blocked.json' with { type: 'json' };
import benchMissing from './bench.missing.json' with { type: 'json' };
import benchRefused from './bench.refused.json' with { type: 'json' };
import benchStep from './bench.step.json' with { type: 'json' };
import checks from './checks.json' with { type: 'json' };
import codes from './codes.json' with { type: 'json' };
import configKey from './config-key.json' with { type: 'json' };
import report from './report.json' with { type: 'json' };
import reportPart from './report-part.json' with { type: 'json' };

export const en = {
  ...benchBlocked,
  ...benchMissing,
  ...benchRefused,
  ...benchStep,
  ...checks,
  ...codes,
  ...configKey,
  ...report,
  ...reportPart,
};
