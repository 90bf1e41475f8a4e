import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A composite action: https://docs.github.com/en/actions/sharing-automations/creating-actions/metadata-syntax-for-github-actions */
export interface CompositeAction {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly CompositeStep[] };
}

export interface CompositeStep {
  readonly id?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a job gives an action. */
export interface Job {
  /** Working directory: the clone. */
  readonly workspace: string;
  /** Folder of the runner's own files. */
  readonly temporary: string;
  readonly github: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface JobResult {
  readonly code: number;
  /** Standard output and standard error of all steps. */
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

type Contexts = Readonly<Record<string, unknown>>;

/** The value of an expression of a workflow; what is used of them here is JavaScript but for names with `-` and for `==`. */
function resultOf(expression: string, contexts: Contexts): unknown {
  const script = expression
    .replace(
      /\b(inputs|github|runner)\.([\w-]+)/g,
      (_all, context, name) => `${context}[${JSON.stringify(name)}]`,
    )
    .replace(/([!=])=/g, '$1==');
  return new Function(...Object.keys(contexts), `return ${script};`)(...Object.values(contexts)) ?? '';
}

function filled(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_all, expression: string) =>
    String(resultOf(expression, contexts)),
  );
}

function namesIn(path: string): Record<string, string> {
  if (!existsSync(path)) return {};
  const lines = readFileSync(path, 'utf8').split('\n');
  return Object.fromEntries(
    lines.flatMap(line => {
      const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(line) ?? [];
      return name === '' ? [] : [[name, value]];
    }),
  );
}

/** Runs the scripts of an action as a runner does, one after another, until one fails; other actions (`uses`) are left out. */
export function runAction(action: CompositeAction, job: Job): JobResult {
  mkdirSync(job.temporary, { recursive: true });
  const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default]);
  const steps: Record<string, { outputs: Record<string, string> }> = {};
  const contexts = {
    inputs: { ...Object.fromEntries(defaults), ...job.inputs },
    github: job.github,
    runner: { os: 'Linux', temp: job.temporary },
    steps,
  };
  const summary = join(job.temporary, 'summary.md');
  let log = '';
  let code = 0;
  for (const [at, step] of action.runs.steps.entries()) {
    if (step.run === undefined || code !== 0) continue;
    if (step.if !== undefined && !resultOf(step.if, contexts)) continue;
    const output = join(job.temporary, `output-${at}`);
    const script = join(job.temporary, `step-${at}.sh`);
    writeFileSync(script, step.run);
    const given = Object.entries(step.env ?? {}).map(([name, text]) => [name, filled(text, contexts)]);
    // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
    const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: job.workspace,
      encoding: 'utf8',
      env: {
        ...job.env,
        ...{ CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: job.workspace },
        ...{ RUNNER_TEMP: job.temporary, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary },
        ...Object.fromEntries(given),
      },
    });
    log += `${ran.stdout}${ran.stderr}`;
    code = ran.status ?? 1;
    if (step.id !== undefined) steps[step.id] = { outputs: namesIn(output) };
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, filled(value, contexts)]);
  return {
    code,
    log,
    summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '',
    outputs: Object.fromEntries(outputs),
  };
}
