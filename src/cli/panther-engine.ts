import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

type Child = ChildProcessByStdio<Writable, Readable, null>;

/**
 * Runs modules of Panther rules by Panther's own library (https://pypi.org/project/panther-core/): a line with a module and events
 * in, a line with what it says of each out.
 */
const script = `
import json, sys
try:
    from panther_core.rule import Rule
    from panther_core.enriched_event import PantherEvent
except Exception as error:
    print(json.dumps({"missing": str(error)}), flush=True)
    sys.exit(0)
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    results = []
    try:
        rule = Rule({"id": "ruleglot", "analysisType": "RULE", "body": request["module"], "versionId": "1",
                     "severity": "INFO", "dedupPeriodMinutes": 60, "tags": []})
        for event in request["events"]:
            said = rule.run(PantherEvent(event, None), {}, {}, batch_mode=False)
            if said.setup_exception:
                raise said.setup_exception
            failed = said.detection_exception
            results.append({"error": str(failed)} if failed else bool(said.detection_output))
        print(json.dumps({"results": results}), flush=True)
    except Exception as error:
        print(json.dumps({"error": str(error)}), flush=True)
`;

interface Answer {
  readonly ready?: boolean;
  readonly missing?: string;
  readonly error?: string;
  readonly results?: readonly (boolean | { readonly error: string })[];
}

/** Panther's own library, in a Python of the user's, for as long as a run lasts. */
export class PantherEngine {
  readonly #child: Child;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: Child) {
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** Or why there is none. */
  static async start(python: string): Promise<PantherEngine | string> {
    const child = spawn(python, ['-c', script], { stdio: ['pipe', 'pipe', 'ignore'] });
    const failed = new Promise<string>(resolve =>
      child.on('error', error => resolve(whyNone(python, error))),
    );
    child.stdin.on('error', () => undefined);
    const engine = new PantherEngine(child);
    const first = await Promise.race([engine.#answer(), failed]);
    if (typeof first === 'string') return first;
    if (first?.ready === true) return engine;
    engine.close();
    return first?.missing ?? 'it ended at once';
  }

  /** What the module says of each event; a rule that fails matches nothing. A text is why it could not be run at all. */
  async judge(module: string, events: readonly object[]): Promise<readonly boolean[] | string> {
    this.#child.stdin.write(`${JSON.stringify({ module, events })}\n`);
    const answer = await this.#answer();
    if (answer?.results === undefined) return answer?.error ?? 'it ended';
    return answer.results.map(each => each === true);
  }

  close(): void {
    this.#child.stdin.end();
  }

  async #answer(): Promise<Answer | undefined> {
    const { value, done } = await this.#lines.next();
    return done === true ? undefined : (JSON.parse(value) as Answer);
  }
}

function whyNone(python: string, error: NodeJS.ErrnoException): string {
  return error.code === 'ENOENT' ? `${python} is not on the PATH` : error.message;
}
