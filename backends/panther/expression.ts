import {
  type Casing,
  type Expression,
  type Leaf,
  type Predicate,
  patternForm,
  type Value,
  writeRegex,
} from '../../src/ir/index.ts';
import { globOf, keywordOf } from './keyword.ts';
import { type Code, leaf as code, comprehension, junction, negation } from './layout.ts';
import { pythonString } from './literal.ts';
import { inNetworks, isAddress } from './networks.ts';
import { mayMatchEmpty } from './nullable.ts';
import { comparison, fold, isEqual, isIn, listed, oneOf, some } from './one-of.ts';
import type { Reader, Reading } from './scope.ts';
import { boundValues } from './several-values.ts';
import { printMoment } from './times.ts';
import { isBoolean, isNumeric, numberValue, type PythonValue, pythonValue, textValue } from './value.ts';

/** A predicate as a Python expression that is exactly True or False: rule() must return a bool. */
export function pythonPredicate(predicate: Predicate, scope: Reader): Code {
  switch (predicate.kind) {
    case 'always':
      return code(predicate.value ? 'True' : 'False');
    case 'not':
      return negated(predicate.operand, scope);
    case 'and':
    case 'or':
      return junction(
        predicate.kind,
        predicate.operands.map(operand => pythonPredicate(operand, scope)),
      );
    default:
      return leafOf(predicate, scope);
  }
}

/** A leaf over what has several values is a test of each of them, or of the only one. */
function leafOf(leaf: Leaf, scope: Reader): Code {
  const bounded = boundValues(leaf, scope);
  if (bounded === undefined) return leaves[leaf.kind](leaf as never, scope);
  const test = leaves[leaf.kind](leaf as never, bounded.reader);
  return bounded.loops.length === 0
    ? test
    : comprehension('any', test, ...bounded.loops.map(loop => loop.trim()));
}

function negated(operand: Predicate, scope: Reader): Code {
  if (operand.kind === 'exists' && operand.subject.kind === 'field' && !scope.isList(operand.subject))
    return comparison(`${scope.read(operand.subject, 'raw')} is None`);
  return negation(pythonPredicate(operand, scope));
}

type Printer<Kind extends Leaf['kind']> = (leaf: Extract<Leaf, { kind: Kind }>, scope: Reader) => Code;

const leaves: { readonly [Kind in Leaf['kind']]: Printer<Kind> } = {
  exists: ({ subject }, scope) => {
    if (subject.kind === 'coercion' && subject.to === 'ip') return isAddress(subject.operand, scope);
    const { text, guards } = pythonValue(subject, 'raw', scope);
    if (subject.kind === 'field' && scope.isList(subject)) return code(`bool(${text})`);
    if (subject.kind === 'field' && !scope.bound?.has(subject)) return comparison(`${text} is not None`);
    return guards.length === 0
      ? code('True')
      : junction(
          'and',
          guards.map(guard => comparison(guard)),
        );
  },
  equals: (leaf, scope) =>
    quantified(leaf, scope, readingFor(leaf.casing, leaf.values), (text, item) =>
      equality(leaf, text, item, scope),
    ),
  like: (leaf, scope) =>
    quantified(leaf, scope, leaf.casing === 'ignored' ? 'folded' : 'text', text =>
      likeness(leaf, text, scope),
    ),
  matches: (leaf, scope) => quantified(leaf, scope, 'text', text => regexSearch(leaf, text, scope)),
  inNetwork: (leaf, scope) =>
    quantified(leaf, scope, 'raw', text => inNetworks(text, nameOf(leaf.subject), leaf, scope)),
  compares: comparisonOf,
  keyword: keywordOf,
  analysed: () => code('False'),
  element: (leaf, scope) => elementOf(leaf, scope),
};

function guarded(guards: readonly string[], test: Code): Code {
  return guards.length === 0 ? test : junction('and', [...guards.map(guard => comparison(guard)), test]);
}

function nameOf(subject: Expression): string {
  return subject.kind === 'field' ? subject.name : 'value';
}

/** The reading that the texts of a list need; numbers and the empty text are compared as they are. */
function readingFor(casing: Casing, values: readonly Value[]): Reading {
  if (!values.some(value => typeof value === 'string' && value !== ''))
    return values.some(value => typeof value === 'boolean') ? 'folded' : 'raw';
  return casing === 'ignored' ? 'folded' : 'text';
}

