import { javaPattern } from '../java-time.ts';

/** https://help.splunk.com/en/splunk-enterprise/search/spl-search-reference/9.4/time-format-variables-and-modifiers/date-and-time-format-variables */
const variables: Readonly<Record<string, string>> = {
  ...{ '%Y': 'yyyy', '%y': 'yy', '%m': 'MM', '%b': 'MMM', '%B': 'MMMM', '%d': 'dd', '%j': 'DDD' },
  ...{ '%a': 'EEE', '%A': 'EEEE', '%H': 'HH', '%I': 'hh', '%p': 'a', '%M': 'mm', '%S': 'ss' },
  ...{ '%3N': 'SSS', '%6N': 'SSSSSS', '%9N': 'SSSSSSSSS', '%%': "'%'" },
};

/** The pattern of java.time for what strftime() writes; undefined for what it has no letters for. */
export function patternOfStrftime(format: string): string | undefined {
  const whole = format.replaceAll('%F', '%Y-%m-%d').replaceAll('%T', '%H:%M:%S');
  return javaPattern(whole, /%\d?./gs, variables);
}
