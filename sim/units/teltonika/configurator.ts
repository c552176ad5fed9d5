import { toldImei } from '../imei-variants.ts';
import { storeValues } from '../stored-values.ts';
import type { UnitMemory, UnitMoment } from '../unit-machine.ts';
import { teltonikaModel } from './models.ts';
import { isAccessPoint, isAllowedValue, parameterRule } from './parameter-table.ts';

/** What the Configurator dialogue adds to a unit's memory. Everything but the tries is forgotten without power. */
export interface ConfiguratorMemory {
  readonly isAuthorised: boolean;
  readonly triesLeft: number;
  /** Values that wait for `:cfg_save`; null while nobody is connected. */
  readonly staged: Readonly<Record<string, string>> | null;
}

export interface TeltonikaMemory extends UnitMemory {
  readonly configurator?: ConfiguratorMemory | undefined;
}

/** A line of the dialogue, ended by CR alone; `quiet` for commands that are obeyed in silence. */
export type ConfiguratorAnswer =
  | { readonly kind: 'said'; readonly text: string; readonly memory: TeltonikaMemory }
  | { readonly kind: 'quiet' }
  | { readonly kind: 'unheard-of' };

const fresh: ConfiguratorMemory = { isAuthorised: false, triesLeft: 5, staged: null };

/** After a start nobody is connected and the keyword is wanted again; wrong tries stay counted. */
export function restarted(memory: TeltonikaMemory): TeltonikaMemory {
  const { configurator } = memory;
  return configurator === undefined
    ? memory
    : { ...memory, configurator: { ...fresh, triesLeft: configurator.triesLeft } };
}

/** Obeys one line of the dialogue. Words and numbers as in the public captures; the digit behind a word is our choice. */
export function configuratorAnswer(memory: TeltonikaMemory, line: string, moment: UnitMoment): ConfiguratorAnswer {
  const [, name = '', argument = ''] = /^:(\w+)(?::(.*))?$/.exec(line) ?? [];
  const state = memory.configurator ?? fresh;
  const said = (text: string, change: Partial<ConfiguratorMemory> = {}): ConfiguratorAnswer => ({
    kind: 'said',
    text: `${text}\r`,
    memory: { ...memory, configurator: { ...state, ...change } },
  });
  if (line === '.log:0') {
    return { kind: 'quiet' };
  }
  switch (name) {
    case 'cfg_info':
      return {
        kind: 'said',
        text: infoLines(memory, moment),
        memory: { ...memory, imeiReadings: memory.imeiReadings + 1 },
      };
    case 'sec_status':
      return said(securityLine(state, moment));
    case 'sec_login': {
      const after = tried(state, argument, moment);
      return said(securityLine(after, moment), after);
    }
    case 'cfg_connect':
      return said('<CFG_CONNECT>1', { staged: {} });
    case 'cfg_disconnect':
      return said('<CFG_DISCONNECT>1', { staged: null });
    case 'cfg_getcfg':
      return said(['<GET_PARAMS_START>', ...(isShut(state, moment) ? [] : valueLines(memory))].join('\r'));
    case 'cfg_setparam':
      return stage(memory, state, { argument, moment });
    case 'cfg_save':
      return keep(memory, state, moment);
    default:
      return { kind: 'unheard-of' };
  }
}

function isShut({ isAuthorised }: ConfiguratorMemory, { quirks }: UnitMoment): boolean {
  return quirks.keyword !== null && !isAuthorised;
}

function securityLine({ isAuthorised, triesLeft }: ConfiguratorMemory, { quirks }: UnitMoment): string {
  const bit = (value: boolean) => (value ? 1 : 0);
  const isSecured = quirks.keyword !== null;
  return `<SECSTAT>1,${bit(isSecured)},${bit(isSecured && isAuthorised)},${bit(triesLeft === 0)},${triesLeft}`;
}

/** A right keyword gives all tries back; with none left even the right one is refused. */
function tried(state: ConfiguratorMemory, keyword: string, { quirks }: UnitMoment): ConfiguratorMemory {
  if (state.triesLeft === 0 || quirks.keyword === null) {
    return state;
  }
  return keyword === quirks.keyword
    ? { ...state, isAuthorised: true, triesLeft: fresh.triesLeft }
    : { ...state, triesLeft: state.triesLeft - 1 };
}

function infoLines(memory: TeltonikaMemory, { quirks }: UnitMoment): string {
  const { profile, imeiReadings } = memory;
  const { firmware } = teltonikaModel(profile.model);
  const fields = [
    [0, firmware],
    [1, '12.00.00'],
    [2, `${profile.model.slice(0, 4)}:${profile.model.slice(4)}`],
    [3, toldImei(profile.imei, quirks.imei, imeiReadings)],
    [8, quirks.keyword === null ? '1' : '0'],
  ] as const;
  return fields.map(([number, value]) => `cfg_info:${number}:${value}\r`).join('');
}

function valueLines({ running }: TeltonikaMemory): readonly string[] {
  return Object.entries(running).map(([id, value]) => `${id}:${value}`);
}

function stage(
  memory: TeltonikaMemory,
  state: ConfiguratorMemory,
  { argument, moment }: { readonly argument: string; readonly moment: UnitMoment },
): ConfiguratorAnswer {
  const model = teltonikaModel(memory.profile.model);
  const pairs = argument
    .split(';')
    .map((pair) => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)] as const);
  const { refusal } = moment.quirks;
  const isTaken =
    !isShut(state, moment) &&
    state.staged !== null &&
    (refusal === 'none' || refusal === 'apn') &&
    pairs.every(([id, value]) => {
      const rule = parameterRule(model, id);
      return rule !== undefined && isAllowedValue(rule, value) && !(refusal === 'apn' && isAccessPoint(id));
    });
  const staged = isTaken ? { ...state.staged, ...Object.fromEntries(pairs) } : state.staged;
  const configurator = { ...state, staged };
  return { kind: 'said', text: `<SETPARAM_RESULT>${isTaken ? 1 : 0}\r`, memory: { ...memory, configurator } };
}

function keep(memory: TeltonikaMemory, state: ConfiguratorMemory, moment: UnitMoment): ConfiguratorAnswer {
  const model = teltonikaModel(memory.profile.model);
  const writes = Object.entries(state.staged ?? {}).map(([id, value]) => ({
    id,
    value,
    numeric: parameterRule(model, id)?.kind === 'number',
    accessPoint: isAccessPoint(id),
  }));
  const configurator = { ...state, staged: state.staged === null ? null : {} };
  return {
    kind: 'said',
    text: '<SAVE_CFG_RESULT>1\r',
    memory: { ...storeValues(memory, writes, moment.quirks), configurator },
  };
}
