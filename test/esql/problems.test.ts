import { describe, expect, test } from 'vitest';
import { helpOf, problemsOf } from './reading.ts';

describe('what cannot be read is said where it stands', () => {
  test.each([
    ['from a | completion x = "p" with {"inference_id": "m"}', 'esql/refused-command', 'completion'],
    ['row x = 1', 'esql/refused-command', 'row'],
    ['show info', 'esql/refused-command', 'show'],
    ['ts metrics | limit 1', 'esql/refused-command', 'ts'],
    ['from a | wehre x == 1', 'esql/unknown-command', 'wehre'],
    ['from a | limit 5 by', 'esql/unexpected-token', ''],
    ['from a | dedup', 'esql/refused-command', 'dedup'],
    ['from a | ip_location x = source.ip', 'esql/refused-command', 'ip_location'],
    ['eql "process where true" with {"indices": "a"}', 'esql/refused-command', 'eql'],
    ['from a | stats n = count_over_time(x) by y', 'esql/refused-function', 'count_over_time(x)'],
    ['from a | stats n = all_first(x, @timestamp) by y', 'esql/refused-function', 'all_first(x, @timestamp)'],
    ['from a | where range_contains(x, y)', 'esql/argument-type', 'range_contains(x, y)'],
    [`from a | where field_extract(f, "a.b") == "x"`, 'esql/argument-type', 'field_extract(f, "a.b")'],
    ['from a | where date_format("w", @timestamp) == "5"', 'esql/argument-type', '"w"'],
    ['from a | where date_parse("yyyy-ww", x) is null', 'esql/argument-type', '"yyyy-ww"'],
    ['from a | where json_extract(x, "a..b") is null', 'esql/argument-type', 'json_extract(x, "a..b")'],
    ['from a | where json_extract(x, "a[*]") is null', 'esql/argument-type', 'json_extract(x, "a[*]")'],
    ['from a | where json_string("a") == "x"', 'esql/argument-count', 'json_string("a")'],
    ['from a | where v_l1_norm("a", x) > 1', 'esql/argument-type', 'v_l1_norm("a", x)'],
    ['from a | stats m = max(v::version)', 'esql/refused-function', 'max(v::version)'],
    ['from a | where ascii(x) == "y"', 'esql/refused-function', 'ascii'],
    ['from a | where match(message, "b c", {"fuzziness": 1})', 'esql/refused-function', '1'],
    [
      'from a | where match(message, "b c", {"minimum_should_match": "2<75%"})',
      'esql/refused-function',
      'match(message, "b c", {"minimum_should_match": "2<75%"})',
    ],
    [
      'from a | where match(message, "b c", {"operator": "and", "minimum_should_match": 1})',
      'esql/refused-function',
      'match(message, "b c", {"operator": "and", "minimum_should_match": 1})',
    ],
    ['from a | where multi_match("b c", message, {"minimum_should_match": 2})', 'esql/refused-function', '2'],
    ['from a | where match_phrase(message, "b c", {"slop": 2})', 'esql/refused-function', '2'],
    ['from a | where kql("b: c", {"case_insensitive": true})', 'esql/refused-function', 'true'],
    ['from a | where qstr("b: c d", {"default_operator": "AND"})', 'esql/refused-function', '"AND"'],
    ['from a | where multi_match("b c", d, {"type": "phrase"})', 'esql/refused-function', '"phrase"'],
    ['from a | where x = 1', 'esql/unexpected-token', '='],
    ['from a | where x =~ "b"', 'esql/unexpected-token', '=~'],
    ["from a | where x == 'b'", 'esql/unexpected-character', "'"],
    ['from a | where x == "\\C"', 'esql/unknown-escape', '\\C'],
    ['from a | where x like "a\\\\b"', 'esql/like', '"a\\\\b"'],
    ['from a | where x like concat("a", "b")', 'esql/unexpected-token', 'concat'],
    ['from a | where x rlike "a("', 'esql/regex', '"'],
    ['from a | where replace(x, "a(?:b)[(]", "$1") == "y"', 'esql/regex', '"$1"'],
    ['from a | where x == null', 'esql/null-operand', 'x == null'],
    ['from a | where length(x) == "5"', 'esql/comparison-type', 'length(x) == "5"'],
    ['from a | where source.ip == "10.0.0.0/8"', 'esql/comparison-type', 'source.ip == "10.0.0.0/8"'],
    [
      'from a | where not source.ip in ("10.0.0.1", "b")',
      'esql/comparison-type',
      'source.ip in ("10.0.0.1", "b")',
    ],
    ['from a | where to_lower(@timestamp) like "2024*"', 'esql/comparison-type', 'to_lower(@timestamp)'],
    ['from a | where process.pid like "4*"', 'esql/comparison-type', 'process.pid like "4*"'],
    ['from a | where host.ip like "10.*"', 'esql/comparison-type', 'host.ip like "10.*"'],
    [
      'from a | where to_integer(process.code_signature.exists) == 1',
      'esql/comparison-type',
      'to_integer(process.code_signature.exists)',
    ],
    ['from a | where x * 9223372036854775807 > 1', 'esql/comparison-type', 'x * 9223372036854775807'],
    ['from a | where lenght(x) > 5', 'esql/unknown-function', 'lenght'],
    ['from a | where length(x, y) > 5', 'esql/argument-count', 'length(x, y)'],
    ['from a | where ascii(x) == "y"', 'esql/refused-function', 'ascii'],
    ['from a | where x == ?value', 'esql/parameter', '?value'],
    ['from a | where count(*) > 5', 'esql/aggregate', 'count(*)'],
    ['from a | stats x', 'esql/aggregate', 'x'],
    ['from a | stats c = count(*) by b | where d > 1', 'esql/unknown-column', 'd'],
    ['from a | keep x | where y == 1', 'esql/unknown-column', 'y'],
    ['from a | where cidr_match(ip, "10.0.0.0/99")', 'esql/network', '"10.0.0.0/99"'],
    ['from a | where "text"', 'esql/not-a-condition', '"text"'],
    ['from a | where kql("x : (")', 'kql/unexpected-token', ''],
    ['from a | limit x', 'esql/command', 'x'],
    ['from a | lookup join t on a >= lo', 'esql/command', 'a >= lo'],
    ['from a | lookup join t on a == b or c == d', 'esql/command', 'a == b or c == d'],
    ['from a | lookup join t on a == b and c == b', 'esql/command', 'a == b and c == b'],
    ['from a | lookup join t on a == b and b == c', 'esql/command', 'a == b and b == c'],
    ['from a | lookup join t on to_lower(a) == b', 'esql/command', 'to_lower(a) == b'],
    // Of columns that are joined by equality those of the table are asked for no more.
    ['from a | lookup join t on a == b | where b is not null', 'esql/unknown-column', 'b'],
    ['from a | dissect m "%{b"', 'esql/command', '"%{b"'],
    ['from a | dissect m "b"', 'esql/command', '"b"'],
    ['from a | grok m "%{WORD:b} %{"', 'esql/command', '"%{WORD:b} %{"'],
    ['from a | inline stats by x', 'esql/command', 'inline stats by x'],
    ['from a | stats', 'esql/command', 'stats'],
    ['from a | limit 500', 'esql/limit', 'limit 500'],
    ['from a | where n / 2 == 1', 'esql/integer-division', 'n / 2'],
  ])('%s', (query, code, at) => {
    const [problem] = problemsOf(query);
    expect(problem?.[0]).toBe(code);
    if (at !== '' && code !== 'esql/regex') expect(problem?.[1]).toBe(at);
  });
});

