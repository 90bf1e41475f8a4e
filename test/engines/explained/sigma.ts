import type { Explanation } from './explanation.ts';
import { groupKeys, lacksKey, meets } from './keys.ts';

const rules = 'https://sigmahq.io/docs/basics/modifiers.html';
const appendix =
  'https://github.com/SigmaHQ/sigma-specification/blob/main/specification/sigma-appendix-modifiers.md';
const specification =
  'https://github.com/SigmaHQ/sigma-specification/blob/main/specification/sigma-rules-specification.md';

const correlations =
  'https://github.com/SigmaHQ/sigma-specification/blob/main/specification/sigma-correlation-rules-specification.md';

const values = (event: object): readonly unknown[] =>
  Object.values(event).flatMap(value =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? [value, ...values(value)]
      : [value],
  );

const hasNewline = (event: object) => JSON.stringify(event).includes(String.raw`\n`);

/** Where rsigma and pySigma part, pySigma is the tool of Sigma's own authors. */
export const sigmaExplanations: readonly Explanation[] = [
  {
    engine: 'rsigma',
    because:
      'a temporal correlation without a condition is told by it as soon as one of its rules matches; all of them must',
    link: correlations,
    applies: ({ answer, query }) => answer === true && /type: temporal\n(?!.*\n* {4}condition:)/s.test(query),
  },
  {
    engine: 'rsigma',
    because:
      'it tells the alert of an inner count again at each of its further events, so that the outer span begins anew; one alert goes on while its condition holds',
    link: correlations,
    applies: ({ answer, query }) =>
      answer === true && /type: \w+_count\n.*^---\n.*type: (?:temporal|event_count)/ms.test(query),
  },
  {
    engine: 'rsigma',
    because:
      'it groups events that lack a group-by field; the backends of pySigma group by `stats … by`, which leaves them out',
    link: 'https://help.splunk.com/en/splunk-enterprise/search/spl-search-reference/10.2/search-commands/stats',
    applies: ({ answer, event, query }) => answer === true && lacksKey(event, groupKeys(query)),
  },
  {
    engine: 'rsigma',
    because:
      'its percentile is told whatever the condition asks of it: WindowState::check_condition returns before it compares',
    link: correlations,
    applies: ({ answer, query }) => answer === true && query.includes('type: value_percentile'),
  },
  {
    engine: 'rsigma',
    because: 'its wildcards stop at a newline; a wildcard is any run of characters',
    link: specification,
    applies: ({ answer, event, query }) =>
      typeof answer === 'boolean' &&
      hasNewline(event) &&
      (query.includes('events') || /[*?]|\|(?:contains|startswith|endswith)|^ +- /m.test(query)),
  },
  {
    engine: 'rsigma',
    because:
      'it keeps the last character of an encoded text where some of its bits are those of what follows; pySigma drops it, as base64offset must',
    link: appendix,
    applies: ({ answer, query }) => typeof answer === 'boolean' && query.includes('base64offset'),
  },
  {
    engine: 'rsigma',
    because:
      'it takes contains, startswith and endswith of a value with wildcards for the wildcards alone; pySigma puts its own beside them',
    link: appendix,
    applies: ({ answer, query }) =>
      typeof answer === 'boolean' && /\|(?:contains|startswith|endswith)[^:\n]*:.*(?<!\\)[*?]/.test(query),
  },
  {
    engine: 'rsigma',
    because:
      'letters beyond ASCII are folded by it as regexes fold them (ſ and s are one, Σ and ς not); the specification names no way, and lower-case forms are compared here',
    link: specification,
    applies: ({ answer, event, query }) => typeof answer === 'boolean' && meets(query, event, /[ſςΣıİK]/u),
  },
  {
    engine: 'rsigma',
    because: 'null among other values is none to it that an absent field has; pySigma asks for absence',
    link: specification,
    applies: ({ answer, query }) =>
      typeof answer === 'boolean' && /: \[(?:.*, )?null[,\]]|^ +- null$/m.test(query),
  },
  {
    engine: 'rsigma',
    because: 'its neq asks for the field; pySigma negates the item',
    link: appendix,
    applies: ({ answer, query }) => typeof answer === 'boolean' && /\|neq\b/.test(query),
  },
  {
    engine: 'rsigma',
    because: 'it takes one operator a field; pySigma compares a part of a time with any of them',
    link: appendix,
    applies: ({ answer, query }) =>
      typeof answer === 'string' &&
      answer.includes('at most one operator may be set per field') &&
      /\|(?:minute|hour|day|week|month|year)\|/.test(query),
  },
  {
    engine: 'rsigma',
    because:
      'classes of its regexes are those of Unicode; those of PCRE are of ASCII unless it is told otherwise',
    link: 'https://docs.rs/regex/latest/regex/#perl-character-classes-unicode-friendly',
    applies: ({ answer, event, query }) =>
      typeof answer === 'boolean' &&
      /\|re\b/.test(query) &&
      /\\[wdsb]/.test(query) &&
      /[^\0-\x7f]/.test(JSON.stringify(event)),
  },
  {
    engine: 'rsigma',
    because:
      'texts are looked for in texts alone by it; true and numbers are texts to us wherever a part is asked for',
    link: appendix,
    applies: ({ answer, query }) =>
      typeof answer === 'boolean' &&
      /\|(?:contains|startswith|endswith)[^:\n]*: (?:\[(?:.*, )?)?(?:true|false|-?\d)/.test(query),
  },
  {
    engine: 'rsigma',
    because: 'it takes `all` of several values alone; of one it is that value to pySigma',
    link: appendix,
    applies: ({ answer }) =>
      typeof answer === 'string' && answer.includes('|all modifier requires more than one value'),
  },
  {
    engine: 'rsigma',
    because: 'its regexes are those of Rust, which look neither around nor back and have no \\Z',
    link: 'https://docs.rs/regex/latest/regex/#syntax',
    applies: ({ answer }) =>
      typeof answer === 'string' &&
      /look-around|backreferences are not supported|unrecognized escape sequence/.test(answer),
  },
  {
    engine: 'rsigma',
    because:
      'its windash takes hyphens alone for dashes, and wildcards beside them for characters; pySigma takes slashes too, and the specification names five characters',
    link: appendix,
    applies: ({ answer, query }) =>
      typeof answer === 'boolean' && /\|windash[^:\n]*:.*(?:\n +- .*)*[/–—―*?]/.test(query),
  },
  {
    engine: 'rsigma',
    because:
      'its windash changes a hyphen that no letter follows, too; pySigma changes what begins a flag, as the specification describes the modifier',
    link: appendix,
    applies: ({ answer, query }) => typeof answer === 'boolean' && /\|windash[^:\n]*:.*-(?!\w)/.test(query),
  },
  {
    engine: 'rsigma',
    because: 'two fields that are null are equal to it; a field without a value is equal to nothing',
    link: appendix,
    applies: ({ answer, event, query }) =>
      typeof answer === 'boolean' && query.includes('|fieldref') && Object.values(event).includes(null),
  },
  {
    engine: 'rsigma',
    because: 'it compares no field with the values of a list; any of them is a value of the field',
    link: appendix,
    applies: ({ answer, event, query }) =>
      typeof answer === 'boolean' && query.includes('|fieldref') && values(event).some(Array.isArray),
  },
  {
    engine: 'rsigma',
    because:
      'a text of digits is no time to it; to us it is one of seconds or milliseconds since 1970, as to Elasticsearch, and the specification names no form',
    link: 'https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/date',
    applies: ({ answer, event, query }) =>
      answer === false &&
      /\|(?:minute|hour|day|week|month|year)\b/.test(query) &&
      values(event).some(value => typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value)),
  },
  {
    engine: 'rsigma',
    because:
      'an IPv4 address that is written as one of IPv6 is in no network of IPv4 to it; Elasticsearch and Panther modules take the two for one address',
    link: appendix,
    applies: ({ answer, event, query }) =>
      typeof answer === 'boolean' && query.includes('|cidr') && /:ffff:/i.test(JSON.stringify(event)),
  },
  {
    engine: 'rsigma',
    because:
      'it reads YAML by version 1.2: 1e3 is a number there, and 010, yes and 1:30 are not what they are to PyYAML, which pySigma reads with',
    link: 'https://github.com/yaml/pyyaml/blob/main/lib/yaml/resolver.py',
    applies: ({ answer, query }) =>
      typeof answer === 'boolean' &&
      /[[:,] ?(?:1e3|yes|no|on|off|0[0-9]+|\d+_\d+|\d+:\d+)(?:[,\]]|$)/im.test(query),
  },
  {
    engine: 'rsigma',
    because: 'an empty list or object is a value to it; to us it is none, as to the products',
    link: specification,
    applies: ({ answer, event }) =>
      typeof answer === 'boolean' &&
      values(event).some(each => typeof each === 'object' && each !== null && Object.keys(each).length === 0),
  },
  {
    engine: 'rsigma',
    because: 'it does not know `all` of keywords, and takes those with `cased` for whole values',
    link: specification,
    applies: ({ answer, query }) =>
      typeof answer === 'boolean' && /^ +['"]\|(?:cased|(?:cased\|)?all)['"]:/m.test(query),
  },
  {
    engine: 'rsigma',
    because:
      'keywords with wildcards are whole values to it, and numbers and Booleans no text; keywords are found within values',
    link: rules,
    applies: ({ answer, event, query }) =>
      typeof answer === 'boolean' &&
      /^ +- (?:'[^'\n]*'|"[^"\n]*"|[^:\n]*)$/m.test(query) &&
      (/^ +- (?:\d+|[^:\n]*[?*][^:\n]*)$/m.test(query) ||
        values(event).some(each => typeof each === 'number' || typeof each === 'boolean')),
  },
];
