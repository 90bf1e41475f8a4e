import { type Expression, type Leaf, type Pattern, patternForm, writeRegex } from '../../ir/index.ts';
import { printRegex } from '../../ir/print-regex.ts';
import type { Row, RowKind } from './catalog-rule.ts';
import { expressionText } from './expression-text.ts';

type Bare = Pick<Row, 'kind' | 'values'>;

/** A leaf as rows: one for each kind of comparison that it makes. */
export function rowsOf(leaf: Leaf, negated = false): readonly Row[] {
  if (leaf.kind === 'element') return [];
  const subject = leaf.kind === 'compares' ? leaf.left : leaf.kind === 'keyword' ? undefined : leaf.subject;
  const names = {
    field: subject === undefined ? anyField : expressionText(subject, 'written'),
    canonical: subject === undefined ? anyField : expressionText(subject, 'canonical'),
  };
  return bareRows(leaf).map(row => ({ ...names, ...row, ...(negated ? { negated } : {}) }));
}

/** What stands for a field where a text is sought anywhere in the event. */
export const anyField = '(any field)';

function bareRows(leaf: Exclude<Leaf, { kind: 'element' }>): readonly Bare[] {
  switch (leaf.kind) {
    case 'exists':
      return [{ kind: 'is_not_null', values: [] }];
    case 'equals':
      return [listed(leaf.values.map(String))];
    case 'like':
      return likeRows(leaf.patterns);
    case 'matches':
      return [{ kind: 'regex_match', values: [regexText(leaf.regex)] }];
    case 'inNetwork':
      return [
        { kind: 'cidr', values: leaf.networks.map(each => `${each.address}/${each.prefixLength}`).sort() },
      ];
    case 'analysed':
      return [{ kind: 'match', values: [leaf.tokens.join(' ')] }];
    case 'keyword':
      return [
        ...(leaf.scope === 'contains' ? keywordRows(leaf.patterns) : likeRows(leaf.patterns)),
        ...(leaf.regex === undefined
          ? []
          : [{ kind: 'regex_match', values: [regexText(leaf.regex)] } as const]),
      ];
    case 'compares':
      return [
        { kind: comparedKind(leaf.operator, leaf.right), values: [expressionText(leaf.right, 'written')] },
      ];
  }
}

function listed(values: readonly string[]): Bare {
  return { kind: values.length === 1 ? 'eq' : 'in', values: [...new Set(values)].sort() };
}

const forms = {
  equals: 'eq',
  startsWith: 'starts_with',
  endsWith: 'ends_with',
  contains: 'contains',
} as const;

function likeRows(patterns: readonly Pattern[]): readonly Bare[] {
  const groups = new Map<RowKind, string[]>();
  for (const pattern of patterns) {
    const form = patternForm(pattern);
    const kind =
      form.form === 'anything' ? 'is_not_null' : form.form === 'wildcard' ? 'wildcard' : forms[form.form];
    const values = groups.get(kind) ?? [];
    if (form.form !== 'anything') values.push('text' in form ? form.text : wildcardText(pattern));
    groups.set(kind, values);
  }
  return [...groups].map(([kind, values]) =>
    kind === 'eq' ? listed(values) : { kind, values: [...new Set(values)].sort() },
  );
}

function keywordRows(patterns: readonly Pattern[]): readonly Bare[] {
  if (patterns.length === 0) return [];
  return [{ kind: 'contains', values: patterns.map(wildcardText).sort() }];
}

/** With `*` and `?` as wildcards, and those that are none after a backslash. */
function wildcardText(pattern: Pattern): string {
  const isPlain = pattern.every(part => part.kind === 'text');
  return pattern
    .map(part => {
      if (part.kind === 'text') return isPlain ? part.text : part.text.replaceAll(/[*?]/g, '\\$&');
      return part.kind === 'anyRun' ? '*' : '?';
    })
    .join('');
}

function regexText(regex: Extract<Leaf, { kind: 'matches' }>['regex']): string {
  const readable = { ignoreCaseOutside: false, singleLine: true } as const;
  return writeRegex(regex, { dialect: 'pcre', use: 'search', ...readable }).text ?? printRegex(regex);
}

const comparisons = { eq: 'eq', lt: 'lt', lte: 'le', gt: 'gt', gte: 'ge' } as const;
const between = { startsWith: 'starts_with', endsWith: 'ends_with', contains: 'contains' } as const;

function comparedKind(operator: Extract<Leaf, { kind: 'compares' }>['operator'], right: Expression): RowKind {
  const isField = right.kind !== 'literal';
  switch (operator) {
    case 'startsWith':
    case 'endsWith':
    case 'contains':
      return isField ? `${between[operator]}_field` : between[operator];
    case 'eq':
      return isField ? 'eq_field' : 'eq';
    default:
      return comparisons[operator];
  }
}
