import {
  type Compares,
  type Expression,
  type Keyword,
  type Leaf,
  type Like,
  type Matches,
  patternForm,
  type Quantifier,
  writeRegex,
} from '../ir/index.ts';
import { printRegex } from '../ir/print-regex.ts';
import { noun, patternText } from './expression.ts';
import { singleSubject, subjectKey } from './single-values.ts';
import { prefixed, type Statement, statement } from './statement.ts';
import { casingWords, listed, quoted, type Wording } from './wording.ts';

/** A verb as it is said and denied. */
interface Verb {
  readonly is: string;
  readonly not: string;
}

const verbs = {
  is: { is: 'is', not: 'is not' },
  starts: { is: 'starts with', not: 'does not start with' },
  ends: { is: 'ends with', not: 'does not end with' },
  contains: { is: 'contains', not: 'does not contain' },
  fits: { is: 'fits the wildcards', not: 'does not fit the wildcards' },
  matches: { is: 'matches the regex', not: 'does not match the regex' },
  network: { is: 'is an address in', not: 'is no address in' },
  words: { is: 'has the words', not: 'has not the words' },
} as const satisfies Readonly<Record<string, Verb>>;

/** More values than these stand in a list of their own. */
const mostInLine = 6;

/** A leaf, or that it does not hold, as a sentence. */
export function leafStatement(leaf: Leaf, positive: boolean, wording: Wording): Statement {
  if (!positive && leaf.kind !== 'exists' && !isGuarded(leaf, wording)) wording.denials.met = true;
  switch (leaf.kind) {
    case 'exists':
      return statement(`${noun(leaf.subject, wording)} has ${positive ? 'a' : 'no'} value`);
    case 'equals':
      return ofSubject(leaf, positive, wording, says =>
        equalsStatement(
          leaf.values,
          says,
          leaf.values.some(hasLetters) ? casingWords(leaf.casing, wording) : '',
        ),
      );
    case 'like':
      return ofSubject(leaf, positive, wording, says =>
        likeStatement(leaf, says, hasLetters(leaf.patterns) ? casingWords(leaf.casing, wording) : ''),
      );
    case 'matches':
      return ofSubject(leaf, positive, wording, says => regexStatement(leaf.regex, says, wording));
    case 'inNetwork':
      return ofSubject(leaf, positive, wording, says =>
        predicateOf(
          verbs.network,
          leaf.networks.map(each => `${each.address}/${each.prefixLength}`),
          says,
        ),
      );
    case 'compares':
      return ofSubject({ subject: leaf.left, quantifier: leaf.quantifier }, positive, wording, says =>
        comparison(leaf, says, wording),
      );
    case 'keyword':
      return keywordStatement(leaf, positive, wording);
    case 'analysed':
      return statement(
        `${noun(leaf.subject, wording)} ${positive ? 'has' : 'does not have'} ${modes[leaf.mode]} ${listed(leaf.tokens.map(quoted), leaf.mode === 'any' ? 'or' : 'and')}`,
      );
    case 'element': {
      const head = `${positive ? 'one element' : 'no element'} of ${noun(leaf.path, wording)} has`;
      return prefixed(head, wording.condition(leaf.where, true, wording));
    }
  }
}

const modes = {
  any: 'any of the words',
  all: 'all of the words',
  phrase: 'one after another the words',
  phrasePrefix: 'one after another, the last as a beginning, the words',
  pattern: 'a word with',
} as const;

/** Whether what stands beside a denial of a leaf says that its subject has exactly one value. */
function isGuarded(leaf: Leaf, { guarded }: Wording): boolean {
  const subject = singleSubject(leaf);
  return subject !== undefined && guarded.has(subject);
}

/** Subject and predicate, with what is said of several values. */
function ofSubject(
  leaf: { readonly subject: Expression; readonly quantifier: Quantifier },
  positive: boolean,
  wording: Wording,
  says: (positive: boolean) => Statement,
): Statement {
  const subject = noun(leaf.subject, wording);
  if (leaf.quantifier === 'any') return prefixed(subject, says(positive));
  if (leaf.quantifier === 'single' && (positive || wording.guarded.has(subjectKey(leaf.subject)))) {
    wording.singles.met = true;
    if (!positive) wording.singles.denied = true;
    return prefixed(subject, says(positive));
  }
  const head = leaf.quantifier === 'all' ? `every value of ${subject}` : `the only value of ${subject}`;
  return prefixed(positive ? head : `it is not so that ${head}`, says(true));
}

function equalsStatement(
  values: readonly (string | number | boolean)[],
  positive: boolean,
  tail: string,
): Statement {
  const texts = values.map(value => (value === '' ? 'the empty text' : quoted(value)));
  return predicateOf(verbs.is, texts, positive, tail);
}

/** Whether casing can matter for a value, or for patterns. */
function hasLetters(value: string | number | boolean | Like['patterns']): boolean {
  if (typeof value === 'string') return /\p{L}/u.test(value);
  if (typeof value !== 'object') return false;
  return value.some(pattern => pattern.some(part => part.kind === 'text' && hasLetters(part.text)));
}

