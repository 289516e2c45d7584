// The content lane as many sites run it: nsfwjs with its own model, TensorFlow.js on WebAssembly.

import { createRequire } from 'node:module';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as nsfwjs from 'nsfwjs';
import sharp from 'sharp';

export const NAME = 'nsfwjs on WebAssembly, and sharp';

/** It stretches pictures where our card lays them in: near, and not the same. */
export const SCORES = ['content.explicit', 'content.sexy', 'content.drawing', 'content.neutral'];

/** One for each thread. */
export async function open() {
  sharp.concurrency(1);
  sharp.cache(false);
  const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(`${path.dirname(wasm)}/`);
  setThreadsCount(1);
  await tf.setBackend('wasm');
  await tf.ready();
  const model = await nsfwjs.load('MobileNetV2');
  return { lane: () => ({ judge: (jpeg) => classify(model, jpeg) }) };
}

async function classify(model, jpeg) {
  const { data, info } = await sharp(jpeg).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const picture = tf.tensor3d(data, [info.height, info.width, 3], 'int32');
  try {
    const labels = Object.fromEntries(
      (await model.classify(picture)).map((each) => [each.className, each.probability]),
    );
    return {
      'content.explicit': labels.Porn + labels.Hentai,
      'content.sexy': labels.Sexy,
      'content.drawing': labels.Drawing,
      'content.neutral': labels.Neutral,
    };
  } finally {
    picture.dispose();
  }
}
