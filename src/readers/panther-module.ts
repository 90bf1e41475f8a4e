import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { LogSource, Loss, Schedule, Search, Suppression } from '../ir/index.ts';
import { lowerPython, predicatesOfModule } from '../languages/python/index.ts';
import { type DataMap, EmbeddedText, entryOf, type SourceFile } from '../source/index.ts';
import { readCache, withoutPrefix } from './panther-cache.ts';
import { surroundingsOf } from './panther-library.ts';
import { textsOf } from './panther-metadata.ts';
import { countedModule, dedupOf, type PantherThreshold } from './panther-threshold.ts';
import type { FilesBeside } from './reader.ts';

export interface PantherSearch {
  readonly search: Search | undefined;
  /** Of a search that cannot be read whole: what is known of it. */
  readonly known?: Search;
  /** What the search rests on, in the form KIND:FIELD. */
  readonly given: readonly string[];
  /** What the module makes of a match beside the condition: `severity`, `title`. */
  readonly functions?: readonly string[];
  /** When the rule runs, where it is not asked of each event. */
  readonly schedule?: Schedule;
  /** Which matches are one alert. */
  readonly suppression?: Suppression;
  /** What the reading itself lets go. */
  readonly losses?: readonly Loss[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The functions that shape the alert of a match: https://docs.panther.com/detections/rules/python#alert-functions-in-python-detections */
function functionsOf(module: string): readonly string[] {
  const found = module.matchAll(
    /^def (title|dedup|severity|description|reference|runbook|destinations|alert_context)\s*\(/gm,
  );
  return [...new Set([...found].map(([, name = '']) => name))];
}

/** Beside that which says what is one alert, and has been read. */
function functionsLeft({ text }: SourceFile): readonly string[] {
  return functionsOf(text).filter(name => name !== 'dedup');
}

export function pantherSource(map: DataMap): LogSource {
  const logTypes = textsOf(map, 'LogTypes');
  return logTypes.length === 0 ? {} : { panther: { logTypes } };
}

/** The `rule` function of the module that stands beside the document. */
export function readPantherModule(
  file: SourceFile,
  map: DataMap,
  beside: FilesBeside | undefined,
  threshold: PantherThreshold | undefined,
): PantherSearch {
  const nothing = { search: undefined, given: [] };
  const entry = entryOf(map, 'Filename')?.value;
  if (entry?.kind !== 'scalar' || typeof entry.value !== 'string') {
    const problem = diagnose(
      'panther/missing-key',
      { key: 'Filename' },
      entry?.span ?? { ...map.span, end: map.span.start },
    );
    return { ...nothing, diagnostics: [problem] };
  }
  const module = /^[^/\\]+$/.test(entry.value) ? beside?.file(file.path, entry.value) : undefined;
  if (module === undefined) {
    const why = beside?.problem?.(file.path, entry.value);
    const problem =
      why === undefined
        ? diagnose('panther/no-module', { name: entry.value }, entry.span)
        : diagnose('panther/unread-module', { name: entry.value, why }, entry.span);
    return { ...nothing, diagnostics: [problem] };
  }
  const source = pantherSource(map);
  const text = EmbeddedText.whole(module);
  const surroundings = surroundingsOf(file, textsOf(map, 'LogTypes'), beside);
  const { value, diagnostics } = lowerPython(text, source, surroundings);
  if (value !== undefined) {
    const found = { search: value.search, given: value.assumes, diagnostics };
    if (threshold !== undefined)
      return { ...countedModule(found, threshold, text, surroundings), functions: functionsLeft(module) };
    const suppression = dedupOf(text, map, surroundings);
    return suppression === undefined
      ? { ...found, functions: functionsOf(module.text) }
      : { ...found, suppression, functions: functionsLeft(module) };
  }
  const cached = threshold === undefined ? readCache(module, { source, surroundings }) : undefined;
  if (cached?.value !== undefined)
    return {
      search: { ...cached.value, fields: cached.value.fields.map(withoutPrefix) },
      given: ['cache-of-history'],
      functions: functionsOf(module.text),
      diagnostics: [],
    };
  const { where } = predicatesOfModule(text, surroundings);
  const origin = [text.span(0, text.text.length)];
  return {
    ...nothing,
    ...(where === undefined ? {} : { known: { kind: 'events', source, where, origin } }),
    diagnostics,
  };
}