/** Runs a test on the one value of a subject, or on those of a list field as the quantifier says. */
function quantified(
  leaf: Extract<Leaf, { subject: Expression; quantifier: unknown }>,
  scope: Reader,
  reading: Reading,
  test: (text: string, item: boolean) => Code,
): Code {
  const { subject } = leaf;
  const known = isNumeric(subject) && leaf.kind === 'equals';
  const value = pythonValue(subject, known ? 'raw' : reading, scope);
  if (subject.kind !== 'field' || !scope.isList(subject))
    return guarded(value.guards, test(value.text, false));
  const each = test('item', true);
  const items = `for item in ${value.text}`;
  if (leaf.quantifier === 'any') return comprehension('any', each, items);
  const count =
    leaf.quantifier === 'all' ? code(`bool(${value.text})`) : comparison(`len(${value.text}) == 1`);
  return junction('and', [count, comprehension('all', each, items)]);
}

/** Texts, numbers, Booleans and the empty text are tested apart: each compares by rules of its own. */
function equality(leaf: Extract<Leaf, { kind: 'equals' }>, text: string, item: boolean, scope: Reader): Code {
  if (isNumeric(leaf.subject)) return isOneNumber(leaf, text, scope);
  if (isBoolean(leaf.subject)) return isTruth(leaf, text);
  const field = leaf.subject.kind === 'field' && !item ? leaf.subject : undefined;
  const name = nameOf(leaf.subject);
  const raw = (): string => (field === undefined ? text : scope.read(field, 'raw'));
  const folded = (): string => (field === undefined ? `str(${text}).lower()` : scope.read(field, 'folded'));
  const texts = leaf.values
    .filter(value => typeof value === 'string' && value !== '')
    .map(value => fold(String(value), leaf.casing));
  const numbers = leaf.values.filter(value => typeof value === 'number');
  const booleans = leaf.values.filter(value => typeof value === 'boolean').map(String);
  // No number is written like these, so that none need be made a text.
  const isPlain =
    scope.isInElement && leaf.casing === 'exact' && texts.every(each => Number.isNaN(Number(each)));
  const compared = isPlain ? raw() : text;
  const tests: Code[] = [
    ...some(texts.map(pythonString), values => oneOf(compared, values, name, 'values', scope)),
    ...(numbers.length === 0 ? [] : [isNumber(raw(), numbers, name, scope)]),
    ...some(booleans.map(pythonString), values => oneOf(folded(), values, name, 'values', scope)),
    ...(leaf.values.includes('') ? [isEqual(raw(), '""')] : []),
  ];
  return junction('or', tests);
}

/** What is reckoned is a number: texts of other forms are none of its. */
function isOneNumber({ values }: Extract<Leaf, { kind: 'equals' }>, text: string, scope: Reader): Code {
  const numbers = values.map(Number).filter((each, index) => String(each) === String(values[index]));
  return numbers.length === 0 ? code('False') : oneOf(text, numbers.map(String), 'value', 'numbers', scope);
}

function isTruth({ values }: Extract<Leaf, { kind: 'equals' }>, text: string): Code {
  const wanted = values.map(value => String(value).toLowerCase());
  const plain = text.replace(/^str\((.*)\)\.lower\(\)$/, '$1');
  if (wanted.includes('true')) return wanted.includes('false') ? code('True') : code(plain);
  return wanted.includes('false') ? negation(code(plain)) : code('False');
}

/** A number may stand in the event as a text; True is 1 to Python, and is no number here. */
function isNumber(raw: string, numbers: readonly number[], field: string, scope: Reader): Code {
  if (numbers.some(number => number === 0 || number === 1))
    return oneOf(
      `str(${raw})`,
      numbers.map(number => pythonString(String(number))),
      field,
      'numbers',
      scope,
    );
  const either = numbers.flatMap(number => [String(number), pythonString(String(number))]);
  return isIn(raw, listed(either, field, 'numbers', scope));
}

