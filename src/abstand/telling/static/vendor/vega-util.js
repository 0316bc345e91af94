// the part of vega-util that the interpreter asks for, out of the bundled vega
export const { ascending, isString, DisallowedObjectProperties } = globalThis.vega;
