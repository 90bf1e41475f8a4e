import type { Explanation } from './explanation.ts';

/** What Python says of a number where a method of texts, or a regex, wants a text. */
const wantsText =
  /^(?:AttributeError\("'int' object has no attribute '(?:lower|startswith|endswith|rsplit)'"\)|TypeError\("expected string or bytes-like object, got 'int'"\))$/;

/** The number that witnesses have where a text is usual; the name of the one field that holds it. */
const numberForText = /"([^"]+)":4242\b/g;

export const pantherExplanations: readonly Explanation[] = [
  {
    engine: 'panther_core',
    because:
      'a rule that fails over a number where it wants a text matches nothing, as every reading of ours says',
    link: 'https://docs.panther.com/detections/rules/python',
    applies: ({ answer, wanted, event, query }) => {
      const fields = [...JSON.stringify(event).matchAll(numberForText)].map(([, name = '']) => name);
      const [field, ...others] = fields;
      const isRead = field !== undefined && others.length === 0 && query.includes(`"${field}"`);
      return typeof answer === 'string' && wantsText.test(answer) && isRead && wanted.every(each => !each);
    },
  },
];
