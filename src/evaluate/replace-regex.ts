import { parseRegex, replaceMatches } from '../regex/index.ts';

const mostRegexes = 1000;

type Replace = ReturnType<typeof replaceMatches>;

const known = new Map<string, Replace | undefined>();

function replacerOf(regex: string): Replace | undefined {
  if (known.has(regex)) return known.get(regex);
  if (known.size >= mostRegexes) known.clear();
  const result = parseRegex(regex, 'java', 'search');
  const made = result.problem === undefined ? replaceMatches(result.regex) : undefined;
  known.set(regex, made);
  return made;
}

/** Each match of a regex of Java replaced; `$1` stands for a group, and a backslash makes a character of what follows it. */
export function replaceRegex(text: string, regex: string, by: string): string | undefined {
  return replacerOf(regex)?.(text, /[\\$]/.test(by) ? groups => written(by, groups) : by);
}

function written(by: string, groups: ReadonlyMap<number, string>): string {
  return by.replaceAll(/\\([\s\S])|\$(\d)/g, (_, escaped: string | undefined, group: string | undefined) =>
    escaped === undefined ? (groups.get(Number(group)) ?? '') : escaped,
  );
}
