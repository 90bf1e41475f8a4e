import {
  type Call,
  type Capability,
  type Expression,
  fieldsOf,
  type Leaf,
  leaves,
  operands,
  type PlannedRule,
  type Predicate,
  subjects,
  wordsAsRegex,
  writeRegex,
} from '../../src/ir/index.ts';
import { zipsOf } from '../written-out.ts';
import { dataModelOf, isLookedUp } from './data-models.ts';
import { callProblem } from './eval-functions.ts';
import { modelOf, plainName } from './print-cim.ts';
import { isNameable, isSearchOption } from './quoting.ts';
import { rawTerm } from './raw-term.ts';
import { hasAnchors } from './regex-parts.ts';
import { onlyLeaf } from './rewrites.ts';

function refused(why: string): Capability {
  return { kind: 'refused', why };
}

/** Why this very leaf cannot be said, or is said better than leaves of its kind are. */
export function inspectSpl(leaf: Leaf, rule?: PlannedRule): Capability | undefined {
  const unnameable = fieldNames(leaf).find(name => !isNameable(name));
  if (unnameable !== undefined)
    return refused(`no quoting of SPL is documented for the field name ${JSON.stringify(unnameable)}`);
  const option = fieldNames(leaf).find(isSearchOption);
  if (option !== undefined && rule?.rule.search.kind === 'events')
    return refused(`search takes ${option} for an option of its own, and for no field`);
  const unknown = subjects(leaf)
    .map(unknownCall)
    .find(each => each !== undefined);
  if (unknown !== undefined) return refused(unknown);
  const zips = zipsOf(subjects(leaf), () => false).given.length > 0;
  if (leaf.kind === 'compares' && subjects(leaf).some(isNetwork))
    return refused('networks of two addresses are not compared in eval');
  if (zips) return refused('search looks for events with both of the values that mv_zip puts together');
  const isOwn = rule?.rule.metadata.vendor === 'splunk';
  const reckons = (each: Expression): boolean => reckonsWithOtherTimes(each, isOwn);
  if (rule?.rule.search.kind === 'events' && subjects(leaf).some(reckons))
    return refused('only _time is held as a time, and the rule reckons with another');
  if (countsLostValues(leaf, rule)) return countingAll;
  if (isOfNumbers(leaf) && subjects(leaf).some(isSorted))
    return refused('mvsort orders values as texts, also those that are numbers');
  switch (leaf.kind) {
    case 'matches':
      return (
        inspectRegex(leaf.regex) ?? (leaf.subject.kind === 'field' ? { kind: 'exact' } : inspectSubject(leaf))
      );
    case 'analysed':
      return leaf.analyser === undefined ? inspectSubject(leaf) : byRegex;
    case 'keyword':
      return inspectKeyword(leaf);
    case 'compares':
      return inspectCompares(leaf, rule);
    case 'element': {
      const only = onlyLeaf(leaf);
      return only === undefined ? undefined : { kind: 'rewritten', by: 'flattening', rewrite: () => only };
    }
    case 'equals': {
      const large = leaf.values.find(each => typeof each === 'number' && Math.abs(each) >= 1e21);
      return large === undefined
        ? inspectSubject(leaf)
        : refused(`${large} is too large a number to be looked for as it is written`);
    }
    default:
      return inspectSubject(leaf);
  }
}

function isOfNumbers(leaf: Leaf): boolean {
  if (leaf.kind === 'equals') return leaf.values.some(value => typeof value === 'number');
  return leaf.kind === 'compares' && leaf.as === 'number';
}

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/evaluation-functions/multivalue-eval-functions */
function isSorted(expression: Expression): boolean {
  if (expression.kind === 'call' && /^mv(?:Sort|Min|Max)$/.test(expression.function)) return true;
  return operands(expression).some(isSorted);
}

const countingAll: Capability = {
  kind: 'approximate',
  verdict: 'narrower',
  why: 'the only value that a coercion leaves of several is not the only value of the field, which is what Splunk counts',
  rewrite: leaf => leaf,
};

