import {
  type Compares,
  type Equals,
  fieldsOf,
  type Leaf,
  type Like,
  makesOne,
  type Network,
  type Pattern,
  plainText,
  subjects,
  text,
  writeRegex,
} from '../../src/ir/index.ts';
import { isNumeric, number, type PrintCondition, printEval, printLiteral } from './eval-expression.ts';
import type { Names } from './names.ts';
import { networkBlocks } from './network-blocks.ts';
import { containedRegex, hasCase, hasSigma, patternRegex } from './pattern-regex.ts';
import { isMistaken, numberText, quoteRegex, quoteSearchPattern, quoteText } from './quoting.ts';

/** A piece of an expression, how strongly it binds, and whether it is never null. */
export interface Fragment {
  readonly text: string;
  readonly binding: 'or' | 'and' | 'atom';
  readonly isTotal: boolean;
}

/** A leaf as where takes it: true exactly when the leaf holds; else false, or null unless `isTotal`. */
export function printWhereLeaf(leaf: Leaf, names: Names, condition: PrintCondition): Fragment {
  const scalar = printScalar(leaf, { names, condition });
  const severalIn = multiValuedField(leaf, names);
  if (severalIn === undefined || leaf.kind === 'exists' || !('quantifier' in leaf)) return scalar;
  const field = names.eval(severalIn);
  const matching = `mvfilter(${scalar.text})`;
  switch (leaf.quantifier) {
    case 'any':
      return atom(`isnotnull(${matching})`, true);
    case 'all':
      return atom(`mvcount(${matching})=mvcount(${field})`);
    case 'single':
      return {
        text: `mvcount(${isOfNumbers(leaf) ? field : `mvdedup(${field})`})=1 AND isnotnull(${matching})`,
        binding: 'and',
        isTotal: false,
      };
  }
}

/** The same text twice is one value, as keywords are sets in Elasticsearch; numbers count each. */
function isOfNumbers(leaf: Leaf): boolean {
  return leaf.kind === 'compares' && leaf.as === 'number';
}

/** Brackets around an OR in an AND, and around either in anything closer; mixed groups are never left to precedence. */
export function bracket(fragment: Fragment, within: 'or' | 'and' | 'not'): string {
  if (fragment.binding === 'atom' || fragment.binding === within) return fragment.text;
  return `(${fragment.text})`;
}

export function joinFragments(fragments: readonly Fragment[], operator: 'or' | 'and'): Fragment {
  const [only] = fragments;
  if (only === undefined) return atom(operator === 'or' ? 'false()' : 'true()', true);
  if (fragments.length === 1) return only;
  return {
    text: fragments.map(each => bracket(each, operator)).join(operator === 'or' ? ' OR ' : ' AND '),
    binding: operator,
    isTotal: fragments.every(each => each.isTotal),
  };
}

export function atom(printed: string, isTotal = false): Fragment {
  return { text: printed, binding: 'atom', isTotal };
}

/** mvfilter takes a condition on one field; an expression of several is compared as it stands, given that each is single. */
function multiValuedField(leaf: Leaf, names: Names): string | undefined {
  const fields = new Set(subjects(leaf).flatMap(subject => fieldsOf(subject).map(each => each.name)));
  const [only] = fields;
  if (only === undefined || fields.size !== 1 || !names.isMultiValued(only)) return undefined;
  return subjects(leaf).some(makesOne) ? undefined : only;
}

interface Scope {
  readonly names: Names;
  readonly condition: PrintCondition;
}

