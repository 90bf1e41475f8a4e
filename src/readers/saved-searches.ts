import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type Expression, field, type Loss, type Rule } from '../ir/index.ts';
import type { Macros } from '../languages/spl/index.ts';
import type { SourceFile } from '../source/index.ts';
import { Stanza } from './conf-stanza.ts';
import { type ConfStanza, readConf } from './conf-text.ts';
import { withRuns } from './kept-terms.ts';
import { withListedSpan } from './listed-span.ts';
import { timesOfSearch } from './own-times.ts';
import type { Reader, ReadOptions, ReadRule } from './reader.ts';
import { readSavedMetadata } from './saved-search-metadata.ts';
import { readSavedSchedule, secondsOfSpan } from './saved-search-schedule.ts';
import { givenOfSpl } from './spl-given.ts';
import { readSplunkSearch } from './splunk-search.ts';

const format = 'savedsearches';

/** Correlation searches and alerts of a savedsearches.conf. */
export const savedSearchesReader: Reader = {
  format,
  read: readFile,
};

/** One rule a stanza that has a search; the `default` stanza is none. */
function readFile(file: SourceFile, { macros }: ReadOptions): readonly ReadRule[] {
  const { stanzas, strays } = readConf(file);
  const notes = strays.map(span => diagnose('splunk/conf-line', {}, span));
  const defaults = stanzas.find(({ name }) => name === 'default');
  const found = stanzas.filter(
    ({ name, settings }) => name !== 'default' && settings.some(({ key }) => key === 'search'),
  );
  if (found.length === 0) {
    const start = { path: file.path, format, document: 0, part: 0, line: 1 };
    const problem = diagnose('splunk/missing-key', { key: 'search' });
    return [{ location: start, rule: undefined, diagnostics: [...notes, problem] }];
  }
  return found.map((stanza, index) => {
    const read = readStanza({ file, index, macros }, stanza, defaults);
    return index === 0 ? { ...read, diagnostics: [...notes, ...read.diagnostics] } : read;
  });
}

interface Place {
  readonly file: SourceFile;
  readonly index: number;
  readonly macros: Macros | undefined;
}

function readStanza(
  { file, index, macros }: Place,
  written: ConfStanza,
  defaults: ConfStanza | undefined,
): ReadRule {
  const stanza = new Stanza(written, defaults);
  const diagnostics: Diagnostic[] = [];
  const metadata = readSavedMetadata(stanza);
  const line = file.position(written.span.start).line;
  const { id, title } = metadata;
  const location = {
    ...{ path: file.path, format, document: index, part: 0, line, title, name: written.name },
    ...(id === undefined ? {} : { id }),
  };
  noteCondition(stanza, diagnostics);
  const schedule = readSavedSchedule(stanza, diagnostics);
  const search = stanza.setting('search');
  const found = search && readSplunkSearch(search.text, [], macros);
  diagnostics.push(...(found?.diagnostics ?? []));
  const suppression = suppressionOf(stanza);
  const isLost = schedule === undefined && diagnostics.some(({ code }) => code === 'splunk/schedule');
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  const rule: Rule | undefined =
    found?.search === undefined || failed
      ? undefined
      : {
          metadata,
          ...(suppression === undefined ? {} : { suppression }),
          ...withRuns(withListedSpan(found.search, schedule), schedule, {
            ...(found.search.kind === 'events' ? {} : lossesOf(isLost, stanza, diagnostics)),
            ...timesOfSearch(found.search, diagnostics),
            ...givenOfSpl(found.search, diagnostics),
          }),
        };
  return { location, rule, diagnostics };
}

const lostSchedule: Loss = {
  verdict: 'different',
  why: 'When the search runs is not known, on which hangs what it finds.',
};

const partOfSchedule: Loss = {
  verdict: 'broader',
  why: 'The search runs at some times of the day or on some days alone, where the target runs at the others too.',
};

/** https://help.splunk.com/en/splunk-enterprise/search/search-manual/9.4/search-and-report-in-real-time/about-real-time-searches-and-reports */
const inRealTime: Loss = {
  verdict: 'different',
  why: 'The search runs in real time, over a span that goes on with each event, where the target looks back from each of its runs.',
};

function lossesOf(isLost: boolean, stanza: Stanza, diagnostics: readonly Diagnostic[]): Pick<Rule, 'losses'> {
  if (isLost) return { losses: [lostSchedule] };
  if (/^\s*rt/.test(stanza.text('dispatch.earliest_time') ?? '')) return { losses: [inRealTime] };
  return diagnostics.some(({ code }) => code === 'splunk/part-of-schedule')
    ? { losses: [partOfSchedule] }
    : {};
}

/** An alert for any result is what `number of events`, `greater than`, `0` say, and `always`. */
function noteCondition(stanza: Stanza, diagnostics: Diagnostic[]): void {
  const count = (stanza.text('counttype') ?? 'always').toLowerCase();
  const fits: Readonly<Record<string, RegExp>> =
    count === 'always'
      ? { alert_condition: /^$/ }
      : {
          counttype: /^number of events$/i,
          relation: /^greater than$/i,
          quantity: /^0$/,
          alert_condition: /^$/,
        };
  for (const [key, expected] of Object.entries(fits)) {
    const setting = stanza.setting(key);
    if (setting === undefined || expected.test(setting.text.text)) continue;
    diagnostics.push(diagnose('splunk/alert-condition', { key, value: setting.text.text }, setting.span));
  }
}

function suppressionOf(stanza: Stanza): Rule['suppression'] {
  if (!/^(?:1|true|t|yes)$/i.test(stanza.text('alert.suppress') ?? '')) return undefined;
  const setting = stanza.setting('alert.suppress.fields');
  const names = (setting?.text.text ?? '').split(',').map(each => each.trim());
  const origin = setting === undefined ? [] : [setting.span];
  const by: readonly Expression[] = names
    .filter(name => name !== '')
    .map(name => field(name, 'splunk', origin));
  const seconds = secondsOfSpan(stanza.text('alert.suppress.period') ?? '');
  return seconds === undefined ? { by } : { by, seconds };
}
