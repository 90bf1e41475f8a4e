export interface SplunkMacro {
  readonly name: string;
  /** In the order that they are first named in. */
  readonly parameters: readonly string[];
}

/**
 * `ours(2)` is a macro of two arguments, `$a$` and `$b$` in its definition.
 * https://help.splunk.com/en/splunk-enterprise/administer/admin-manual/9.4/configuration-file-reference/9.4.0-configuration-file-reference/macros.conf
 */
export function splunkMacro(written: string, definition: string): SplunkMacro {
  const [, name = written, count] = /^(.*)\((\d+)\)$/.exec(written) ?? [];
  if (count === undefined) return { name, parameters: [] };
  const named = [...definition.matchAll(/\$([A-Za-z_][\w-]*)\$/g)].map(found => found[1] ?? '');
  return { name, parameters: [...new Set(named)] };
}

/** What is wrong with the name of a macro. */
export function macroProblem(written: string, definition: string): string | undefined {
  const [, count] = /^[\w-]+(?:\((\d+)\))?$/.exec(written) ?? ['', 'no name'];
  if (count === 'no name')
    return 'a name of letters, digits, _ and -, with the number of its arguments: ours(2)';
  const wanted = Number(count ?? 0);
  const { length } = splunkMacro(written, definition).parameters;
  return wanted === length
    ? undefined
    : `a macro whose definition names as many $arguments$ (it names ${length})`;
}
