import type { Metadata } from '../../src/ir/index.ts';

/** What a rule says of itself in Sigma's keys, in the order of the specification, but for its title and identity. */
export function saidOf(metadata: Metadata): Readonly<Record<string, unknown>> {
  return {
    ...optional('status', isWord(statuses, metadata.status) ? metadata.status : undefined),
    ...optional('description', metadata.description),
    ...optional('license', metadata.licence),
    ...optional('references', some(metadata.references)),
    ...optional('author', metadata.authors.length === 0 ? undefined : metadata.authors.join(', ')),
    ...optional('date', metadata.created),
    ...optional('modified', metadata.modified),
    ...optional('tags', some(tagsOf(metadata))),
    ...optional('fields', some(metadata.fields)),
    ...optional('falsepositives', some(metadata.falsePositives)),
    ...optional('level', metadata.level),
  };
}

/** `attack.` tags of tactics and techniques, then the rest in the characters that tags may have. */
function tagsOf(metadata: Metadata): readonly string[] {
  const attack = metadata.attack.flatMap(({ tactic, techniques }) => [
    ...(tactic === undefined ? [] : [`attack.${tagWord(tactic.name)}`]),
    ...techniques.map(technique => `attack.${technique.id.toLowerCase()}`),
  ]);
  const others = metadata.vendor === 'sigma' ? metadata.tags.filter(hasNamespace) : [];
  return [...new Set([...attack, ...others])];
}

/** A tag is a namespace and a name, and parsers refuse the rule of another. https://sigmahq.io/sigma-specification/specification/sigma-appendix-tags.html */
const namespaced = /^[a-z0-9_-]+\.[a-z0-9._-]+$/i;

function hasNamespace(tag: unknown): boolean {
  return typeof tag === 'string' && namespaced.test(tag);
}

/** What a rule of Sigma says in keys and forms of its own, as it says it, but for authors in a list, who are one text in Sigma, and tags that are none. */
export function ownKeys({ extra, authors }: Metadata): Readonly<Record<string, unknown>> {
  const { author, tags, status, level, ...others } = extra;
  const written = typeof tags === 'string' || Array.isArray(tags) ? [tags].flat().filter(hasNamespace) : tags;
  return {
    ...others,
    ...(isWord(statuses, status) ? { status } : {}),
    ...(isWord(levels, level) ? { level } : {}),
    ...optional('author', Array.isArray(author) ? authors.join(', ') : author),
    ...optional('tags', Array.isArray(written) ? some(written) : written),
  };
}

/** What a document of Sigma leaves out of a rule of Sigma. */
export function lostOfOwn(metadata: Metadata): readonly string[] {
  const { tags, extra } = metadata;
  const strange = (['status', 'level'] as const).filter(
    key => metadata[key] === undefined && Object.hasOwn(extra, key),
  );
  return [...(tags.every(hasNamespace) ? [] : ['tags without a namespace']), ...strange];
}

/** What another product says of a rule's status, and Sigma does not know. */
export function lostStatus({ status }: Metadata): readonly string[] {
  return status === undefined || isWord(statuses, status) ? [] : ['status'];
}

/** Parsers refuse a rule of other words. https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#status */
const statuses = ['stable', 'test', 'experimental', 'deprecated', 'unsupported'];
const levels = ['informational', 'low', 'medium', 'high', 'critical'];

function isWord(words: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && words.includes(value);
}

function tagWord(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9_]+/g, '-');
}

export function optional(key: string, value: unknown): Readonly<Record<string, unknown>> {
  return value === undefined ? {} : { [key]: value };
}

function some<Value>(values: readonly Value[]): readonly Value[] | undefined {
  return values.length === 0 ? undefined : values;
}
