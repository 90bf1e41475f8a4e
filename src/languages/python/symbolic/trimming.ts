import type { FunctionName, Expression as Subject } from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import type { Context } from './context.ts';
import type { Value } from './value.ts';

/** A change of a text of the event: what is made of its subject. */
type Change = (subject: Subject, at: Extent) => Subject;

export const changeNames = ['strip', 'lstrip', 'rstrip', 'removeprefix', 'removesuffix'] as const;
export type ChangeName = (typeof changeNames)[number];

const blanks = { strip: 'trim', lstrip: 'trimStart', rstrip: 'trimEnd' } as const;

/**
 * What methods leave of a text: without blanks or listed characters at its ends, or without a text there
 * (https://docs.python.org/3/library/stdtypes.html#str.strip). What Python takes for blank beside what the IR's trim does is a handful
 * of control characters.
 */
export function changeOf(
  context: Context,
  name: ChangeName,
  [given, ...others]: readonly Value[],
): Change | undefined {
  if (others.length > 0 || (given !== undefined && given.kind !== 'text')) return undefined;
  const isAffix = name === 'removeprefix' || name === 'removesuffix';
  if (given === undefined) return isAffix ? undefined : calling(context, blanks[name]);
  const members = [...given.text].map(escaped).join('');
  if (members === '') return subject => subject;
  const removed = isAffix ? members : `[${members}]+`;
  const [start, end] = [`^${removed}`, `${removed}\\z`];
  if (name === 'strip') return replacing(context, `${start}|${end}`);
  return replacing(context, name === 'lstrip' || name === 'removeprefix' ? start : end);
}

function calling(context: Context, name: FunctionName, ...more: readonly Subject[]): Change {
  return (subject, at) => ({
    kind: 'call',
    function: name,
    arguments: [subject, ...more],
    origin: [context.span(at)],
  });
}

function replacing(context: Context, regex: string): Change {
  const [what, by] = [regex, ''].map(value => ({ kind: 'literal', value, origin: [] }) as const);
  return calling(context, 'replaceRegex', ...[what, by].flatMap(each => each ?? []));
}

const escaped = (character: string): string => `\\x{${(character.codePointAt(0) ?? 0).toString(16)}}`;
