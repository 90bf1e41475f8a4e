/**
 * What a verdict may rest on, by the kind that stands before the colon of a `given`: a sentence that is true of an environment
 * in which the verdict holds. What follows the colon is the field, source or table that it is said of.
 */
export const assumptions: Readonly<Record<string, string>> = {
  'absolute-path':
    'The field holds a whole path, so that the ending of the path says what the name of the file says.',
  'add-on':
    'Splunk has the field from the add-on for these events, which makes it of others as the version does that the table was written after; another version, or a site, may make it otherwise. The log spells the values that this hangs on as the rule does.',
  'address-spelling':
    'The log spells the addresses that the rule asks for as the rule does, and one that events are put together by alike in all of them: an IPv4 address is not written as one of IPv6 (::ffff:10.0.0.1), nor one of IPv6 in another form or case.',
  'agent-id': 'A host has one agent, and an agent one host.',
  'alert-once':
    'Alerts of one group about the same events are one alert: a target may repeat them at each run or event, or keep to one.',
  'any-rows':
    'Where the query keeps some of its rows and says no order of them, it finds the same whichever it keeps; ES|QL takes any.',
  'as-compared':
    'Of the values that the rule compares the field with, those that it writes as numbers are numbers in events, and those that it writes as texts are texts.',
  ascii: 'Letters beyond ASCII do not occur, whose other case is spelt in more than one way.',
  'ascii-case-folding':
    'Letters beyond ASCII have the case of the rule: Elasticsearch folds the ASCII letters only.',
  'base64-text':
    'A text that is decoded from base64 is such a text, whole and with its padding, of letters in UTF-8, or cannot be decoded.',
  blank:
    'A product leaves the field out where the log has a blank text: a dash, an empty text, a GUID of zeros. Where the rule asks for such a text the log has it in every event without a value; where it does not, in none.',
  boolean: 'The field is a Boolean, so that true, "true" and "True" are one value.',
  'cache-of-history':
    'The rule has run for as long as its history is, and what it has seen is kept until then: before that every value is new to it, and what was seen just as the history ends may count for one side alone.',
  'canonical-number':
    'Numbers of the field are written in one way, without a sign, leading zeros or a fraction of zero.',
  'column-spelling':
    'The events call the column as the query does, letter by letter: to the query its case counts for nothing.',
  'correlation-keys': 'The values by which events are joined are the same when they are the same as text.',
  'data-model': 'The events are in the data model, and what it names is taken from the fields of the source.',
  'decimal-text': 'Texts of the field that are numbers are plain decimal numbers.',
  derived:
    'The target holds the value under other names, from which the field is derived for the events of this source.',
  'digest-list': 'The list of digests holds each algorithm once, as NAME=VALUE with commas between.',
  'distinct-estimate': 'The number of different values is small enough for its estimate to be the number.',
  'distinct-values':
    'No event has a value of the list twice: Elasticsearch keeps it once, and counts it so, where other products count it as often as it is there.',
  'distinct-times':
    'No two events of a group have the same time, whose order would then be that of their arrival.',
  'ecs-classification': "ECS's classification of the event follows from what else the rule asks of it.",
  'ecs-field':
    'The integration that collects the events has the field under its ECS name, where those of Squid, Zscaler and PAN-OS have names of their own.',
  'elastic-version':
    'The Elastic Stack is of this version or a later one: the query has a command that those before refuse.',
  'english-names':
    'Windows calls its own accounts by their English names (NT AUTHORITY\\SYSTEM), as it does where its language is English.',
  'epoch-time': 'The field is a number of seconds since 1970, as times of Splunk are.',
  'event-time':
    'The events come in the order of this field, by which the rule takes them one after another, as far apart, and in the windows of its runs: the target does so by the time of the event.',
  exceptions:
    'No event is left out by this list of exceptions alone, which is attached to the rule and could not be read whole, or the target leaves it out too.',
  'filled-value':
    'The field holds neither the empty text nor what the data model, or the add-on, writes where an event has no value: the word unknown, success, or 0.',
  'flat-key': 'A key with a dot in its name is looked up as it is, and no object stands on the way.',
  'host-id': 'A host has one name, and a name one host.',
  index: 'The index that the search names holds all events of its data source.',
  'indexed-whole':
    'No value of the field is longer than Elastic’s mappings index: of a keyword, 1,024 characters. A longer one is found by no query there.',
  ip: 'The field is an address, so that its spellings are one value.',
  'iso-time': 'The field is a time as ISO 8601 writes it, of a day at least, with T and Z as capitals.',
  'first-joined':
    'The search in a join finds one row for each combination of its keys, or those that are taken of several are the same: of several, Splunk takes the first ones, in the order of its results.',
  'joined-values':
    'Matches without the value by which a correlation rule joins them, in whose place their rules show the empty text or a constant one, are joined with none.',
  'json-object': 'The field is a text that holds an object as JSON, no object or list in which is empty.',
  keyword: 'The field is mapped as a keyword, not as text that is taken apart into words.',
  'no-field-before':
    'Where the pattern that cuts the field out of a text does not fit, the event has no field of the name, which Splunk would leave as it is.',
  'no-column':
    'The tables of the query have no column of this name, so that what it selects under the name is meant, which comes after a column.',
  list: 'The field is a list where it is there.',
  'log-source': 'No events fit the rule but those of its log source, which no table has.',
  'log-type-of-table':
    'The table that the query names is that of this log type: tables are written in lower case, with _ for each dot. The fields of its events are written as the query writes its columns.',
  lookup: 'The lookup holds the indicators that the rule asks for, in columns named as their fields.',
  'listed-values':
    'A subsearch lists all values that there are, and they are written as those of the events: its list ends at 10,000 results, or where it says, and search compares them without regard to case and takes * for a wildcard.',
  'lookup-table':
    'The look-up table holds what the rule looks up, one row at most for each value, in columns named as the fields; of those that it gives, none is a field of the events, nor is one by which it is asked for a field of another name.',
  'lower-case': 'The log has the value in lower case, in which the product keeps it.',
  'lower-case-boolean': 'The field holds the texts true and false in lower case.',
  'lower-case-digest': 'Digests are in lower case, as the product writes them.',
  mapped: 'Some index has a mapping for the field; without any, the query is an error.',
  'name-before-extension':
    'The name of a file is what stands after the last separator, its extension included.',
  'groups-of-events':
    'Groups are made of events: of a group without any, of which the condition holds too, nothing is told.',
  'fraction-text':
    'The column is shown alone, and may show a number otherwise than the product of the rule: 5 in the place of 5.0, or 10000000000 in that of 1.0E10.',
  hexadecimal: 'The number is written in hexadecimal, as the log of Windows has it (0x210).',
  'message-codes':
    'The codes of messages that the field lists are as the log has them (%%4416): newer versions of Elastic’s integrations take the percent signs off.',
  'named-by-event':
    'Which of two fields holds the value, or whether one does, hangs on the event, as the source has it.',
  'named-list': 'The list of names and values has each name once.',
  nested: 'The field is mapped as nested, so that the conditions are asked of one element at a time.',
  'no-failing-element':
    'No element of the list before the first that fits is of a kind that the test fails on.',
  'no-line-breaks': 'The values of the field hold no line breaks.',
  'no-mapped-address': 'No IPv4 address is written in the form of IPv6.',
  'no-null-text':
    'The field does not hold the word null, which stands for no value in the rows of a data model.',
  'no-list':
    'No object on the way to the field is a list, nor is the field, beyond those that bear braces: Splunk has them in the names of the elements of each list.',
  'no-zero-text':
    'The text of the field is none that reads as zero or false, such as "0": to Python such a text is true.',
  'no-empty-capture':
    'The part of a text that a pattern cuts out for the column is there and not empty, or is not there.',
  'not-empty': 'The field is no empty list and no empty object.',
  'not-null': 'The field is there with a value or not at all, but not as null.',
  number: 'The field is a number.',
  numeric: 'The field is a number, or a text that is one.',
  object: 'The field is an object where it is there.',
  'pcre-regex':
    'The engine that runs the rule takes Perl-compatible regexes, beyond the subset of the specification.',
  'percentile-method':
    'Percentiles and medians are reckoned between two values: Splunk does so where limits.conf has perc_method = interpolated.',
  pipeline: 'The names that the processing pipeline gives are those of the target.',
  'plain-address': 'The log has the address alone, without a port or brackets, which the product takes off.',
  'plain-arguments':
    'The command line holds the arguments as they are, with blanks between, quoted at most as a whole.',
  'plain-numbers': 'Texts that are numbers are written as the rule writes them.',
  'pysigma-extended-condition':
    'The reader of the correlation takes conditions over the names of its rules, as pySigma does beyond the specification.',
  prompt:
    'Events are in the index when the run comes that looks for them: one that comes later is missing to it.',
  'qualified-account': 'An account is written as DOMAIN\\name, and neither half holds a backslash.',
  'qualified-user': 'A user is named name@domain, and neither half holds another @.',
  'raw-text':
    'The raw text of the event holds its values as they are, unescaped; what is looked for lies within one of them.',
  'registry-hive-spelling':
    'A hive is written short or long as the product writes it: Sysmon has HKU where Elastic has HKEY_USERS.',
  'registry-number-spelling': 'Numbers of the registry are written as this product writes them.',
  'rendered-text':
    'The text that Windows makes of an event writes the value as its data do, so that what is asked of the text is asked of the XML, where products other than Splunk have it from.',
  'same-name':
    'No field map and no list of the log has the field: it has the same name and meaning in the target.',
  'same-words': 'The product has the words of the log for what was done, and none of its own.',
  'run-times':
    'The runs come at the times of the rule: where it is set up so that its interval begins then, or its crontab counts in the same time zone.',
  scalar: 'The field holds one plain value: a text, number or Boolean.',
  'seen-whole':
    'Each sequence is over within what two runs of the rule both look back on, so that one of them sees it whole: the span of the rule is longer, and a sequence that is so may begin before the one run looks back and end after the other.',
  segmentation: 'The index is segmented so that a wildcard within a text with punctuation finds it.',
  'settled-range':
    'The address is of a range that all versions of Python tell alike: none of 192.0.0.0/24, 64:ff9b:1::/48, 2001::/23, 2002::/16 and 3fff::/20, nor one of IPv4 that is written as one of IPv6.',
  'single-valued': 'The field holds one value at most.',
  source: 'The events of the data source are where the table of sources has them.',
  'kept-results':
    'No command has more results than Splunk keeps of them: of sort 10,000 unless it says another number, of a subsearch of append, union or join 50,000, of a transaction 1,000 events.',
  'left-aside':
    'Events of this data source, whose index the rule looks at too, have no value in a field that the rule asks for, as far as its table knows: the target does not look at them.',
  'span-over':
    'What must be missing after the last event of a sequence does not come between a run of the rule and the end of the span: its own product tells the sequence at that run, and the target once the span is over.',
  'stream-window':
    'A window of streamstats holds as many rows as the rule counts: limits.conf has a max_stream_window of so many, which is 10,000 of its own.',
  text: 'The field is a text.',
  time: 'The field is a time.',
  'time-spelling':
    'The log spells the times that the rule asks for as the rule does: with as many digits of the second, and in that zone.',
  'time-zone': 'The searcher works in UTC, in which the rule counts hours and days.',
  'unicode-case-folding': 'Letters beyond ASCII are folded alike by rule and target.',
  'url-parts': 'The parts of the address are as its whole spells them.',
  'usual-blanks':
    'Texts of the field have no blanks at their ends but spaces, tabs and line breaks: of others, such as a space that does not break, each language takes off its own.',
  'usual-runs':
    'A query that is no rule says nothing of when it runs: it looks back as far as its translation does.',
  utc: 'Times without a zone are in UTC.',
  'window-ends': 'Two events that are a window apart to the moment are within it for rule and target alike.',
  'xml-element':
    'The XML that holds the field has its element once, without attributes, and written as it was logged.',
  'xml-events':
    'The events of Windows are kept as XML, though the source that is named may hold them as rendered text, where the field has another name or none.',
  'xml-text':
    'The characters & < > of a value are written plainly: Splunk keeps the texts of XML as they stand there, with &amp; &lt; &gt;.',
  'vpn-ends':
    'The event is none of a VPN, whose two ends the product turns round, unless the rule names them as remote and local.',
  'whole-number': 'The field is a whole number.',
  'user-id': 'An account has one name, and a name one account.',
};