/** The text `a` is no number: a coercion leaves one value of `a` and `5`. */
function countsLostValues(leaf: Leaf, rule: PlannedRule | undefined): boolean {
  if (!('quantifier' in leaf) || leaf.quantifier !== 'single') return false;
  const fields = fieldNames(leaf);
  return fields.some(name => rule?.profile.isMultiValued(name)) && subjects(leaf).some(isPartial);
}

function isPartial(subject: Expression): boolean {
  if (subject.kind === 'coercion') return subject.to !== 'string' || isPartial(subject.operand);
  return subject.kind === 'call' && subject.arguments.some(isPartial);
}

const byRegex: Capability = {
  kind: 'rewritten',
  by: 'a regex that cuts the text as its analyser does',
  rewrite: leaf => (leaf.kind === 'analysed' ? wordsAsRegex(leaf) : undefined),
};

/** As for `spl`, and the field must be one of the data model's. */
export function inspectCim(leaf: Leaf, rule: PlannedRule): Capability | undefined {
  if (dataModelOf(rule.source.splunk) === undefined) return undefined;
  const model = modelOf(rule);
  const outside = fieldNames(leaf).find(name => {
    const plain = plainName(name, model);
    return !model.fields.has(plain) && !isLookedUp(plain);
  });
  const { modelPage } = rule.source.splunk;
  if (outside !== undefined)
    return refused(`the data model ${model.address} has no field ${outside}${onPage(modelPage)}`);
  return leaf.kind === 'element' ? undefined : inspectSpl(leaf, rule);
}

/** A data model is needed, and one that we know the fields of. */
export function refusesCim({ source }: PlannedRule): string | undefined {
  const { dataModel: name, modelPage } = source.splunk;
  if (name === undefined)
    return `no data model of Splunk holds ${source.id ?? 'this data source'}${onPage(modelPage)}`;
  return dataModelOf(source.splunk) === undefined
    ? `the fields of the data model ${name} are not known`
    : undefined;
}

function onPage(page: string | undefined): string {
  return page === undefined ? '' : ` (${page})`;
}

function fieldNames(leaf: Leaf): readonly string[] {
  return subjects(leaf).flatMap(subject => fieldsOf(subject).map(field => field.name));
}

function inspectRegex(regex: Extract<Leaf, { kind: 'matches' }>['regex']): Capability | undefined {
  const written = writeRegex(regex, { dialect: 'pcre', use: 'search' });
  return written.lacks === undefined ? undefined : refused(`PCRE lacks ${written.lacks}`);
}

function inspectKeyword(leaf: Extract<Leaf, { kind: 'keyword' }>): Capability | undefined {
  if (leaf.regex === undefined || leaf.scope === 'whole' || rawTerm(leaf) !== undefined) return undefined;
  if (hasAnchors(leaf.regex))
    return refused('the raw event does not show where a value begins and ends, as this regex asks');
  return inspectRegex(leaf.regex);
}

/** A moment, or a distance from now; rounded, it is the beginning of its unit only where that is what is compared with. */
function isTime(value: Extract<Expression, { kind: 'literal' }>['value'], operator: string): boolean {
  if (typeof value !== 'string') return Number.isFinite(Number(value));
  const rounding = /^now(?:[+-]\d+[smhdwMy])?(\/[smhdwMy](?:[+-]\d+[smhdwMy])?)?$/.exec(value);
  if (rounding === null) return !Number.isNaN(Date.parse(value));
  return rounding[1] === undefined || operator === 'gte' || operator === 'lt';
}

function inspectCompares(
  leaf: Extract<Leaf, { kind: 'compares' }>,
  rule: PlannedRule | undefined,
): Capability | undefined {
  const { left, right } = leaf;
  if (leaf.as === 'time') {
    const isMoment = right.kind === 'literal' && isTime(right.value, leaf.operator);
    const isEventTime = left.kind === 'field' && left.name === '_time';
    // Which columns hold times is for the stages to know.
    const areColumns = rule?.rule.search.kind === 'pipeline' && left.kind === 'field';
    return (isMoment && (isEventTime || areColumns)) || (areColumns && right.kind === 'field')
      ? undefined
      : refused('only _time is held as a time, and only a date can be compared with it');
  }
  if (
    leaf.as === 'string' &&
    right.kind === 'literal' &&
    leaf.operator !== 'eq' &&
    /^[\s\d.+-]*\d/.test(String(right.value))
  )
    return /^(?:lt|gt)/.test(leaf.operator)
      ? refused('eval orders texts that look like numbers as numbers')
      : undefined;
  return inspectSubject(leaf);
}