function predicateOf(verb: Verb, texts: readonly string[], positive: boolean, tail = ''): Statement {
  if (texts.length <= mostInLine)
    return statement(`${positive ? verb.is : verb.not} ${listed(texts, 'or')}${tail}`);
  return statement(
    `${positive ? verb.is : verb.not} ${positive ? 'one' : 'any'} of these${tail}:`,
    texts.map(each => statement(each)),
  );
}

function likeStatement({ patterns }: Like, positive: boolean, tail: string): Statement {
  const groups = new Map<Verb, string[]>();
  const add = (verb: Verb, text: string): void => void groups.set(verb, [...(groups.get(verb) ?? []), text]);
  for (const pattern of patterns) {
    const form = patternForm(pattern);
    if (form.form === 'anything') add({ is: 'has', not: 'has not' }, 'a value');
    else if (form.form === 'wildcard') add(verbs.fits, patternText(pattern));
    else add(formVerbs[form.form], form.text === '' ? 'the empty text' : quoted(form.text));
  }
  const all = [...groups].map(([verb, texts]) => predicateOf(verb, texts, positive, tail));
  const [only] = all;
  if (all.length === 1 && only !== undefined) return only;
  if (all.every(({ parts }) => parts.length === 0))
    return statement(all.map(({ text }) => text).join(positive ? ', or ' : ', and '));
  return statement(positive ? 'does one of these:' : 'does all of these:', all);
}

const formVerbs = {
  equals: verbs.is,
  startsWith: verbs.starts,
  endsWith: verbs.ends,
  contains: verbs.contains,
} as const;

function regexStatement(regex: Matches['regex'], positive: boolean, wording: Wording): Statement {
  const casing = regex.flags.ignoreCase ? 'ignored' : 'exact';
  const tail = casingWords(casing, wording);
  const where = { search: '', start: ' from its beginning', whole: ' as a whole' }[regex.anchoring];
  const verb = positive ? verbs.matches.is : verbs.matches.not;
  return statement(`${verb} ${regexText(regex)}${where}${tail}`);
}

function regexText(regex: Matches['regex']): string {
  const readable = { ignoreCaseOutside: true, singleLine: true } as const;
  const written = writeRegex(
    { ...regex, anchoring: 'search' },
    { dialect: 'pcre', use: 'search', ...readable },
  );
  return quoted(written.text ?? printRegex(regex));
}

const relations = {
  eq: { is: 'equals', not: 'does not equal' },
  lt: { is: 'is less than', not: 'is not less than' },
  lte: { is: 'is at most', not: 'is not at most' },
  gt: { is: 'is greater than', not: 'is not greater than' },
  gte: { is: 'is at least', not: 'is not at least' },
  startsWith: verbs.starts,
  endsWith: verbs.ends,
  contains: verbs.contains,
} as const satisfies Readonly<Record<Compares['operator'], Verb>>;

const times = {
  eq: { is: 'is at', not: 'is not at' },
  lt: { is: 'is before', not: 'is not before' },
  lte: { is: 'is at or before', not: 'is not at or before' },
  gt: { is: 'is after', not: 'is not after' },
  gte: { is: 'is at or after', not: 'is not at or after' },
} as const;

function comparison(leaf: Compares, positive: boolean, wording: Wording): Statement {
  const { operator, as, right } = leaf;
  const timed = as === 'time' && operator in times ? times[operator as keyof typeof times] : undefined;
  const verb = timed ?? relations[operator];
  const other = `${right.kind === 'literal' ? '' : wordsBefore[as]}${noun(right, wording)}`;
  const tail = as === 'string' ? casingWords(leaf.casing, wording) : as === 'ip' ? ' as an address' : '';
  const order = as === 'string' && /^[lg]t/.test(operator) ? ' in the order of texts' : '';
  return statement(`${positive ? verb.is : verb.not} ${other}${order}${tail}`);
}

const wordsBefore = { string: '', number: 'the number ', time: 'the time ', ip: 'the address ' } as const;

function keywordStatement(leaf: Keyword, positive: boolean, wording: Wording): Statement {
  const tail = casingWords(leaf.casing, wording);
  const whose = positive ? 'any value of the event' : 'no value of the event';
  const verb = leaf.scope === 'contains' ? verbs.contains : verbs.is;
  const texts = leaf.patterns.map(patternWords);
  const regex = leaf.regex === undefined ? [] : [regexStatement(leaf.regex, true, wording)];
  const plain = texts.length === 0 ? [] : [predicateOf(verb, texts, true, tail)];
  const [only, ...more] = [...plain, ...regex];
  if (only !== undefined && more.length === 0) return prefixed(whose, only);
  return statement(`${whose} does one of these:`, [...plain, ...regex]);
}

function patternWords(pattern: Like['patterns'][number]): string {
  const form = patternForm(pattern);
  return form.form === 'equals' ? quoted(form.text) : `text that fits ${patternText(pattern)}`;
}
