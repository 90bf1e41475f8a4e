import { captureGroups, parseRegex } from '../regex/index.ts';

const mostMatches = 1000;

type Found = ReadonlyMap<number, string> | undefined;

/** The first match that begins at a position or behind it: group 1 is what stands before it, 2 the match, and 3 its first group. */
const finders = new Map<string, ((text: string) => Found) | undefined>();

function finder(regex: string, from: number): ((text: string) => Found) | undefined {
  const source = `([\\s\\S]{${from},}?)(${regex})`;
  if (finders.has(source)) return finders.get(source);
  if (finders.size >= mostMatches) finders.clear();
  const result = parseRegex(source, 'java', 'start');
  const made = result.problem === undefined ? captureGroups(result.regex) : undefined;
  finders.set(source, made);
  return made;
}

/** Each match of a regex of Java replaced; `$1` stands for a group, and a backslash makes a character of what follows it. */
export function replaceRegex(text: string, regex: string, by: string): string | undefined {
  // Groups are shifted by those around them, which a reference within the regex does not know.
  if (/\\[1-9]/.test(regex)) return undefined;
  const parts: string[] = [];
  let at = 0;
  for (let count = 0; count < mostMatches; count++) {
    const find = finder(regex, at);
    if (find === undefined) return undefined;
    const groups = find(text);
    if (groups === undefined) break;
    const [before = '', match = ''] = [groups.get(1), groups.get(2)];
    parts.push(before.slice(at), written(by, groups));
    const end = before.length + match.length;
    if (match === '') parts.push(text.charAt(end));
    at = match === '' ? end + 1 : end;
    if (at > text.length) return parts.join('');
  }
  return parts.join('') + text.slice(at);
}

function written(by: string, groups: ReadonlyMap<number, string>): string {
  return by.replaceAll(/\\([\s\S])|\$(\d)/g, (_, escaped: string | undefined, group: string | undefined) =>
    escaped === undefined ? (groups.get(Number(group) + 2) ?? '') : escaped,
  );
}
