/** What a careless printer could get wrong. */
export const kinds = [
  'leaf',
  'connective',
  'negation',
  'value',
  'anchor',
  'case',
  'wildcard',
  'guard',
] as const;

export type Kind = (typeof kinds)[number];

/** One place of a text and what is to stand there instead. */
export interface Edit {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** All the single changes of a printed query that leave it in its language, more or less: the reader has the last word. */
export type Mutator = (query: string) => readonly Edit[];

export function applied(query: string, { start, end, text }: Edit): string {
  return query.slice(0, start) + text + query.slice(end);
}

/** An edit of each match of a pattern: of its first group where it has one, else of the whole. */
export function edits(
  kind: Kind,
  text: string,
  pattern: RegExp,
  change: string | ((found: string) => string),
): readonly Edit[] {
  return [...text.matchAll(new RegExp(pattern.source, `${pattern.flags.replaceAll(/[gd]/g, '')}gd`))].flatMap(
    match => {
      const [start, end] = match.indices?.[1] ?? match.indices?.[0] ?? [0, 0];
      const found = text.slice(start, end);
      return [{ kind, start, end, text: typeof change === 'string' ? change : change(found) }];
    },
  );
}

/** Edits of a part of a text, in the places of the whole. */
export function shifted(found: readonly Edit[], by: number): readonly Edit[] {
  return found.map(edit => ({ ...edit, start: edit.start + by, end: edit.end + by }));
}