function printScalar(leaf: Leaf, scope: Scope): Fragment {
  switch (leaf.kind) {
    case 'exists':
      return atom(`isnotnull(${expression(leaf.subject, scope)})`, true);
    case 'equals':
      return printEquals(leaf, scope);
    case 'like':
      return joinFragments(
        leaf.patterns.map(pattern => atom(printLike(leaf, pattern, expression(leaf.subject, scope)))),
        'or',
      );
    case 'matches':
      return atom(`match(${expression(leaf.subject, scope)}, ${printRegex(leaf.regex)})`);
    case 'inNetwork':
      return printNetworks(leaf.networks, expression(leaf.subject, scope));
    case 'compares':
      return printCompares(leaf, scope);
    case 'keyword':
      return joinFragments(
        [
          ...leaf.patterns.map(pattern =>
            atom(`match(_raw, ${quoteRegex(containedRegex(pattern, leaf.casing))})`),
          ),
          ...(leaf.regex ? [atom(`match(_raw, ${printRegex(leaf.regex)})`)] : []),
        ],
        'or',
      );
    case 'analysed':
    case 'element':
      return atom('false()', true);
  }
}

function expression(subject: Parameters<typeof printEval>[0], { names, condition }: Scope): string {
  return printEval(subject, names, condition);
}

function printRegex(regex: Extract<Leaf, { kind: 'matches' }>['regex']): string {
  const written = writeRegex(regex, { dialect: 'pcre', use: 'search' });
  return written.lacks === undefined ? quoteRegex(written.text) : '"(?!)"';
}

function printNetworks(networks: readonly Network[], subject: string): Fragment {
  const tests = networkBlocks(networks).map(block => atom(`cidrmatch("${block}", ${subject})`));
  return joinFragments(tests, 'or');
}

/** Texts of one kind are one in(); numbers and odd texts stand beside it. */
function printEquals(leaf: Equals, scope: Scope): Fragment {
  const subject = expression(leaf.subject, scope);
  const isNumber = isNumeric(leaf.subject);
  const texts: string[] = [];
  const others: Fragment[] = [];
  for (const value of leaf.values) {
    if (typeof value === 'number')
      others.push(
        atom(
          `${number(leaf.subject, each => expression(each, scope), scope.names.counts)}=${numberText(value)}`,
        ),
      );
    else if (
      typeof value === 'string' &&
      (!isPlainText(value) || (leaf.casing === 'ignored' && hasSigma(value)))
    )
      others.push(
        atom(
          `match(${isNumber ? `tostring(${subject})` : subject}, ${quoteRegex(patternRegex([text(value)], leaf.casing))})`,
        ),
      );
    else texts.push(String(value));
  }
  const plain = isNumber ? `tostring(${subject})` : subject;
  return joinFragments([...printTexts(plain, texts, leaf.casing), ...others], 'or');
}

function printTexts(subject: string, texts: readonly string[], casing: 'exact' | 'ignored'): Fragment[] {
  if (texts.length === 0) return [];
  const folds = casing === 'ignored' && texts.some(hasCase);
  const left = folds ? `lower(${subject})` : subject;
  const values = [...new Set(folds ? texts.map(each => each.toLowerCase()) : texts)].map(quoteText);
  return [atom(values.length === 1 ? `${left}=${values[0]}` : `in(${left}, ${values.join(', ')})`)];
}

/** eval may compare what looks like a number as a number, and has no spelling for line breaks: a regex says both. */
function isPlainText(value: string): boolean {
  const isNumber = /^\s*[-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|inf(?:inity)?|nan)\s*$/i;
  return !/\p{Cc}/u.test(value) && !isNumber.test(value) && !isMistaken(value);
}

