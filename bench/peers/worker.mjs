// One thread of the service.

import { parentPort, workerData } from 'node:worker_threads';

const IN_WORK = 2;

const { kind, frames, next } = workerData;
const judge = await (await import(`./${kind}.mjs`)).open(JSON.parse(process.env.PEER_MODELS));
const lanes = Array.from({ length: IN_WORK }, () => judge.lane());

/** Takes frames until so many have been taken by all threads. */
async function work(lane, total, answers) {
  for (let i = Atomics.add(next, 0, 1); i < total; i = Atomics.add(next, 0, 1)) {
    const number = i % frames.length;
    const frame = frames[number];
    answers.push([number, await lane.judge(frame.jpeg, frame.scores)]);
  }
}

parentPort.on('message', async (total) => {
  const answers = [];
  await Promise.all(lanes.map((lane) => work(lane, total, answers)));
  parentPort.postMessage(answers);
});
