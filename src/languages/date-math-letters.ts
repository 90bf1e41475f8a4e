/** Units by their names, as date math writes them: https://www.elastic.co/docs/reference/elasticsearch/rest-apis/common-options#date-math */
export const dateMathLetters: Readonly<Record<string, string>> = {
  second: 's',
  minute: 'm',
  hour: 'h',
  day: 'd',
  week: 'w',
  month: 'M',
  year: 'y',
};
