import type { Capabilities, Capability } from '../../src/ir/index.ts';
import { byContainedText, byFlattening, byWordEdges } from './rewrites.ts';

const exact: Capability = { kind: 'exact' };

function refused(why: string): Capability {
  return { kind: 'refused', why };
}

/** What the search of events (`spl`) holds: search and where together. */
export const splCapabilities = {
  always: exact,
  exists: exact,
  'equals.text.exact': exact,
  'equals.text.ignored': exact,
  'equals.number': exact,
  'equals.boolean': exact,
  'equals.empty': exact,
  'equals.wildcard-characters': exact,
  'like.exact': exact,
  'like.ignored': exact,
  'like.any-one': exact,
  'like.wildcard-characters': exact,
  'matches.exact': exact,
  'matches.ignored': exact,
  'matches.look-around': exact,
  'matches.back-reference': exact,
  'matches.anchor-inside': exact,
  'matches.possessive': exact,
  'matches.lucene-operators': exact,
  'in-network.v4': exact,
  'in-network.v6': exact,
  'compares.number': exact,
  'compares.string': exact,
  'compares.time': exact,
  'compares.ip': refused('eval orders addresses as texts; only membership of a network can be asked'),
  'compares.fields.exact': exact,
  'compares.fields.ignored': exact,
  'compares.fields.number': exact,
  'keyword.contains': exact,
  'keyword.whole': {
    kind: 'approximate',
    verdict: 'broader',
    why: 'the raw event does not show where a value begins and ends, so a whole value is looked for as a part',
    rewrite: byContainedText,
  },
  'keyword.exact': exact,
  'keyword.regex': exact,
  analysed: {
    kind: 'approximate',
    verdict: 'broader',
    why: 'SPL has no analysed fields; words are found by a regex that cuts a text at more places than the analyser',
    rewrite: byWordEdges,
  },
  element: {
    kind: 'approximate',
    verdict: 'broader',
    why: 'Splunk flattens arrays of objects into fields of several values, so each condition may be met by another element',
    rewrite: byFlattening,
  },
  'quantifier.all': exact,
  'quantifier.single': exact,
  'subject.field-pattern': exact,
  'subject.length': exact,
  'subject.lower': exact,
  'subject.upper': exact,
  'subject.trim': exact,
  'subject.concat': exact,
  'subject.substring': exact,
  'subject.between': exact,
  'subject.indexOf': exact,
  'subject.replace': exact,
  'subject.baseName': exact,
  'subject.directoryName': exact,
  'subject.extension': exact,
  'subject.date-part': exact,
  'subject.text': exact,
  'subject.math': exact,
  'subject.time': exact,
  'subject.several': exact,
  'subject.arithmetic': exact,
  'subject.choice': exact,
  'subject.coercion': exact,
  'subject.value-count': exact,
  'subject.literal': exact,
  'subject.geography': refused(
    'eval has no shapes of geography: of points it reckons distances, longitudes and latitudes',
  ),
  'subject.part-of-point': exact,
  'search.events': exact,
  'search.union': exact,
  'search.pipeline': exact,
  'search.sequence': exact,
  'search.correlate': exact,
  'search.new-terms': exact,
  'search.indicator-match': exact,
} as const satisfies Capabilities;

const eventsOnly = refused(
  'searches of data models are written for single events; the form of raw events holds others',
);
const noRawText = refused('a data model holds fields, not the raw text of events');

/** What a search of a data model (`datamodel`) holds: tstats and where together. */
export const cimCapabilities = {
  ...splCapabilities,
  'keyword.contains': noRawText,
  'keyword.whole': noRawText,
  'keyword.exact': noRawText,
  'keyword.regex': noRawText,
  'subject.field-pattern': refused('a data model has a fixed set of fields'),
  element: refused('a data model has no objects within fields'),
  'search.union': eventsOnly,
  'search.pipeline': eventsOnly,
  'search.sequence': eventsOnly,
  'search.correlate': eventsOnly,
  'search.new-terms': eventsOnly,
  'search.indicator-match': eventsOnly,
} as const satisfies Capabilities;
