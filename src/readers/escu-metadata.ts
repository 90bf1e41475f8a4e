import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Metadata, RuleLevel } from '../ir/index.ts';
import { type DataMap, entryOf, plainData } from '../source/index.ts';
import { isCalendarDay } from './calendar-day.ts';
import { splunkTechniques } from './splunk-techniques.ts';

/** Keys that are read into fields of their own, or elsewhere. */
const known: ReadonlySet<string> = new Set([
  ...['name', 'id', 'date', 'author', 'status', 'description', 'search', 'how_to_implement'],
  ...['known_false_positives', 'references'],
]);

/** https://github.com/splunk/security_content: `production`, `experimental`, `validation`, `deprecated`. */
const statuses: Readonly<Record<string, string>> = {
  production: 'stable',
  experimental: 'experimental',
  validation: 'test',
  deprecated: 'deprecated',
};

/** All that a detection says of itself; what has no field of its own (type, tags, rba, tests, drill-downs) stays in `extra`. */
export function readEscuMetadata(
  map: DataMap,
  fallback: string,
): { readonly metadata: Metadata; readonly diagnostics: readonly Diagnostic[] } {
  const reading = new MapReading(map);
  const id = reading.text('id');
  const description = reading.text('description');
  const setup = reading.text('how_to_implement');
  const status = reading.text('status');
  const date = reading.text('date');
  const risk = riskScore(reading);
  const isDate = date !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(date) && isCalendarDay(date);
  const metadata: Metadata = {
    vendor: 'splunk',
    title: reading.text('name') ?? fallback,
    ...(id === undefined ? {} : { id }),
    ...(description === undefined ? {} : { description }),
    ...(risk === undefined ? {} : { riskScore: risk, level: levelOfRisk(risk) }),
    ...(status === undefined ? {} : { status: statuses[status] ?? status }),
    authors: (reading.text('author') ?? '')
      .split(',')
      .map(each => each.trim())
      .filter(each => each !== ''),
    references: reading.texts(['references']),
    falsePositives: reading.texts(['known_false_positives']),
    ...(isDate ? { modified: date } : {}),
    attack: splunkTechniques(reading.texts(['tags', 'mitre_attack_id'])),
    tags: [
      ...reading.texts(['tags', 'analytic_story']).map(each => `Analytic Story: ${each}`),
      ...reading.texts(['tags', 'asset_type']).map(each => `Asset Type: ${each}`),
      ...reading.texts(['tags', 'cve']),
    ],
    related: [],
    fields: [],
    ...(setup === undefined ? {} : { setup }),
    extra: reading.rest(),
  };
  return { metadata, diagnostics: reading.diagnostics };
}

/** The highest of the scores that the detection adds to an object; before `rba` there was one score for all. */
function riskScore(reading: MapReading): number | undefined {
  const { rba, tags } = reading.rest();
  const objects = memberOf(rba, 'risk_objects');
  const scores = (Array.isArray(objects) ? objects : []).map(each => memberOf(each, 'score'));
  const all = [...scores, memberOf(tags, 'risk_score')].filter(each => typeof each === 'number');
  return all.length === 0 ? undefined : Math.max(...all);
}

/** A detection says no severity: contentctl takes it from the score. https://github.com/splunk/contentctl/blob/main/contentctl/objects/rba.py */
function levelOfRisk(score: number): RuleLevel {
  if (score <= 20) return 'informational';
  if (score <= 40) return 'low';
  if (score <= 60) return 'medium';
  return score <= 80 ? 'high' : 'critical';
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

class MapReading {
  readonly diagnostics: Diagnostic[] = [];
  readonly #map: DataMap;

  constructor(map: DataMap) {
    this.#map = map;
  }

  text(key: string): string | undefined {
    const value = entryOf(this.#map, key)?.value;
    if (value === undefined || (value.kind === 'scalar' && value.value === null)) return undefined;
    if (value.kind === 'scalar') return value.written;
    this.diagnostics.push(diagnose('splunk/metadata', { key, expected: 'a text' }, value.span));
    return undefined;
  }

  /** A text alone is a list of one. */
  texts(path: readonly string[]): readonly string[] {
    let at: DataMap['entries'][number]['value'] | undefined = this.#map;
    for (const key of path) at = at?.kind === 'map' ? entryOf(at, key)?.value : undefined;
    if (at === undefined || (at.kind === 'scalar' && at.value === null)) return [];
    const items = at.kind === 'list' ? at.items : [at];
    const texts = items.flatMap(item =>
      item.kind === 'scalar' && item.value !== null ? [item.written] : [],
    );
    if (texts.length < items.length) {
      const key = path.join('.');
      this.diagnostics.push(diagnose('splunk/metadata', { key, expected: 'a list of texts' }, at.span));
    }
    return texts;
  }

  rest(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      this.#map.entries
        .filter(({ key }) => !known.has(key.written))
        .map(({ key, value }) => [key.written, plainData(value)]),
    );
  }
}
