import { type Diagnostic, failure, type Result, success } from '../diagnostics/index.ts';
import { isSameDataset } from '../fields/index.ts';
import {
  always,
  and,
  type Dialect,
  type Field,
  fieldsIn,
  fold,
  type Given,
  type LogSource,
  type PlannedRule,
  type Predicate,
  printPredicate,
} from '../ir/index.ts';
import type { QueryLanguage } from '../languages/language.ts';
import type { Macros } from '../languages/spl/index.ts';
import { EmbeddedText, SourceFile } from '../source/index.ts';
import { withoutSubfields } from './caseless-subfields.ts';
import { withoutRawText } from './raw-text.ts';

/**
 * Reads a query that was printed, by the language's own rules and nothing of the printer's. The plan says only where the events
 * are kept (an index or sourcetype is part of an SPL query, and of no predicate); what is given may decide how a value is compared.
 */
export type ReadBack = (query: string, planned: PlannedRule, given: readonly Given[]) => Result<Reading>;

/** What a query says, and what that rests on. */
export interface Reading {
  readonly predicate: Predicate;
  readonly given: readonly Given[];
  /** It does not ask for all of the place where the rule's source has its events. */
  readonly looksElsewhere?: boolean;
  /** What the place of the events says of fields that the rule asks for: it holds of all that both look at. */
  readonly within?: Predicate;
  /** Fields of which it takes the word null for no value. */
  readonly nullTexts?: readonly Field[];
}

/** What the reader of each dialect is; a dialect without one cannot be read back. Loaded when first asked for. */
const readers: Readonly<Record<string, () => Promise<ReadBack>>> = {
  kql: async () => withSubfields(ofLanguage((await import('../languages/kql/index.ts')).kql)),
  lucene: async () => ofLanguage((await import('../languages/lucene/index.ts')).lucene),
  eql: async () => ofLanguage((await import('../languages/eql/index.ts')).eql),
  esql: async () => ofLanguage((await import('../languages/esql/index.ts')).esql),
  spl: async () => splReader((await import('../languages/spl/index.ts')).lowerSpl),
  datamodel: async () => cimReader((await import('../languages/spl/index.ts')).lowerSpl),
  python: async () => pythonReader((await import('../languages/python/index.ts')).lowerPython),
  sigma: async () => detectionReader((await import('../readers/sigma-yaml.ts')).sigmaReader),
};

/** The reader of a dialect's printed queries; undefined when there is none. */
export async function readBackOf(dialect: Pick<Dialect, 'name'>): Promise<ReadBack | undefined> {
  return readers[dialect.name]?.();
}

const nowhere: LogSource = {};

function ofLanguage(language: QueryLanguage): ReadBack {
  return query => {
    const { value, diagnostics } = language.lower(
      EmbeddedText.whole(new SourceFile('(query)', query)),
      nowhere,
    );
    if (value === undefined || value.kind !== 'events') return failure(...diagnostics);
    return reading(
      fold(and([...(value.source.scope ? [value.source.scope] : []), value.where])),
      diagnostics,
    );
  };
}

function withSubfields(reader: ReadBack): ReadBack {
  return (query, planned, given) => {
    const { value, diagnostics } = reader(query, planned, given);
    if (value === undefined) return failure(...diagnostics);
    return success({ ...value, predicate: withoutSubfields(value.predicate, planned) }, diagnostics);
  };
}

function reading(predicate: Predicate, diagnostics: readonly Diagnostic[]): Result<Reading> {
  return success({ predicate, given: [] }, diagnostics);
}

/** What a module takes for granted of the types of fields is given with it. */
function pythonReader(lower: typeof import('../languages/python/index.ts').lowerPython): ReadBack {
  return query => {
    const { value, diagnostics } = lower(EmbeddedText.whole(new SourceFile('(query)', query)), nowhere);
    if (value?.search.kind !== 'events') return failure(...diagnostics);
    return success({ predicate: value.search.where, given: value.assumes }, diagnostics);
  };
}

/** Fields whose numbers the plan takes to be written in one way. */
export function numbersOf(given: readonly Given[]): (field: string) => boolean {
  return name => given.includes(`canonical-number:${name}`) || given.includes(`numeric:${name}`);
}

