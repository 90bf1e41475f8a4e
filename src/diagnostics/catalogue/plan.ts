import type { Catalogue } from '../define-codes.ts';

/** Fitting a rule to a target. */
export const planCodes = {} as const satisfies Catalogue;
