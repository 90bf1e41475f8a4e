/** A word of a query, read by the rules of the manual alone: strings in double quotes with `\\` as the escape, all else as it stands. */
export interface Lexed {
  /** The query with each string replaced by `""`. */
  readonly skeleton: string;
  /** The strings, their escapes resolved. */
  readonly strings: readonly string[];
}

/** Throws when a string does not end. */
export function lex(query: string): Lexed {
  const strings: string[] = [];
  let skeleton = '';
  for (let index = 0; index < query.length; index++) {
    const character = query[index] ?? '';
    if (character !== '"') {
      skeleton += character;
      continue;
    }
    let value = '';
    for (index++; query[index] !== '"'; index++) {
      if (index >= query.length) throw new Error(`a string does not end: ${query}`);
      if (query[index] === '\\') index++;
      value += query[index] ?? '';
    }
    strings.push(value);
    skeleton += '""';
  }
  return { skeleton, strings };
}

/** The settings of a .conf file by stanza, read as the vendor's own package checker does; comments apart. */
export function readConf(text: string): {
  readonly stanzas: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly comments: readonly string[];
} {
  const stanzas: Record<string, Record<string, string>> = {};
  const comments: string[] = [];
  let current = 'default';
  for (const line of logicalLines(text)) {
    const trimmed = line.trim();
    const stanza = /^\[(.*)\]/s.exec(trimmed);
    const setting = /^([^=]*)=(.*)$/s.exec(trimmed);
    if (/^[#;]/.test(trimmed)) comments.push(trimmed.slice(1).trim());
    else if (stanza !== null) current = stanza[1] ?? '';
    else if (setting !== null) {
      const key = (setting[1] ?? '').trim();
      const known = stanzas[current] ?? {};
      if (key in known) throw new Error(`the setting ${key} stands twice`);
      stanzas[current] = { ...known, [key]: (setting[2] ?? '').trim() };
    } else if (trimmed !== '') throw new Error(`no setting: ${trimmed}`);
  }
  return { stanzas, comments };
}

function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let joined = '';
  for (const line of text.split('\n')) {
    if (/\\[ \t]+$/.test(line)) throw new Error('a continuation has trailing blanks');
    if (line.endsWith('\\')) joined += `${line.slice(0, -1)}\n`;
    else {
      lines.push(joined + line);
      joined = '';
    }
  }
  return lines;
}
