import type { Explanation } from './explanation.ts';

/** What Python says of a number or Boolean where a method of texts, or a regex, wants a text. */
const wantsText =
  /^(?:AttributeError\("'(?:int|float|bool)' object has no attribute '\w+'"\)|TypeError\("(?:(?:expected string or bytes-like object, got|argument of type|object of type) '(?:int|float|bool)'(?: is not iterable| has no len\(\))?|'(?:int|float|bool)' object is not subscriptable)"\))$/;

/** Numbers and Booleans where a text is usual; the name of the field that holds each. */
const noTexts = /"([^"]+)":(?:-?\d+(?:\.\d+)?|true|false)\b/g;

export const pantherExplanations: readonly Explanation[] = [
  {
    engine: 'panther_core',
    because:
      'a rule that fails over a number where it wants a text matches nothing, as every reading of ours says, or is not read back',
    link: 'https://docs.panther.com/detections/rules/python',
    applies: ({ answer, wanted, event, query }) => {
      const fields = [...JSON.stringify(event).matchAll(noTexts)].map(([, name = '']) => name);
      const isRead = fields.some(field => query.includes(`"${field}"`));
      return (
        typeof answer === 'string' &&
        wantsText.test(answer) &&
        isRead &&
        (wanted.length === 1 || wanted.every(each => !each))
      );
    },
  },
];
