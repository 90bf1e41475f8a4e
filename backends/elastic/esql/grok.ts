import { extractionOf, type Stage, writeGrok } from '../../../src/ir/index.ts';

interface Grok {
  readonly word: 'grok';
  readonly text: string;
  /** Why no pattern says it: fits after "patterns of grok have no …". */
  readonly lacks?: string;
}

/** What a regex cuts out, as a pattern of grok that names the same groups. https://www.elastic.co/docs/reference/query-languages/esql/commands/grok */
export function grokOf(stage: Extract<Stage, { kind: 'extract' }>): Grok {
  const found = extractionOf(stage);
  const names = new Set(found?.fields.values());
  const missing = stage.fields.find(name => !names.has(name));
  if (found === undefined || missing !== undefined)
    return { word: 'grok', text: '', lacks: `group for ${missing ?? 'each field'}` };
  const written = writeGrok(found.regex);
  return 'lacks' in written
    ? { word: 'grok', text: '', lacks: written.lacks }
    : { word: 'grok', text: written.text };
}
