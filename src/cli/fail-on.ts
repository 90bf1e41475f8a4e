import { type Diagnostic, nearestName } from '../diagnostics/index.ts';
import { assumptionWords, isAssumption } from '../project/policy.ts';
import { badValue } from './bad-value.ts';

/** What makes the exit code 1. */
export interface FailOn {
  readonly events: ReadonlySet<string>;
  /** Kinds of assumption: `given:same-name`. */
  readonly given: ReadonlySet<string>;
}

export const failOnWords = [
  'unreadable',
  'bad-event',
  'refused',
  'broader',
  'narrower',
  'different',
  'unverified',
  'stronger',
  'weaker',
  'unknown',
  'added',
  'removed',
  'changed',
  'warning',
  'note',
  'none',
];

export const failOnHelp = `what makes the exit code 1: ${failOnWords.slice(0, 7).join(',')},none,given:KIND (default unreadable,bad-event,refused)`;

/** The words of a list, or what is wrong with the first that is none of `known` and no assumption. */
export function failOnList(text: string, known: readonly string[]): readonly string[] | Diagnostic {
  const list = text.split(',').map(word => word.trim());
  const bad = list.find(word => !known.includes(word) && !isAssumption(word));
  if (bad === undefined) return list;
  const expected = `a list of ${known.join(', ')}, given:KIND`;
  return badValue('--fail-on', bad, expected, nearestName(bad, [...known, ...assumptionWords]));
}

export function parseFailOn(text: string | undefined): FailOn | Diagnostic {
  const list = failOnList(text ?? 'unreadable,bad-event,refused', failOnWords);
  if ('code' in list) return list;
  return {
    events: new Set(list.filter(word => word !== 'none' && !word.startsWith('given:'))),
    given: new Set(list.filter(word => word.startsWith('given:')).map(word => word.slice('given:'.length))),
  };
}

/** Whether an assumption (`same-name:Foo`) is of a kind that fails, or is itself named. */
export function failsOnGiven(failOn: FailOn, given: readonly string[]): boolean {
  return given.some(each => failOn.given.has(each) || failOn.given.has(each.split(':')[0] ?? each));
}
