import type { Metadata } from '../ir/index.ts';

export interface MetadataChange {
  readonly key: string;
  readonly old?: unknown;
  readonly new?: unknown;
}

/** What a rule says of itself, except the keys of its own format's document and what every edit changes. */
const compared = [
  'id',
  'title',
  'description',
  'level',
  'riskScore',
  'status',
  'authors',
  'licence',
  'references',
  'falsePositives',
  'attack',
  'tags',
  'related',
  'fields',
  'note',
  'setup',
] as const satisfies readonly (keyof Metadata)[];

/** The keys in which two rules differ, beside what they match. */
export function metadataChanges(old: Metadata, current: Metadata): readonly MetadataChange[] {
  return compared.flatMap(key => {
    const [before, after] = [old[key], current[key]];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    return [
      {
        key,
        ...(before === undefined ? {} : { old: before }),
        ...(after === undefined ? {} : { new: after }),
      },
    ];
  });
}
