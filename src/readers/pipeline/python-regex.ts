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
    .replaceAll('\\A', '^')
    .replaceAll('\\Z', '$');
  for (const each of [flags + own, flags.replace('u', '') + own])
    try {
      return new RegExp(pattern, each);
    } catch {
      // Escapes that mean nothing are errors with the flag `u` alone.
    }
  return undefined;
}

/** `\1` and `\g<name>` of a replacement. */
export function pythonReplacement(written: string): string {
  return written
    .replaceAll('$', '$$$$')
    .replaceAll(/\\g<(\d+)>|\\(\d+)/g, (_, inner?: string, plain?: string) => `$${inner ?? plain}`)
    .replaceAll(/\\g<(\w+)>/g, '$<$1>')
    .replaceAll('\\\\', '\\');
}