function isNetwork(subject: Expression): boolean {
  return subject.kind === 'call' && subject.function === 'ipPrefix';
}

const ofDates: ReadonlySet<string> = new Set(['datePart', 'dateTruncate', 'dateDifference']);

const partsOfDates: ReadonlySet<string> = new Set([
  ...['minute', 'hour', 'day', 'week', 'month', 'year', 'dateFormat', 'dayName', 'monthName'],
]);

/**
 * Fields of an event that are times are texts, in the form in which the log has them: `UtcTime` of Sysmon is no number of seconds. The
 * author of a search of Splunk's knows those that are numbers.
 */
function reckonsWithOtherTimes(subject: Expression, isOwn: boolean): boolean {
  if (subject.kind !== 'call') return false;
  if (!ofDates.has(subject.function) && (isOwn || !partsOfDates.has(subject.function))) return false;
  return subject.arguments.some(each => each.kind === 'field' && each.name !== '_time');
}

/** Why a call, wherever it stands in an expression, cannot be said. */
function unknownCall(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'call':
      return callProblem(expression) ?? firstOf(expression.arguments);
    case 'arithmetic':
      return firstOf([expression.left, expression.right]);
    case 'coercion':
    case 'valueCount':
      return unknownCall(expression.operand);
    case 'choice':
      return firstOf([
        ...expression.branches.flatMap(({ when, value }) => [value, ...subjectsWithin(when)]),
        ...(expression.otherwise === undefined ? [] : [expression.otherwise]),
      ]);
    default:
      return undefined;
  }
}

function firstOf(expressions: readonly Expression[]): string | undefined {
  return expressions.map(unknownCall).find(each => each !== undefined);
}

function subjectsWithin(condition: Predicate): readonly Expression[] {
  return leaves(condition).flatMap(({ leaf }) => subjects(leaf));
}

/** Functions that only some forms of are said. */
function inspectSubject(leaf: Leaf): Capability | undefined {
  for (const subject of subjects(leaf)) {
    if (subject.kind === 'fieldPattern') {
      const isPlain = subject.pattern.every(
        part => part.kind === 'anyRun' || (part.kind === 'text' && /^[\w.{}-]+$/.test(part.text)),
      );
      const isTemplate = JSON.stringify(leaf).includes('<<');
      if (!isPlain || isTemplate) return refused('foreach cannot say this pattern of field names');
    }
    const limit = subject.kind === 'call' ? inspectCall(subject) : undefined;
    if (limit !== undefined) return limit;
    if (subject.kind === 'coercion' && (subject.to === 'ip' || subject.to === 'time'))
      return refused(`eval has no type for ${subject.to}`);
  }
  return undefined;
}

/** Functions that become a regex take written texts, and a replacement that is no reference to a group. */
function inspectCall(call: Call): Capability | undefined {
  const inner = call.arguments
    .flatMap(each => (each.kind === 'call' ? [inspectCall(each)] : []))
    .find(each => each);
  if (inner !== undefined) return inner;
  if (call.function !== 'indexOf' && call.function !== 'between' && call.function !== 'replace')
    return undefined;
  const [, ...parameters] = call.arguments;
  if (call.function === 'indexOf' && parameters.length === 1 && parameters[0]?.kind !== 'literal')
    return undefined;
  if (parameters.some(each => each.kind !== 'literal' || each.value === null))
    return refused(`eval takes only written texts for what ${call.function} looks for`);
  const texts = parameters.map(each => (each.kind === 'literal' ? String(each.value) : ''));
  if (call.function === 'indexOf' && (texts.length > 1 || texts[0] === ''))
    return refused('eval cannot look for a text from a position on');
  if (call.function === 'replace' && /[\\$]/.test(texts[1] ?? ''))
    return refused('eval would read a reference to a group in this replacement');
  return undefined;
}