/** One test for each form that the patterns have: endings together, beginnings together, and so on. */
function likeness(leaf: Extract<Leaf, { kind: 'like' }>, text: string, scope: Reader): Code {
  const name = nameOf(leaf.subject);
  const forms = leaf.patterns.map(pattern => ({ pattern, ...patternForm(pattern) }));
  const texts = (wanted: string): string[] =>
    forms.flatMap(form =>
      form.form === wanted && 'text' in form && form.text !== ''
        ? [pythonString(fold(form.text, leaf.casing))]
        : [],
    );
  const globs = forms.flatMap(form =>
    form.form === 'wildcard' ? [pythonString(globOf(form.pattern, leaf.casing))] : [],
  );
  const tests = [
    ...some(texts('equals'), values => oneOf(text, values, name, 'values', scope)),
    ...some(texts('startsWith'), values =>
      code(`${text}.startswith(${affix(values, name, 'prefixes', scope)})`),
    ),
    ...some(texts('endsWith'), values => code(`${text}.endswith(${affix(values, name, 'suffixes', scope)})`)),
    ...some(texts('contains'), values => containsOne(text, values, name, scope)),
    ...some(globs, values => fitsGlob(text, values, name, scope)),
    ...(forms.some(form => form.form === 'equals' && form.text === '')
      ? [isEmpty(leaf.subject, text, scope)]
      : []),
    ...(forms.some(form => form.form === 'anything') ? [present(leaf.subject, scope)] : []),
  ];
  return junction('or', tests);
}

/** An absent field reads as the empty text too: only the value as it is tells them apart. */
function isEmpty(subject: Expression, text: string, scope: Reader): Code {
  const isOne = subject.kind === 'field' && !scope.isList(subject);
  return isEqual(isOne ? scope.read(subject, 'raw') : text, '""');
}

function affix(values: readonly string[], field: string, role: string, scope: Reader): string {
  return values.length === 1 ? (values[0] ?? '') : listed(values, field, role, scope);
}

function containsOne(text: string, values: readonly string[], field: string, scope: Reader): Code {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return isIn(only, text);
  return comprehension('any', isIn('part', text), `for part in ${listed(values, field, 'fragments', scope)}`);
}

function fitsGlob(text: string, values: readonly string[], field: string, scope: Reader): Code {
  scope.imports.add('from fnmatch import fnmatchcase');
  if (values.length === 1) return code(`fnmatchcase(${text}, ${values[0]})`);
  const globs = `for glob in ${listed(values, field, 'patterns', scope)}`;
  return comprehension('any', code(`fnmatchcase(${text}, glob)`), globs);
}

function present(subject: Expression, scope: Reader): Code {
  if (subject.kind !== 'field' || scope.isList(subject)) return code('True');
  return comparison(`${scope.read(subject, 'raw')} is not None`);
}

function regexSearch(leaf: Extract<Leaf, { kind: 'matches' }>, text: string, scope: Reader): Code {
  scope.imports.add('import re');
  const written = writeRegex(leaf.regex, { dialect: 'python', use: 'search' });
  const pattern = written.text ?? '';
  const name = scope.expressionConstant(
    nameOf(leaf.subject),
    'pattern',
    `re.compile(${pythonString(pattern)})`,
  );
  const found = { ...code(`bool(${name}.search(${text}))`), negation: `not ${name}.search(${text})` };
  return mayMatchEmpty(leaf.regex) && leaf.subject.kind === 'field' && !scope.isList(leaf.subject)
    ? junction('and', [present(leaf.subject, scope), found])
    : found;
}

const operators = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

function comparisonOf(leaf: Extract<Leaf, { kind: 'compares' }>, scope: Reader): Code {
  const [left, right] = [leaf.left, leaf.right].map(side =>
    leaf.as === 'time'
      ? printMoment(side, each => pythonValue(each, 'raw', scope), scope)
      : leaf.as === 'number'
        ? numberValue(side, scope)
        : textValue(side, scope, leaf.casing === 'ignored' ? 'folded' : 'text'),
  ) as [PythonValue, PythonValue];
  const guards = [...new Set([...left.guards, ...right.guards])];
  return guarded(guards, relation(leaf, left.text, right.text));
}

function relation(leaf: Extract<Leaf, { kind: 'compares' }>, left: string, right: string): Code {
  switch (leaf.operator) {
    case 'startsWith':
      return code(`${left}.startswith(${right})`);
    case 'endsWith':
      return code(`${left}.endswith(${right})`);
    case 'contains':
      return isIn(right, left);
    case 'eq':
      return isEqual(left, right);
    default:
      return comparison(`${left} ${operators[leaf.operator]} ${right}`);
  }
}

/** One object of a list: its fields are read from the object, by the path below the list's own. */
function elementOf(leaf: Extract<Leaf, { kind: 'element' }>, scope: Reader): Code {
  if (leaf.path.kind !== 'field') return code('False');
  const test = pythonPredicate(leaf.where, scope.inElement(`${leaf.path.name}.`));
  return comprehension('any', test, `for item in ${scope.read(leaf.path, 'raw')} or []`);
}
