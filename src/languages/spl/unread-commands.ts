/**
 * Why ruleglot leaves a command of SPL unread: what it makes of its results is not said by the search.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands
 */
export function whyUnread(name: string): string | undefined {
  return reasons.find(([commands]) => commands.includes(name))?.[1];
}

const reasons: readonly (readonly [readonly string[], string])[] = [
  [
    ['inputlookup', 'inputcsv', 'makeresults', 'rest', 'metadata', 'metasearch', 'dbxquery', 'gentimes'],
    'what it finds is no event of the log',
  ],
  [['appendcols', 'appendpipe', 'selfjoin', 'set'], 'it puts results of one search beside those of another'],
  [['map'], 'it runs a search of its own for each result'],
  [
    [
      'anomalies',
      'anomalydetection',
      'anomalousvalue',
      'apply',
      'cluster',
      'fit',
      'kmeans',
      'outlier',
      'predict',
    ],
    'what it finds follows from a model of the results, which no other product has',
  ],
  [
    ['collect', 'mcollect', 'outputcsv', 'outputlookup', 'sendalert', 'sendemail', 'summaryindex'],
    'it writes elsewhere what the search finds',
  ],
  [['script', 'run'], 'it runs a program'],
];
