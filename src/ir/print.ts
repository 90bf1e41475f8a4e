import type { Expression, Pattern, Value } from './expression.ts';
import type { Leaf, Predicate } from './predicate.ts';
import { printRegex } from './print-regex.ts';
import type { Search, Step } from './search.ts';

/**
 * The printed form of the IR, for goldens, tests and people: a small prefix notation, one leaf a line. Casing is shown
 * as `~` (ignored), quantifiers other than any by name, a field's canonical name after an arrow when it differs.
 */
export function printSearch(search: Search, indent = ''): string {
  const inner = `${indent}  `;
  switch (search.kind) {
    case 'events': {
      const scope = search.source.scope
        ? `\n${inner}scope ${printPredicate(search.source.scope, `${inner}  `).trimStart()}`
        : '';
      return `${indent}events ${search.source.id ?? '(unknown source)'}${scope}\n${printPredicate(search.where, inner)}`;
    }
    case 'union':
      return `${indent}union\n${search.searches.map(each => printSearch(each, inner)).join('\n')}`;
    case 'pipeline':
      return `${indent}pipeline\n${printSearch(search.from, inner)}\n${search.stages.map(stage => `${inner}| ${plain(stage)}`).join('\n')}`;
    case 'sequence': {
      const head = `${indent}${search.ordered ? 'sequence' : 'sample'}${search.within === undefined ? '' : ` within ${search.within}s`}`;
      const until = search.until ? [`${inner}until\n${printStep(search.until, inner)}`] : [];
      return [head, ...search.steps.map(step => printStep(step, inner)), ...until].join('\n');
    }
    case 'correlate':
      return `${indent}correlate ${plain({ ...search, inputs: search.inputs.map(input => input.name), having: undefined })}\n${search.inputs.map(input => printSearch(input.search, inner)).join('\n')}\n${inner}having ${printPredicate(search.having, inner).trimStart()}`;
    case 'newTerms':
      return `${indent}new-terms ${search.fields.map(printExpression).join(', ')} history ${search.history}s\n${printSearch(search.from, inner)}`;
    case 'indicatorMatch':
      return `${indent}indicator-match ${plain(search.pairs)}\n${printSearch(search.from, inner)}\n${printSearch(search.indicators, inner)}`;
  }
}

function printStep(step: Step, indent: string): string {
  const by = step.by.map(key => `${key.nullable ? '?' : ''}${printExpression(key.value)}`).join(', ');
  const words = [
    step.absent ? 'absent' : 'step',
    by === '' ? '' : `by ${by}`,
    step.runs === 1 ? '' : `runs ${step.runs}`,
  ];
  return `${indent}${words.filter(word => word !== '').join(' ')}\n${printSearch(step.search, `${indent}  `)}`;
}

export function printPredicate(predicate: Predicate, indent = ''): string {
  switch (predicate.kind) {
    case 'always':
      return `${indent}${predicate.value ? 'always' : 'never'}`;
    case 'not':
      return `${indent}not\n${printPredicate(predicate.operand, `${indent}  `)}`;
    case 'and':
    case 'or':
      return `${indent}${predicate.kind}\n${predicate.operands.map(each => printPredicate(each, `${indent}  `)).join('\n')}`;
    case 'element':
      return `${indent}element ${printExpression(predicate.path)}\n${printPredicate(predicate.where, `${indent}  `)}`;
    default:
      return `${indent}${printLeaf(predicate)}`;
  }
}

function printLeaf(leaf: Exclude<Leaf, { kind: 'element' }>): string {
  const quantifier = 'quantifier' in leaf && leaf.quantifier !== 'any' ? `${leaf.quantifier} ` : '';
  const fold = 'casing' in leaf && leaf.casing === 'ignored' ? '~' : '';
  switch (leaf.kind) {
    case 'exists':
      return `exists ${printExpression(leaf.subject)}`;
    case 'equals':
      return `${quantifier}${printExpression(leaf.subject)} =${fold} ${leaf.values.map(printValue).join(', ')}`;
    case 'like':
      return `${quantifier}${printExpression(leaf.subject)} like${fold} ${leaf.patterns.map(printPattern).join(', ')}`;
    case 'matches':
      return `${quantifier}${printExpression(leaf.subject)} matches ${printRegex(leaf.regex)}`;
    case 'inNetwork':
      return `${quantifier}${printExpression(leaf.subject)} in-network ${leaf.networks.map(network => `${network.address}/${network.prefixLength}`).join(', ')}`;
    case 'compares':
      return `${quantifier}${printExpression(leaf.left)} ${leaf.operator}${fold} ${printExpression(leaf.right)} as ${leaf.as}`;
    case 'keyword':
      return `keyword${fold} ${leaf.scope} ${leaf.patterns.map(printPattern).join(', ')}${leaf.regex ? printRegex(leaf.regex) : ''}`;
    case 'analysed':
      return `${printExpression(leaf.subject)} analysed ${leaf.mode} ${leaf.pattern === undefined ? leaf.tokens.map(printValue).join(', ') : printPattern(leaf.pattern)}${leaf.analyser === undefined ? '' : ' of a script'}`;
  }
}

export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'field': {
      const arrow =
        expression.canonical !== undefined && expression.canonical !== expression.name
          ? `→${expression.canonical}`
          : '';
      return `${expression.optional ? '?' : ''}${expression.name}${arrow}`;
    }
    case 'fieldPattern':
      return printPattern(expression.pattern);
    case 'literal':
      return expression.value === null ? 'null' : printValue(expression.value);
    case 'call':
      return `${expression.function}${expression.casing === 'ignored' ? '~' : ''}(${expression.arguments.map(printExpression).join(', ')})`;
    case 'arithmetic':
      return `${expression.operator}(${printExpression(expression.left)}, ${printExpression(expression.right)})`;
    case 'choice':
      return `choose(${expression.branches.map(branch => `${printPredicate(branch.when).replaceAll(/\s+/g, ' ')} then ${printExpression(branch.value)}`).join('; ')}${expression.otherwise ? `; else ${printExpression(expression.otherwise)}` : ''})`;
    case 'coercion':
      return `${expression.to}(${printExpression(expression.operand)}${expression.base === undefined ? '' : `, base ${expression.base}`})`;
    case 'valueCount':
      return `value-count(${printExpression(expression.operand)})`;
  }
}

/** Wildcards bare, literal ones and quotes escaped: `"a\*b"*`. */
export function printPattern(pattern: Pattern): string {
  if (pattern.length === 0) return '""';
  return pattern
    .map(part => (part.kind === 'text' ? JSON.stringify(part.text) : part.kind === 'anyRun' ? '*' : '?'))
    .join('');
}

function printValue(value: Value): string {
  return JSON.stringify(value);
}

/** Stages and other rare nodes: their data without origins. */
function plain(value: unknown): string {
  return JSON.stringify(value, (key, inner) => (key === 'origin' ? undefined : inner));
}
