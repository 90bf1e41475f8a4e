import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { cacheFolder, installOnce, must, needTool } from '../toolchain.ts';
import { pom, unwanted } from './pom.ts';

const sources = 'test/engines/elastic/java';

interface Installed {
  readonly folder: string;
  readonly classPath: string;
}

function install(): Installed {
  needTool('java', 'javac', 'mvn');
  const folder = cacheFolder('elastic');
  const list = join(folder, 'classpath.txt');
  const recipe = pom();
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.java'))
    .map(path => join(sources, path));
  const classPathOf = () =>
    readFileSync(list, 'utf8')
      .split(delimiter)
      .filter(jar => !unwanted.test(jar))
      .join(delimiter);
  const whole = [recipe, ...files.map(path => readFileSync(path, 'utf8'))].join('\n');
  installOnce(folder, whole, () => {
    writeFileSync(join(folder, 'pom.xml'), recipe);
    must('mvn', ['-q', '-B', 'dependency:build-classpath', `-Dmdep.outputFile=${resolve(list)}`], folder);
    must('javac', ['-nowarn', '-d', join(folder, 'classes'), '-cp', classPathOf(), ...files]);
  });
  return { folder, classPath: [resolve(folder, 'classes'), classPathOf()].join(delimiter) };
}

/** An Elasticsearch node of this machine's own, on the loopback address, for one run. */
export class ElasticNode {
  readonly #process: ChildProcess;
  readonly #port: number;

  private constructor(process: ChildProcess, port: number) {
    this.#process = process;
    this.#port = port;
  }

  static async start(): Promise<ElasticNode> {
    const { folder, classPath } = install();
    const home = resolve(folder, 'home');
    rmSync(home, { recursive: true, force: true });
    mkdirSync(join(home, 'config'), { recursive: true });
    const [port, transport] = [await freePort(), await freePort()];
    const words = ['-Xmx2g', '-cp', classPath, 'org.elasticsearch.node.JudgeNode', home];
    const log = openSync(join(folder, 'node.log'), 'w');
    const child = spawn('java', [...words, String(port), String(transport)], {
      cwd: folder,
      stdio: ['pipe', 'pipe', log],
    });
    await ready(child);
    return new ElasticNode(child, port);
  }

  /** A missing class makes a request hang rather than fail, so each has a time limit. */
  async ask(method: string, path: string, body?: unknown, seconds = 30): Promise<Answer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`http://127.0.0.1:${this.#port}/${path}`, {
      method,
      headers: { 'content-type': path.startsWith('_bulk') ? 'application/x-ndjson' : 'application/json' },
      ...(body === undefined ? {} : { body: text }),
      signal: AbortSignal.timeout(seconds * 1000),
    });
    return { ok: response.ok, body: await response.json() };
  }

  stop(): void {
    this.#process.stdin?.end();
    this.#process.kill();
  }
}

export interface Answer {
  readonly ok: boolean;
  readonly body: unknown;
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolved, failed) => {
    let said = '';
    const limit = setTimeout(
      () => failed(new Error(`the node did not start: ${said.slice(-2000)}`)),
      120_000,
    );
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (!said.includes('ready\n')) return;
      clearTimeout(limit);
      resolved();
    };
    child.stdout?.on('data', listen);
    child.on('error', failed);
    child.on('exit', () => {
      clearTimeout(limit);
      failed(new Error(`the node ended: ${said.slice(-2000)}`));
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolved, failed) => {
    const server = createServer();
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolved(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
