import { createHash } from 'node:crypto';
import type { Rule } from '../ir/index.ts';
import type { RuleLocation } from '../readers/index.ts';

/**
 * A rule with an id that is its own and stays: that which it has; where a document becomes several rules, one made of that id
 * and the number of the part; without any, one made of the place in the project and of the rule's name there, where the file
 * gives it one, else of its number (UUIDs of version 8, RFC 9562).
 */
export function withOwnId(rule: Rule, path: string, { document, part, name }: OwnPlace): Rule {
  const { id } = rule.metadata;
  if (id !== undefined && part === 0) return rule;
  const own =
    id === undefined
      ? (idOfName(path, name) ?? derivedId(`${path}#${document}.${part}`))
      : derivedId(`${id}#${part}`);
  return { ...rule, metadata: { ...rule.metadata, id: own } };
}

/** That of a rule which its file names. */
export function idOfName(path: string, name: string | undefined): string | undefined {
  return name === undefined ? undefined : derivedId(`${path}#${name}`);
}

/** Whether what has one id and then another at a place, `rules/a.yml#0.0`, is one rule: it had none of its own, or has none now. */
export function isOneRule(place: string, one: string | undefined, other: string | undefined): boolean {
  const ids = [one, other].map(id => id?.toLowerCase());
  return ids[0] === ids[1] || ids.some(id => id === undefined || id === derivedId(place));
}

type OwnPlace = Pick<RuleLocation, 'document' | 'part' | 'name'>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Sigma takes UUIDs alone (https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#id); any other id gives one. */
export function withUuid(rule: Rule): Rule {
  const { id } = rule.metadata;
  if (id === undefined || uuid.test(id)) return rule;
  return { ...rule, metadata: { ...rule.metadata, id: derivedId(id) } };
}

/** A UUID that is always the same of a name. */
export function derivedId(name: string): string {
  const hex = createHash('sha256').update(`urn:ruleglot:rule:${name}`).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