describe('a hostile query neither crashes nor hangs', () => {
  test('deep nesting is refused', () => {
    expect(problemsOf(`from a | where ${'('.repeat(500)}x${')'.repeat(500)}`)[0]?.[0]).toBe('esql/too-deep');
  });

  test('columns that double at each step are no flood', () => {
    const doublings = Array.from({ length: 40 }, (_, at) => `x${at + 1} = concat(x${at}, x${at})`).join(', ');
    expect(problemsOf(`from a | eval x0 = y, ${doublings} | where x40 == "z"`)).toEqual([]);
  });

  test('ten thousand operands are read', () => {
    const operands = Array.from({ length: 10_000 }, (_, at) => `x == "${at}"`).join(' or ');
    expect(problemsOf(`from a | where ${operands}`)).toEqual([]);
  });
});

describe('help', () => {
  test.each([
    ['from a where x == 1', 'a `|` stands before each command'],
    ['from a | where x == 1 limit 5', 'a `|` stands before each command'],
    ['logs-* | where x == 1', 'a query begins with its indices: `from logs-* | …`'],
    ['frm a | where x == 1', 'did you mean from?'],
    ['from a | where x == 1 || y == 2', 'write `or`'],
    ['from a | where x = 1', 'in a condition write ==, and a comma between columns'],
    [
      'from a | stats first = min(x)',
      '`first` is a word of ES|QL; as the name of a column it stands in backticks',
    ],
    ['from a | where x between 1 and 2', 'write FIELD >= … and FIELD <= …'],
    ['from a | where x in "b", "c"', 'a list stands in parentheses: in ("…", "…")'],
    ['from a | where (x == 1', 'a parenthesis is not closed'],
    ['from a | where x == 1)', 'this parenthesis was not opened'],
    ['from a | where x == 1, y == 2', 'conditions are joined by `and` and `or`'],
    ['from a | where x like *b*', 'a pattern stands in double quotes: like "*…*"; presence is `is not null`'],
    ['from a | where x not null', 'write `is null` or `is not null`'],
    ['from a | stats count(*) by', 'something must follow `by`'],
    ['from a | stats c = count(*), by x', 'no comma stands before `by`'],
    ['from a | sort by x', 'write `sort FIELD`'],
    ['from a | order by x', 'write sort'],
    ['from a | rename b c', 'write `rename OLD as NEW`'],
    ['from a | dissect "%{b}" message', 'write `dissect FIELD "%{a} %{b}"`'],
    ['from a | fork where x == 1', 'write `fork (where …) (where …)`'],
    ['from a | lookup join t', 'write `lookup join INDEX on FIELD`'],
    ['from a | where cidrmatch(x, "10.0.0.0/8")', 'write cidr_match'],
    ['from a | eval x = if(y == 1, 2, 3)', 'write case(condition, value, otherwise)'],
  ])('%s', (query, help) => {
    expect(helpOf(query)).toBe(help);
  });
});

test('what Perl alone has in regexes is a warning', () => {
  expect(problemsOf('from a | where x rlike "^x(?:y)"')).toEqual([['lucene/perl-regex', '^']]);
  expect(helpOf('from a | where x rlike "(?i)x"')).toContain('to_lower');
});
