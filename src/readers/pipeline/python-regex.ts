/**
 * A regex of the user's own pipeline, as Python writes it: named groups and the end of the text are spelt otherwise here. Undefined
 * when it cannot be read. https://docs.python.org/3/library/re.html
 */
export function pythonRegex(written: string, flags = 'u'): RegExp | undefined {
  const [head, asked = ''] = /^\(\?([a-zA-Z]+)\)/.exec(written) ?? [''];
  if (/[^aimsu]/.test(asked)) return undefined;
  const own = [...new Set(asked.replaceAll(/[au]/g, ''))].filter(each => !flags.includes(each)).join('');
  const pattern = written
    .slice(head.length)
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replaceAll('\\A', '^');
  const ended = own.includes('m') ? pattern : withEnds(pattern);
  for (const each of [flags + own, flags.replace('u', '') + own])
    try {
      return new RegExp(ended.replaceAll('\\Z', '(?![\\s\\S])'), each);
    } catch {
      // Escapes that mean nothing are errors with the flag `u` alone.
    }
  return undefined;
}

/** The end of the text, or what stands before the line end that ends it. */
const end = '(?=\\n?(?![\\s\\S]))';

function withEnds(pattern: string): string {
  return pattern.replaceAll(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\$/g, found => (found === '$' ? end : found));
}

/** `\1` and `\g<name>` of a replacement; a backslash before another is one. */
export function pythonReplacement(written: string): string {
  return written.replaceAll(
    /\$|\\g<(\d+)>|\\g<(\w+)>|\\(\d{1,2})|\\n|\\t|\\\\/g,
    (found, number?: string, name?: string, plain?: string) => {
      const group = number ?? plain;
      if (group !== undefined) return group === '0' ? '$&' : `$${group}`;
      if (name !== undefined) return `$<${name}>`;
      return { $: '$$', '\\n': '\n', '\\t': '\t' }[found] ?? '\\';
    },
  );
}