/** like() has no documented escape for its own wildcards, so a text with one of them takes a regex. */
function printLike(leaf: Like, pattern: Pattern, subject: string): string {
  const isSayable =
    !isMistaken(quoteSearchPattern(pattern)) &&
    pattern.every(part => part.kind !== 'text' || !/[%_\p{Cc}]/u.test(part.text));
  const [only] = pattern;
  // In lower case it is two characters, which a regex that ignores case does not know.
  if (pattern.length === 1 && only?.kind === 'text' && /\u0130/.test(only.text) && leaf.casing === 'ignored')
    return `lower(${subject})=${quoteText(only.text.toLowerCase())}`;
  const hasSigmas =
    leaf.casing === 'ignored' && pattern.some(part => part.kind === 'text' && hasSigma(part.text));
  if (!isSayable || hasSigmas || plainText(pattern) !== undefined)
    return `match(${subject}, ${quoteRegex(patternRegex(pattern, leaf.casing))})`;
  const folds = leaf.casing === 'ignored' && pattern.some(part => part.kind === 'text' && hasCase(part.text));
  const parts = pattern.map(part =>
    part.kind === 'anyRun' ? '%' : part.kind === 'anyOne' ? '_' : folds ? part.text.toLowerCase() : part.text,
  );
  return `like(${folds ? `lower(${subject})` : subject}, ${quoteText(parts.join(''))})`;
}

function printNumbers(
  leaf: Compares,
  print: (each: Parameters<typeof printEval>[0]) => string,
  counts: ReadonlySet<string> | undefined,
): Fragment {
  const relation = relations[leaf.operator as keyof typeof relations];
  return atom(`${number(leaf.left, print, counts)}${relation}${number(leaf.right, print, counts)}`);
}

const relations = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

function printCompares(leaf: Compares, scope: Scope): Fragment {
  const print = (each: Parameters<typeof printEval>[0]) => expression(each, scope);
  const { operator } = leaf;
  if (operator === 'startsWith' || operator === 'endsWith' || operator === 'contains')
    return printTextRelation(operator, folded(print(leaf.left), leaf), folded(print(leaf.right), leaf));
  if (leaf.as === 'number') return printNumbers(leaf, print, scope.names.counts);
  if (leaf.as === 'time')
    return atom(`${print(leaf.left)}${relations[operator]}${printTime(leaf.right, print)}`);
  return atom(`${folded(print(leaf.left), leaf)}${relations[operator]}${folded(print(leaf.right), leaf)}`);
}

function folded(printed: string, leaf: Compares): string {
  return leaf.casing === 'ignored' ? `lower(${printed})` : printed;
}

/** Of texts that are both fields: no pattern can be made of one without its wildcards waking up. */
function printTextRelation(
  operator: 'startsWith' | 'endsWith' | 'contains',
  left: string,
  right: string,
): Fragment {
  if (operator === 'startsWith') return atom(`substr(${left}, 1, len(${right}))=${right}`);
  const test =
    operator === 'endsWith'
      ? `substr(${left}, len(${left})-len(${right})+1)=${right}`
      : `mvcount(split(${left}, ${right}))>1`;
  const isEmpty: Fragment = { ...atom(`len(${right})=0 AND isnotnull(${left})`), binding: 'and' };
  return joinFragments([isEmpty, atom(test)], 'or');
}

function printTime(moment: Compares['right'], print: (each: Compares['right']) => string): string {
  if (moment.kind !== 'literal') return print(moment);
  const maths = dateMaths.exec(String(moment.value));
  if (maths !== null) return printDateMaths(maths[1] ?? '', maths[2] ?? '', maths[3] ?? '');
  const seconds =
    typeof moment.value === 'string' ? Date.parse(moment.value) / 1000 : Number(moment.value) / 1000;
  return Number.isFinite(seconds) ? numberText(seconds) : printLiteral(null);
}

const dateMaths = /^now([+-]\d+[smhdwMy])?(?:\/([smhdwMy])([+-]\d+[smhdwMy])?)?$/;

/**
 * Weeks begin on Monday, which is the day 1 of Splunk's.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/evaluation-functions/date-and-time-functions#relative_time
 */
function printDateMaths(before: string, unit: string, after: string): string {
  if (before === '' && unit === '') return 'now()';
  const word = (text: string): string => text.replace('M', 'mon');
  const start = unit === '' ? '' : `@${unit === 'w' ? 'w1' : word(unit)}`;
  return `relative_time(now(), "${word(before)}${start}${word(after)}")`;
}
