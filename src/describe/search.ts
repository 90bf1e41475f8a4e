import {
  and,
  type Correlate,
  type Events,
  fold,
  type IndicatorMatch,
  type LogSource,
  type NewTerms,
  type Predicate,
  printPredicate,
  type Search,
  type Sequence,
  type Step,
} from '../ir/index.ts';
import { condition, where } from './condition.ts';
import { noun } from './expression.ts';
import { keys, measureNoun } from './measure.ts';
import { emptyAsAbsent, simplified } from './simplified.ts';
import { over, stageStatement } from './stage.ts';
import { prefixed, type Statement, statement } from './statement.ts';
import { duration, listed, nameOf, quoted, type Wording } from './wording.ts';

/** What a search finds, as a noun with its parts below. */
export function searchStatement(search: Search, wording: Wording): Statement {
  switch (search.kind) {
    case 'events':
      return eventsStatement(search, wording);
    case 'union':
      return statement(
        'any of these:',
        search.searches.map(each => searchStatement(each, wording)),
      );
    case 'pipeline':
      return statement('what comes out of these steps:', [
        prefixed('takes', searchStatement(search.from, wording)),
        ...search.stages.map(stage => stageStatement(stage, wording)),
      ]);
    case 'sequence':
      return sequenceStatement(search, wording);
    case 'correlate':
      return correlateStatement(search, wording);
    case 'newTerms':
      return newTermsStatement(search, wording);
    case 'indicatorMatch':
      return indicatorStatement(search, wording);
  }
}

/** The author's own selection of the source is a part of what the rule says. */
function eventsStatement({ source, where: own }: Events, wording: Wording): Statement {
  const all = and([...(source.scope === undefined ? [] : [source.scope]), own]);
  const whole = wording.isProgram ? ofProgram(all, wording) : fold(all);
  return where(`events${sourceWords(source, wording)}`, whole, wording);
}

function ofProgram(predicate: Predicate, { empties }: Wording): Predicate {
  const whole = emptyAsAbsent(predicate);
  if (printPredicate(whole) !== printPredicate(predicate)) empties.met = true;
  return simplified(whole);
}

function sourceWords(source: LogSource, wording: Wording): string {
  const { elastic, panther, splunk } = source;
  const title = source.id === undefined ? undefined : wording.sourceTitle(source.id);
  const sigma = title === undefined ? sigmaWords(source.sigma) : ` of ${titleWords(title)}`;
  const indices =
    elastic === undefined || elastic.indices.length === 0
      ? ''
      : ` in ${listed(elastic.indices.map(quoted), 'or')}`;
  const types =
    panther === undefined || panther.logTypes.length === 0
      ? ''
      : ` of the log types ${listed(panther.logTypes.map(quoted), 'or')}`;
  const place = splunk === undefined || splunk.search === '' ? '' : ` of the search ${quoted(splunk.search)}`;
  return `${sigma}${indices}${types}${place}`;
}

/** Titles name the system first, if any: `Any system: process creation`. */
function titleWords(title: string): string {
  const [system, what] = title.split(': ');
  return what === undefined || system === undefined ? title : `${what} on ${system.toLowerCase()}`;
}

function sigmaWords(sigma: LogSource['sigma']): string {
  const words = (['product', 'service', 'category'] as const).flatMap(key =>
    sigma?.[key] === undefined ? [] : [`${key} ${quoted(sigma[key])}`],
  );
  return words.length === 0 ? '' : ` of ${listed(words, 'and')}`;
}

function sequenceStatement(sequence: Sequence, wording: Wording): Statement {
  const { ordered, within, until } = sequence;
  const time = within === undefined ? '' : `, within ${duration(within)}`;
  const joins = [...sequence.steps, ...(until === undefined ? [] : [until])].map(step =>
    joinWords(step, wording),
  );
  const [first = ''] = joins;
  const same = joins.every(each => each === first) ? first : undefined;
  const shared = same === undefined || same === '' ? '' : `, with the same ${same}`;
  const steps = sequence.steps.map(step => stepStatement(step, same === undefined, wording));
  const end =
    until === undefined ? [] : [prefixed('ended by', stepStatement(until, same === undefined, wording))];
  return statement(`these events, ${ordered ? 'one after another' : 'in any order'}${time}${shared}:`, [
    ...steps,
    ...end,
  ]);
}

function joinWords({ by }: Step, wording: Wording): string {
  return listed(
    by.map(({ value, nullable }) => `${noun(value, wording)}${nullable ? ' (absent or not)' : ''}`),
    'and',
  );
}

function stepStatement(step: Step, saysJoin: boolean, wording: Wording): Statement {
  const join = saysJoin ? joinWords(step, wording) : '';
  const times = step.runs === 1 ? '' : `${step.runs} times in a row `;
  const { text, parts } = searchStatement(step.search, wording);
  return statement(
    `${join === '' ? '' : `joined by ${join}: `}${step.absent ? 'no ' : ''}${times}${text}`,
    parts,
  );
}

function correlateStatement(search: Correlate, wording: Wording): Statement {
  const { inputs, window, ordered } = search;
  const named = new Map(wording.namesOf);
  for (const measure of search.measures) named.set(measure.name, measureNoun(measure, wording));
  const by = search.by.length === 0 ? '' : ` with the same ${keys(search.by, wording)}`;
  const order = ordered && inputs.length > 1 ? ', in this order' : '';
  const having = condition(fold(search.having), true, { ...wording, namesOf: named });
  const several = inputs.length > 1;
  const events = inputs.map(({ name, search: inner }) => {
    const { text, parts } = searchStatement(inner, wording);
    return statement(several ? `${nameOf(name)}: ${text}` : `the events are ${text}`, parts);
  });
  const aliases = Object.entries(search.aliases).map(([alias, fields]) =>
    statement(
      `${nameOf(alias)} is ${listed(
        Object.entries(fields).map(([name, field]) => `${noun(field, wording)} of ${nameOf(name)}`),
        'or',
      )}`,
    ),
  );
  return statement(`events${by}${over(window)}${order}, such that:`, [having, ...events, ...aliases]);
}

function newTermsStatement({ from, fields, history }: NewTerms, wording: Wording): Statement {
  const what = keys(fields, wording);
  const { text, parts } = searchStatement(from, wording);
  const seen = `with ${fields.length > 1 ? 'values together' : 'a value'} of ${what} that no such event had in the ${duration(history)} before`;
  return statement(`events ${seen}, among ${text}`, parts);
}

function indicatorStatement({ from, indicators, pairs }: IndicatorMatch, wording: Wording): Statement {
  const sets = pairs.map(set =>
    listed(
      set.map(
        ({ event, indicator, negated }) =>
          `${noun(event, wording)} is ${negated ? 'not ' : ''}${noun(indicator, wording)} of the indicator`,
      ),
      'and',
    ),
  );
  return statement('events that match an indicator of a list:', [
    statement(sets.join(', or ')),
    prefixed('the events are', searchStatement(from, wording)),
    prefixed('the indicators are', searchStatement(indicators, wording)),
  ]);
}
