// Runs `livegate bench` three times, twice against a peer, and puts what comes out into one line.

import { execFileSync, spawn } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// Scores count as the same when so many lie within the peer's tolerance, and none is missing.
const SAME_FROM = 0.95;
// A call of five minutes, of which ten frames a second are sent.
const CALL_SECONDS = 300;
const GATE_SECONDS = 8;
// In spot checks and bursts, where ten are sent: docs/performance.md, long calls. As dear as at the gate.
const CLOSELY_PER_SECOND = 1.7;
const SENT_PER_SECOND = 10;

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const livegate = path.join(root, 'livegate');

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
  },
});

function note(text) {
  process.stderr.write(`bench/peers: ${text}\n`);
}

/** Files of the cards, where Livegate finds them. */
function models() {
  const lines = execFileSync(livegate, ['models', 'list', '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const cards = lines.trim().split('\n').map((line) => JSON.parse(line));
  return Object.fromEntries(cards.map((card) => [card.id, card.found]));
}

/** @return the last line of `livegate bench` */
function bench(only, config, peer) {
  const args = ['bench', '--json', '--only', only];
  args.push('--seconds', options.seconds, '--rounds', options.rounds);
  if (config) args.push('--config', path.join(here, config));
  if (peer) args.push('--peer', `exec node '${path.join(here, 'peer.mjs')}' ${peer}`);
  args.push(...files);
  note(`livegate ${args.join(' ')}`);
  return new Promise((resolve, reject) => {
    const child = spawn(livegate, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, PEER_MODELS: JSON.stringify(found) },
    });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve(JSON.parse(out.trim().split('\n').at(-1)))
        : reject(new Error(`livegate bench ended with ${code}`)),
    );
  });
}

function isSame(agreement) {
  return Object.values(agreement).every((one) => one.missing === 0 && one.within >= SAME_FROM);
}

/** Frames a second of both sides, and how often ours the peer's are. */
function sides(result, same) {
  return {
    pipelineFramesPerSecond: result.pipelineFramesPerSecond,
    bareLoopFramesPerSecond: result.limitFramesPerSecond,
    peerFramesPerSecond: result.peer.framesPerSecond,
    ratio: same ? result.peer.ratio : null,
    cpuMillis: result.cpuMillis.gate,
    peerCpuMillis: result.peer.cpuMillis,
    cpuRatio: same ? result.peer.cpuRatio : null,
    agreement: result.peer.says.agreement,
  };
}

/** Calls that one core keeps decided: as shipped, and with every frame that is sent in every model. */
function calls(plan, all, cores) {
  const peer = all.peer;
  const call = CALL_SECONDS - GATE_SECONDS; // a frame a second, and those that are looked at closely
  const gate = GATE_SECONDS * SENT_PER_SECOND + call * CLOSELY_PER_SECOND;
  const shipped = gate / plan.pipelineFramesPerSecond + call / plan.callFramesPerSecond;
  const shippedCpu = gate * plan.cpuMillis.gate + call * plan.cpuMillis.call;
  const every = CALL_SECONDS * SENT_PER_SECOND;
  const ours = every / all.pipelineFramesPerSecond; // the same work as the peer's
  const byPeer = every / peer.framesPerSecond;
  return {
    shippedPlan: rounded(CALL_SECONDS / shipped / cores),
    everyFrameByPeer: rounded(CALL_SECONDS / byPeer / cores),
    everyFrameByLivegate: rounded(CALL_SECONDS / ours / cores),
    ratioToPeer: rounded(byPeer / shipped),
    cpuRatioToPeer: rounded((every * peer.cpuMillis) / shippedCpu),
    ratioToLivegate: rounded(ours / shipped),
  };
}

function rounded(value) {
  return Math.round(value * 100) / 100;
}

async function main() {
  const loadBefore = loadavg();
  const all = await bench('gate', 'same-work.yaml', 'onnx');
  const content = await bench('gate', 'content-only.yaml', 'nsfwjs');
  const plan = await bench('gate,call');
  const same = isSame(all.peer.says.agreement);
  if (!same) {
    note('the peer does not give our scores, so this is not the same work: no ratio');
  }
  const cores = availableParallelism();
  const perCore = same ? calls(plan, all, cores) : null;
  const line = {
    cores,
    load: { before: loadBefore.map(rounded), after: loadavg().map(rounded) },
    sameWorkRatio: same ? all.peer.ratio : null,
    decisionsPerCoreRatio: perCore && perCore.ratioToPeer,
    allModels: sides(all, same),
    contentAlone: sides(content, true),
    callsPerCore: perCore,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  process.exitCode = same ? 0 : 1;
}

let found;
try {
  found = models();
  await main();
} catch (e) {
  note(e.message); // what livegate said of it stands above
  process.exitCode = 2;
}
