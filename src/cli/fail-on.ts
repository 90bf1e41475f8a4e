import { type Diagnostic, nearestName } from '../diagnostics/index.ts';
import { assumptionWords, isAssumption } from '../project/policy.ts';
import { badValue } from './bad-value.ts';
import type { OptionSpec } from './options.ts';

/** What makes the exit code 1. */
export interface FailOn {
  readonly events: ReadonlySet<string>;
  /** Kinds of assumption: `given:same-name`. */
  readonly given: ReadonlySet<string>;
}

const whatever = ['unreadable', 'bad-event', 'refused'] as const;

/** What a command may be told to fail for: a word that it never comes to would let everything through. */
export const failOnWords = {
  reading: [...whatever, 'none'],
  translating: [...whatever, 'broader', 'narrower', 'different', 'unverified', 'none', 'given:KIND'],
  checking: [...whatever, 'warning', 'note', 'none'],
  comparing: [
    ...whatever,
    ...['stronger', 'weaker', 'different', 'unknown', 'added', 'removed', 'changed', 'none', 'given:KIND'],
  ],
} as const;

const usual = whatever.join(',');

export function failOnOption(words: readonly string[]): OptionSpec {
  return {
    name: 'fail-on',
    value: 'LIST',
    words,
    help: `what makes the exit code 1: ${words.join(',')} (default ${usual})`,
  };
}

/** The words of a list, or what is wrong with the first that is none of `known`, and no assumption where that has `given:KIND`. */
export function failOnList(text: string, known: readonly string[]): readonly string[] | Diagnostic {
  const list = wordsOf(text);
  const takesGiven = known.includes('given:KIND');
  const words = known.filter(word => word !== 'given:KIND');
  const bad = list.find(word => !words.includes(word) && !(takesGiven && isAssumption(word)));
  if (bad === undefined) return list;
  const candidates = bad.startsWith('given:') ? (takesGiven ? assumptionWords : []) : words;
  const near = bad === 'given:' ? undefined : nearestName(bad, candidates);
  return badValue('--fail-on', bad, `a list of ${known.join(', ')}`, near);
}

/** There may be blanks after commas. */
export function wordsOf(text: string): readonly string[] {
  return text.split(',').map(word => word.trim());
}

/** Of a list that is known to be right. */
export function parseFailOn(text: string = usual): FailOn {
  const list = wordsOf(text);
  return {
    events: new Set(list.filter(word => word !== 'none' && !word.startsWith('given:'))),
    given: new Set(list.filter(word => word.startsWith('given:')).map(word => word.slice('given:'.length))),
  };
}

/** Whether an assumption (`same-name:Foo`) is of a kind that fails, or is itself named. */
export function failsOnGiven(failOn: FailOn, given: readonly string[]): boolean {
  return given.some(each => failOn.given.has(each) || failOn.given.has(each.split(':')[0] ?? each));
}
