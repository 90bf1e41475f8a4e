import type { EventData } from '../../../src/evaluate/index.ts';

/** A search, events that it finds, and events that it does not. */
export type Case = readonly [query: string, finds: readonly EventData[], misses: readonly EventData[]];

/** Cases by the page of the manual that they follow. */
export type Cases = Readonly<Record<string, readonly Case[]>>;

export const r = String.raw;
