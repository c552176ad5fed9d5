/** How the models of this family differ in what they say. Shapes as published by the maker (link.md §2A). */
export interface TeltonikaModel {
  readonly name: string;
  /** Which of the two published answer styles the firmware speaks. */
  readonly style: 'FMB' | 'FT';
  readonly firmware: string;
  readonly gnssFirmware: string;
  readonly modification: string;
  /** Which parameters it holds. VIN and tyres (`trailer`) are in no public list: only invented models hold them. */
  readonly parameters: 'standard' | 'trailer' | 'fm36';
  /** What it wants between id and value. */
  readonly separator: ':' | ' ';
}

/**
 * Two models of the published answers, one of the older ones (its ids are published, its answers are taken from the later), one of each style
 * that exists nowhere (the demo's trailer units), and one that is proved by restarting.
 */
export const teltonikaModels = {
  FMB920: {
    name: 'FMB920',
    style: 'FMB',
    firmware: '03.27.07_00',
    gnssFirmware: 'AXN_5.1.9',
    modification: '13',
    parameters: 'standard',
    separator: ':',
  },
  FTC961: {
    name: 'FTC961',
    style: 'FT',
    firmware: '0.23.0-rc.1',
    gnssFirmware: 'AG3335A_V2.6.0.AG3335_20230510',
    modification: '1',
    parameters: 'standard',
    separator: ':',
  },
  FM3622: {
    name: 'FM3622',
    style: 'FMB',
    firmware: '01.10.30',
    gnssFirmware: 'AXN_3.80',
    modification: '1',
    parameters: 'fm36',
    separator: ' ',
  },
  FTSIM1: {
    name: 'FTSIM1',
    style: 'FMB',
    firmware: '03.27.07_00',
    gnssFirmware: 'AXN_5.1.9',
    modification: '13',
    parameters: 'trailer',
    separator: ':',
  },
  FTSIM2: {
    name: 'FTSIM2',
    style: 'FT',
    firmware: '03.28.01',
    gnssFirmware: 'AG3335A_V2.6.0.AG3335_20230510',
    modification: '1',
    parameters: 'trailer',
    separator: ':',
  },
  FTSIM3: {
    name: 'FTSIM3',
    style: 'FMB',
    firmware: '03.29.00',
    gnssFirmware: 'AXN_5.1.9',
    modification: '13',
    parameters: 'trailer',
    separator: ':',
  },
} as const satisfies Record<string, TeltonikaModel>;

/** The model of that name; the FMB920 for a name that is not known. */
export function teltonikaModel(name: string): TeltonikaModel {
  return Object.values(teltonikaModels).find((model) => model.name === name) ?? teltonikaModels.FMB920;
}
