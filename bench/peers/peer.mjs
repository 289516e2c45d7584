// A service that judges frames, as `livegate bench --peer` asks (docs/performance.md): frames come on
// standard input, answers go out as lines of JSON. A worker thread for each core; each has two frames
// in work, so that one is decoded while the other is in a model.
//
//   node peer.mjs onnx|nsfwjs

import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

const SCORE_TOLERANCE = 0.002;

/** Lines and blocks of bytes of a stream. */
class Input {
  #chunks;
  #rest = Buffer.alloc(0);

  constructor(stream) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** @return the next line of JSON, undefined at the end */
  async line() {
    for (;;) {
      const end = this.#rest.indexOf(10);
      if (end >= 0) return JSON.parse(this.#take(end + 1).toString());
      if (!(await this.#more(1))) return undefined;
    }
  }

  async bytes(length) {
    if (this.#rest.length < length && !(await this.#more(length - this.#rest.length))) {
      throw new Error('the input ends within a frame');
    }
    return this.#take(length);
  }

  #take(length) {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  async #more(length) {
    const chunks = [this.#rest];
    for (let missing = length; missing > 0; ) {
      const { value, done } = await this.#chunks.next();
      if (done) return false;
      chunks.push(value);
      missing -= value.length;
    }
    this.#rest = Buffer.concat(chunks);
    return true;
  }
}

/** All threads; they take frames from one counter, so that none waits for a slower one. */
class Pool {
  #workers = [];
  #next = new Int32Array(new SharedArrayBuffer(4));

  constructor(kind, frames) {
    for (let i = 0; i < availableParallelism(); i++) {
      const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
        workerData: { kind, frames, next: this.#next },
        stdout: true, // packages greet there, and ours carries answers only
      });
      worker.stdout.pipe(process.stderr);
      this.#workers.push(worker);
    }
  }

  /** @return what each thread answers: its scores by frame */
  async judge(frames) {
    Atomics.store(this.#next, 0, 0);
    const answers = this.#workers.map((worker) => once(worker, 'message'));
    this.#workers.forEach((worker) => worker.postMessage(frames));
    return (await Promise.all(answers)).flat(2);
  }

  close() {
    return Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

/** How near its scores are to Livegate's. */
function agreement(frames, answers) {
  const compared = {};
  for (const [number, scores] of answers) {
    for (const [name, ours] of Object.entries(frames[number].scores)) {
      if (!names.has(name)) continue;
      const one = (compared[name] ??= { frames: 0, missing: 0, within: 0, sum: 0, largest: 0 });
      one.frames++;
      if (!(name in scores)) {
        one.missing++;
        continue;
      }
      const difference = Math.abs(scores[name] - ours);
      one.sum += difference;
      one.largest = Math.max(one.largest, difference);
      if (difference <= SCORE_TOLERANCE) one.within++;
    }
  }
  return Object.fromEntries(
    Object.entries(compared).map(([name, one]) => [
      name,
      {
        frames: one.frames,
        missing: one.missing,
        within: rounded(one.within / one.frames),
        meanDifference: rounded(one.sum / Math.max(1, one.frames - one.missing)),
        largestDifference: rounded(one.largest),
      },
    ]),
  );
}

function rounded(value) {
  return Math.round(value * 1e4) / 1e4;
}

function answer(object) {
  process.stdout.write(`${JSON.stringify(object)}\n`);
}

const kind = process.argv[2];
const { NAME, SCORES } = await import(`./${kind}.mjs`);
const names = new Set(SCORES);
const input = new Input(process.stdin);
const { frames: count } = await input.line();
const frames = [];
for (let i = 0; i < count; i++) {
  const { session, bytes, scores } = await input.line();
  frames.push({ session, scores, jpeg: new Uint8Array(await input.bytes(bytes)) });
}
const pool = new Pool(kind, frames);
const first = await pool.judge(count);
answer({
  name: NAME,
  threads: availableParallelism(),
  tolerance: SCORE_TOLERANCE,
  agreement: agreement(frames, first),
});
for (let line = await input.line(); line !== undefined; line = await input.line()) {
  const judged = await pool.judge(line.judge);
  answer({ judged: judged.length });
}
await pool.close();
