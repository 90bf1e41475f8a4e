import { EmbeddedText, type Segment, type SourceFile, type Span, spanOf } from '../source/index.ts';

export interface ConfSetting {
  readonly key: string;
  readonly text: EmbeddedText;
  readonly span: Span;
}

export interface ConfStanza {
  readonly name: string;
  readonly span: Span;
  readonly settings: readonly ConfSetting[];
}

export interface ConfFile {
  readonly stanzas: readonly ConfStanza[];
  /** Lines that are neither a stanza nor a setting. */
  readonly strays: readonly Span[];
}

interface Line {
  readonly start: number;
  readonly end: number;
}

/**
 * Splunk's .conf files: `[stanza]`, `key = value`, comments on lines of their own; a backslash at the end of a line joins the next
 * one to it. Settings before any stanza belong to `default`. https://help.splunk.com/en/splunk-enterprise/administer/admin-manual/9.4/administer-splunk-enterprise-with-configuration-files/configuration-file-structure
 */
export function readConf(file: SourceFile): ConfFile {
  const stanzas: { name: string; span: Span; settings: ConfSetting[] }[] = [];
  const strays: Span[] = [];
  for (const lines of logicalLines(file.text)) {
    const [first] = lines;
    if (first === undefined) continue;
    const body = file.text.slice(first.start, first.end);
    const span = spanOf(file, first.start, lines.at(-1)?.end ?? first.end);
    if (/^\s*(?:[#;]|$)/.test(body)) continue;
    const stanza = /^\s*\[([\s\S]*)\]/.exec(body)?.[1];
    if (stanza !== undefined) stanzas.push({ name: stanza.trim(), span, settings: [] });
    else if (!body.includes('=')) strays.push(span);
    else {
      if (stanzas.length === 0) stanzas.push({ name: 'default', span, settings: [] });
      stanzas.at(-1)?.settings.push(settingOf(file, lines, span));
    }
  }
  return { stanzas, strays };
}

/** Physical lines that a backslash joins. */
function logicalLines(text: string): readonly (readonly Line[])[] {
  const found: Line[][] = [];
  let joins = false;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const next = end < 0 ? text.length : end + 1;
    const visible = text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '').length + start;
    const isJoined = text[visible - 1] === '\\';
    const line = { start, end: isJoined ? visible - 1 : visible };
    if (joins) found.at(-1)?.push(line);
    else found.push([line]);
    joins = isJoined;
    start = next;
  }
  return found;
}

/** The value with a line break where lines were joined. */
function settingOf(file: SourceFile, lines: readonly Line[], span: Span): ConfSetting {
  const [first] = lines;
  const start = first?.start ?? 0;
  const equals = file.text.indexOf('=', start);
  const segments: Segment[] = [];
  let value = '';
  for (const [index, line] of lines.entries()) {
    const from = index === 0 ? skipBlank(file.text, equals + 1, line.end) : line.start;
    if (index > 0) value += '\n';
    segments.push({ inner: index === 0 ? 0 : value.length, outer: from });
    value += file.text.slice(from, Math.max(from, line.end));
  }
  const text = new EmbeddedText(file, value.trimEnd(), segments);
  return { key: file.text.slice(start, equals).trim(), text, span };
}

function skipBlank(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && /\s/.test(text.charAt(at))) at++;
  return at;
}