/** Where the events are kept is read by the same reader, and taken away. */
function splReader(lower: typeof import('../languages/spl/index.ts').lowerSpl): ReadBack {
  const read = (text: string, given: readonly Given[], macros: Macros): Result<Predicate> => {
    const { value, diagnostics } = lower(EmbeddedText.whole(new SourceFile('(query)', text)), nowhere, {
      plainNumbers: numbersOf(given),
      macros,
    });
    if (value?.kind !== 'events') return failure(...diagnostics);
    return success(given.includes('raw-text') ? withoutRawText(value.where) : value.where, diagnostics);
  };
  return (query, planned, given) => {
    const { search, isPlaced } = planned.source.splunk;
    const kept = search || everywhere;
    const macros = placeMacros(kept);
    const found = read(query, given, macros);
    const place = isPlaced && !query.startsWith(kept) ? always(true) : read(kept, given, macros).value;
    if (found.value === undefined) return failure(...found.diagnostics);
    if (place === undefined) return reading(found.value, found.diagnostics);
    const looksElsewhere = !asksFor(found.value, place);
    const within = sharedWith(planned, place);
    const predicate = without(found.value, without(place, within));
    return success({ predicate, given: [], looksElsewhere, within }, found.diagnostics);
  };
}

/** What a place asks of fields that the plan asks something of too. */
function sharedWith({ scope, where }: PlannedRule, place: Predicate): Predicate {
  const names = new Set([scope, where].flatMap(each => fieldsIn(each).map(({ name }) => name)));
  return and(conjuncts(place).filter(each => fieldsIn(each).some(({ name }) => names.has(name))));
}

/** Where a search looks that names no place. */
export const everywhere = 'index=*';

/** A macro that says where events are kept stands for itself: on both sides for the same. */
export function placeMacros(place: string): Macros {
  return Object.fromEntries(
    [...place.matchAll(/`([\w-]+)(?:\(([^`]*)\))?`/g)].map(([, name = '', list]) => {
      const parameters = (list?.match(/(?:"[^"]*"|[^",])+/g) ?? []).map((_, index) => `value_${index + 1}`);
      const values = parameters.map(each => ` ${each}="$${each}$"`).join('');
      const key = list === undefined ? name : `${name}(${parameters.length})`;
      return [key, { definition: `macro=${name}${values}`, parameters }];
    }),
  );
}

/**
 * tstats over a data model is one search over its events: the rows it groups them into are there when an event is. Of another
 * model than the plan's it says nothing of these events.
 */
function cimReader(lower: typeof import('../languages/spl/index.ts').lowerSpl): ReadBack {
  return (query, planned, given) => {
    const { value, diagnostics } = lower(EmbeddedText.whole(new SourceFile('(query)', query)), nowhere, {
      plainNumbers: numbersOf(given),
    });
    if (value?.kind !== 'events') return failure(...diagnostics);
    const model = value.source.splunk?.dataModel;
    if (model === undefined || !isSameDataset(model, planned.source.splunk.dataModel))
      return failure(...diagnostics);
    const predicate = fold(value.where);
    return success({ predicate, given: [], nullTexts: nullTexts(query, predicate) }, diagnostics);
  };
}

/** What tstats fills with a word is emptied again behind it, where the fields bear no dataset's name. */
function nullTexts(query: string, predicate: Predicate): readonly Field[] {
  const emptied = new Set(
    [...query.matchAll(/(?<name>[\w.]+|'[^']+')=nullif\(\k<name>, "null"\)/g)].map(found =>
      plain(found[1] ?? ''),
    ),
  );
  return fieldsIn(predicate).filter(({ name }) => emptied.has(name.slice(name.indexOf('.') + 1)));
}

function plain(name: string): string {
  return name.startsWith("'") ? name.slice(1, -1) : name;
}

function asksFor(predicate: Predicate, place: Predicate): boolean {
  const asked = new Set(conjuncts(fold(predicate)).map(each => printPredicate(each)));
  return conjuncts(fold(place)).every(each => each.kind === 'always' || asked.has(printPredicate(each)));
}

/** A conjunction without the conjuncts that another one has. */
export function without(predicate: Predicate, place: Predicate): Predicate {
  const gone = new Set(conjuncts(place).map(each => printPredicate(each)));
  return and(conjuncts(predicate).filter(each => !gone.has(printPredicate(each))));
}

function conjuncts(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === 'and' ? predicate.operands : [predicate];
}

/** A detection section needs the rest of a rule around it to be read as one. */
function detectionReader(reader: typeof import('../readers/sigma-yaml.ts').sigmaReader): ReadBack {
  return query => {
    const section = query.replaceAll(/^(?=.)/gm, '    ');
    const text = `title: read back\nlogsource:\n    product: any\ndetection:\n${section}`;
    const [read] = reader.read(new SourceFile('(query).yml', text), { placeholders: new Map() });
    const search = read?.rule?.search;
    if (search?.kind !== 'events') return failure(...(read?.diagnostics ?? []));
    return reading(fold(search.where), read?.diagnostics ?? []);
  };
}
