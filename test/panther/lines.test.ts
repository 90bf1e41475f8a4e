import { expect, test } from 'vitest';
import { broken } from '../../backends/panther/broken-line.ts';
import { compile, read } from '../../src/index.ts';

/** As black 26 with a line length of 100 writes them: https://black.readthedocs.io/en/stable/the_black_code_style/current_style.html */
test.each([
  ['a short line stays', 'x = 1', 'x = 1'],
  [
    'a call',
    `    session_credential_from_console = str(event.deep_get("sessionCredentialFromConsole", default=""))`,
    `    session_credential_from_console = str(
        event.deep_get("sessionCredentialFromConsole", default="")
    )`,
  ],
  [
    'a call with a call after it, which holds nothing',
    `    io_decision = str(event.deep_get("annotations", "authorization.k8s.io/decision", default="")).lower()`,
    `    io_decision = str(
        event.deep_get("annotations", "authorization.k8s.io/decision", default="")
    ).lower()`,
  ],
  [
    'arguments that do not fit on one line',
    `        and not fnmatchcase(path_lower, r"?:\\programdata\\microsoft\\windows defender advanced threat protection\\data, (\\*")`,
    `        and not fnmatchcase(
            path_lower,
            r"?:\\programdata\\microsoft\\windows defender advanced threat protection\\data, (\\*",
        )`,
  ],
  [
    'a comprehension',
    `    display_name = [value for value in values(event, "properties", "targetResources", "modifiedProperties", "name")]`,
    `    display_name = [
        value
        for value in values(event, "properties", "targetResources", "modifiedProperties", "name")
    ]`,
  ],
  ['what has no brackets', `    return "${'x'.repeat(100)}"`, `    return "${'x'.repeat(100)}"`],
])('%s', (_, line, written) => {
  expect(broken(line)).toBe(written);
});

async function moduleOf(detection: string, title = 'Who'): Promise<string> {
  const text = `title: ${title}\nlogsource: {product: aws, service: cloudtrail}\ndetection:\n  s: {${detection}}\n  condition: s\n`;
  const [{ rule } = {}] = await read({ path: 'who.yml', text });
  if (rule === undefined) throw new Error('not read');
  const { documents } = await compile(rule, 'panther');
  return documents.map(({ text: written }) => written).join('\n');
}

test('a title that would be too long reads whom it is about first', async () => {
  const title = 'A title of a rule that is so long that its line would be too long';
  expect(await moduleOf('userIdentity.userName: root', title)).toContain(`def title(event):
    user_name = event.deep_get("userIdentity", "userName", default="<unknown>")
    return f"${title} [{user_name}]"`);
});

test('a few long values stand in a constant', async () => {
  const long = (letter: string) => letter.repeat(40);
  expect(await moduleOf(`errorMessage|contains: [${long('a')}, ${long('b')}]`)).toContain(
    'for part in ERROR_MESSAGE_FRAGMENTS',
  );
});

test('a field that the rule compares with true is no text for sure', async () => {
  expect(await moduleOf('eventName: true')).toContain('str(event.deep_get("eventName", default="")).lower()');
  expect(await moduleOf('eventName: GetObject')).toContain('event.deep_get("eventName", default="").lower()');
});
