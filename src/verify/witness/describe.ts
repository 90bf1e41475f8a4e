import type { Leaf, Pattern } from '../../ir/index.ts';
import { patternForm, printExpression, printPredicate } from '../../ir/index.ts';
import type { Site } from './sites.ts';
import type { Aspect } from './variants.ts';

const longest = 60;

/** What an event tells of a leaf, for people: `process.name is absent`. */
export function describe(site: Site, aspect: Aspect, value: unknown): string {
  const name = subjectOf(site);
  if (value === undefined) return `${name} is absent`;
  switch (aspect) {
    case 'absent':
      return `${name} is absent`;
    case 'null':
      return `${name} is null`;
    case 'empty':
      return `${name} is empty`;
    case 'case':
      return `${name} in other case: ${shown(value)}`;
    case 'type':
      return `${name} is the ${typeof value} ${shown(value)}`;
    case 'signs':
      return `${name} with other signs: ${shown(value)}`;
    case 'outside':
      return `${name} is ${shown(value)}, just outside of ${conditionOf(site.leaf)}`;
    case 'first of several':
      return `${name} has several values, the first ${conditionOf(site.leaf)}`;
    case 'last of several':
      return `${name} has several values, the last ${conditionOf(site.leaf)}`;
    case 'none of several':
      return `${name} has several values, none ${conditionOf(site.leaf)}`;
    case 'inside':
      return `${name} is ${shown(value)}`;
  }
}

/** What a leaf asks for, in a few words. */
export function conditionOf(leaf: Leaf): string {
  switch (leaf.kind) {
    case 'exists':
      return 'any value';
    case 'equals':
      return leaf.values.length === 1 ? shown(leaf.values[0]) : `one of ${leaf.values.length} values`;
    case 'like':
    case 'keyword':
      return leaf.patterns.length === 1
        ? patternWords(leaf.patterns[0] ?? [])
        : `${leaf.patterns.length} patterns`;
    case 'matches':
      return 'the regex';
    case 'inNetwork':
      return leaf.networks.length === 1
        ? `${leaf.networks[0]?.address}/${leaf.networks[0]?.prefixLength}`
        : `${leaf.networks.length} networks`;
    case 'compares':
      return `${leaf.operator} ${printExpression(leaf.right)}`;
    case 'analysed':
      return leaf.tokens.join(' ');
    case 'element':
      return 'its element';
  }
}

function patternWords(pattern: Pattern): string {
  const form = patternForm(pattern);
  const words = { equals: '', startsWith: 'beginning ', endsWith: 'ending ', contains: 'containing ' };
  if (form.form === 'anything') return 'any value';
  if (form.form === 'wildcard') return 'the pattern';
  return `${words[form.form]}${shown(form.text)}`;
}

function subjectOf({ field, leaf }: Site): string {
  if (field !== undefined) return field;
  if (leaf.kind === 'keyword') return 'the text of the event';
  if ('subject' in leaf) return printExpression(leaf.subject);
  return cut(printPredicate(leaf).replaceAll(/\s+/g, ' ').trim());
}

function shown(value: unknown): string {
  return cut(typeof value === 'string' ? `"${value}"` : JSON.stringify(value));
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/\p{Cs}$/u, '')}…`;
}
