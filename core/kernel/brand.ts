declare const brand: unique symbol;

/** A primitive that may not be mixed up with another of the same shape: a user id is no organization id. Made only where a value is parsed. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };
