import { dateFormatIn } from '../../java-time.ts';

/** https://docs.snowflake.com/en/sql-reference/date-time-input-output#about-the-elements-used-in-input-and-output-formats */
const elements: Readonly<Record<string, string>> = {
  ...{ yyyy: 'YYYY', uuuu: 'YYYY', yy: 'YY', MM: 'MM', MMM: 'MON', MMMM: 'MMMM', dd: 'DD' },
  ...{ E: 'DY', EE: 'DY', EEE: 'DY', HH: 'HH24', hh: 'HH12', a: 'AM', mm: 'MI', ss: 'SS' },
  ...{ SSS: 'FF3', SSSSSS: 'FF6', SSSSSSSSS: 'FF9' },
};

/** What TO_VARCHAR writes as a pattern of java.time does; undefined where it has no element for a letter. */
export function snowflakeFormat(pattern: string): string | undefined {
  return dateFormatIn(pattern, elements, text =>
    /"/.test(text) ? undefined : text.replaceAll(/[A-Za-z]+/g, letters => `"${letters}"`),
  );
}
