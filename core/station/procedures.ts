import type { ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract';
import type { StationContract } from '../contract/station-contract.ts';
import type { CancelSignal } from '../ports/clock.ts';
import type { SecondPerson } from './access/step-ups.ts';
import type { Principal } from './principal.ts';

/** What a procedure knows of its caller. Rights are checked before it runs (`guard.ts`). */
export interface Call {
  readonly principal: Principal;
  /** Who agreed with a PIN of their own, where `stepUpRules` wants two for this act. */
  readonly secondPerson?: SecondPerson;
  /** Fires when the caller is gone; long work on a unit goes on all the same. */
  readonly cancel?: CancelSignal;
}

type ProcedureOf<Contract> =
  Contract extends ContractProcedure<infer Input, infer Output, infer _Errors, infer _Meta>
    ? (input: InferSchemaOutput<Input>, call: Call) => Promise<InferSchemaInput<Output>>
    : never;

/** One area of the contract as plain functions: what use cases implement and hosts serve. */
export type AreaProcedures<Area extends keyof StationContract> = {
  readonly [Name in keyof StationContract[Area]]: ProcedureOf<StationContract[Area][Name]>;
};

export type StationProcedures = { readonly [Area in keyof StationContract]: AreaProcedures<Area> };
