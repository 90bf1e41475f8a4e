import { replaceRegex } from '../../../evaluate/index.ts';
import type { Expression as Subject } from '../../../ir/index.ts';
import { parseRegex, type RegexNode, writeRegex } from '../../../regex/index.ts';
import type { Extent } from '../ast.ts';
import type { Arguments, Context } from './context.ts';
import { frozen } from './text-test.ts';
import { type Guarded, type MatchValue, numberValue, textValue, type Value } from './value.ts';

/** https://docs.python.org/3/library/re.html#match-objects */
export function callMatchMethod(
  context: Context,
  match: MatchValue,
  name: string,
  { positional, named }: Arguments,
  at: Extent,
): Guarded {
  if (name !== 'group' || positional.length > 1 || named.size > 0)
    return context.unsupported(`the method ${name} of a match`, at);
  return context.guards.map(positional[0] ?? context.guards.always(numberValue(0)), index =>
    groupOf(context, match, index, at),
  );
}

/** `match[index]`: of a group that is part of every match. */
export function groupOf(
  context: Context,
  { of, regex, name }: MatchValue,
  index: Value,
  at: Extent,
): Guarded {
  const unread = (): Guarded => context.unsupported('this group of a match', at);
  if (of === undefined || regex === undefined) return unread();
  const key = index.kind === 'number' ? index.value : index.kind === 'text' ? index.text : undefined;
  const whole = key === undefined ? undefined : wholeRegex(regex, name);
  if (key === undefined || whole === undefined) return unread();
  const own = key === 0 ? 1 : certainGroup(whole.node, key, 1);
  const { text } = writeRegex(whole, { dialect: 'java', use: 'search' });
  if (own === undefined || text === undefined) return unread();
  const by = `$${own}`;
  if (of.kind === 'text') {
    const made = replaceRegex(of.text, text, by);
    return made === undefined ? unread() : context.guards.always(textValue(made));
  }
  const { subject, places } = frozen(of);
  const [pattern, group] = [text, by].map((value): Subject => ({ kind: 'literal', value, origin: [] }));
  if (pattern === undefined || group === undefined) return unread();
  const made: Subject = {
    ...{ kind: 'call', function: 'replaceRegex', arguments: [subject, pattern, group] },
    origin: [context.span(at)],
  };
  return context.guards.always({ kind: 'derivedText', subject: made, letters: 'exact', places });
}

const ahead: Readonly<Record<string, string>> = { search: String.raw`[\s\S]*?`, match: '', fullmatch: '' };

/** The regex of the whole text in which a match is the first group: what is before it is as short as can be, as a search goes from the left. */
function wholeRegex(
  { pattern, flags }: NonNullable<MatchValue['regex']>,
  name = '',
): ReturnType<typeof parsed> {
  const { inline, ...others } = flags;
  const [leading = ''] = /^\(\?[aiLmsux]+\)/.exec(pattern) ?? [];
  if (ahead[name] === undefined || /x/.test(inline + leading)) return undefined;
  const after = name === 'fullmatch' ? '' : String.raw`[\s\S]*`;
  const head = `${inline === '' ? '' : `(?${inline})`}${leading}`;
  return parsed(String.raw`${head}\A${ahead[name]}(${pattern.slice(leading.length)})${after}\Z`, others);
}

function parsed(text: string, flags: Parameters<typeof parseRegex>[3]) {
  const found = parseRegex(text, 'python', 'search', flags);
  return found.problem === undefined && !hasReference(found.regex.node) ? found.regex : undefined;
}

/** Groups are counted from the one that is put around the whole, so that what refers to one would refer to another. */
function hasReference(node: RegexNode): boolean {
  return node.kind === 'backReference' || childrenOf(node).some(hasReference);
}

/** The number of a group that each match fills; `shift`: how many stand before those of the pattern. */
function certainGroup(node: RegexNode, key: number | string, shift: number): number | undefined {
  switch (node.kind) {
    case 'group':
      if (typeof key === 'number' ? node.index === key + shift : node.name === key) return node.index;
      return certainGroup(node.node, key, shift);
    case 'sequence':
    case 'flagged':
    case 'atomic':
      return childrenOf(node)
        .map(child => certainGroup(child, key, shift))
        .find(found => found !== undefined);
    default:
      return undefined;
  }
}

function childrenOf(node: RegexNode): readonly RegexNode[] {
  if ('node' in node) return [node.node];
  if (node.kind === 'sequence') return node.items;
  return node.kind === 'alternation' ? node.options : node.kind === 'intersection' ? node.nodes : [];
}
