import { dateFormatIn } from '../java-time.ts';

/** https://help.splunk.com/en/splunk-enterprise/search/spl-search-reference/9.4/time-format-variables-and-modifiers/date-and-time-format-variables */
const variables: Readonly<Record<string, string>> = {
  ...{ yyyy: '%Y', uuuu: '%Y', yy: '%y', MM: '%m', MMM: '%b', MMMM: '%B', dd: '%d', DDD: '%j' },
  ...{ E: '%a', EE: '%a', EEE: '%a', EEEE: '%A', HH: '%H', hh: '%I', a: '%p', mm: '%M', ss: '%S' },
  ...{ SSS: '%3N', SSSSSS: '%6N', SSSSSSSSS: '%9N' },
};

/** What strftime() writes as a pattern of java.time does; undefined where it has no variable for a letter. */
export function strftimeFormat(pattern: string): string | undefined {
  return dateFormatIn(pattern, variables, text => text.replaceAll('%', '%%'));
}
