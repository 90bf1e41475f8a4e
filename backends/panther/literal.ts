/**
 * A Python string literal for any text: raw where backslashes read better so, else escaped; nothing can leave it. In double quotes,
 * unless single ones save escapes, as black has it (https://black.readthedocs.io/en/stable/the_black_code_style/current_style.html#strings).
 */
export function pythonString(text: string): string {
  if (plain.test(text)) return `"${text}"`;
  const quote = text.split('"').length > text.split("'").length ? "'" : '"';
  const rawAllowed =
    text.includes('\\') &&
    !text.includes(quote) &&
    /^[ -~\u00a1-\ud7ff]*$/u.test(text) &&
    !/(?:^|[^\\])(?:\\\\)*\\$/.test(text);
  if (rawAllowed) return `r${quote}${text}${quote}`;
  const escaped = [...text].map(each =>
    each === quote ? `\\${each}` : each === '"' ? each : escapeCharacter(each),
  );
  return `${quote}${escaped.join('')}${quote}`;
}

/** Nothing that a string in double quotes has another form for. */
const plain = /^[ !#-[\]-~]*$/;

/** An f-string's fixed part: a string whose braces stand for themselves. */
export function pythonFormatText(text: string): string {
  return [...text.replaceAll('{', '{{').replaceAll('}', '}}')].map(escapeCharacter).join('');
}

const named: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Printable characters stay; controls, separators and lone surrogates are written by number. */
function escapeCharacter(character: string): string {
  const simple = named[character];
  if (simple !== undefined) return simple;
  if (character >= ' ' && character <= '~') return character;
  if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(character)) return character;
  const point = character.codePointAt(0) ?? 0;
  if (point <= 0xff) return `\\x${point.toString(16).padStart(2, '0')}`;
  if (point <= 0xffff) return `\\u${point.toString(16).padStart(4, '0')}`;
  return `\\U${point.toString(16).padStart(8, '0')}`;
}

/** `"a"` for one, `("a", "b")` for several: what `startswith` and `in` take. */
export function pythonTuple(values: readonly string[]): string {
  return values.length === 1 ? `(${values[0]},)` : `(${values.join(', ')})`;
}

const keywords = new Set(
  'false none true and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case type'.split(
    ' ',
  ),
);

/** Names that the module itself uses, or that would hide a built-in. */
const taken = new Set(
  'event rule title dedup severity alert_context re json any all bool str int len list dict set tuple float id input max min sum hash format object range filter map print open dir vars values texts number moment only between extension in_networks fnmatchcase value pattern text item ip_address ip_network datetime sequence mapping'.split(
    ' ',
  ),
);

/** A field's name as a Python variable, in snake case. */
export function variableName(field: string): string {
  const words = field
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  const name = words === '' || /^\d/.test(words) ? `field_${words}` : words;
  return keywords.has(name) || taken.has(name) ? `${name}_value` : name;
}
