// The judge that a Node service of today would have: sharp decodes, onnxruntime-node runs the models.

import ort from 'onnxruntime-node';
import sharp from 'sharp';

import { eyesMouth, faces, shiftedBox } from './faces.mjs';
import { Resampler } from './resample.mjs';

// What the cards say of each input (models/src/main/resources/io/livegate/model/cards).
const INPUTS = {
  'yunet-n': { width: 320, height: 320, bgr: true, scale: 1, area: false, fit: 'letterbox-top-left' },
  'minifasnet-v2': { width: 80, height: 80, bgr: true, scale: 1, area: false, fit: 'stretch' },
  'minifasnet-v1se': { width: 80, height: 80, bgr: true, scale: 1, area: false, fit: 'stretch' },
  'meso4-df': { width: 256, height: 256, bgr: false, scale: 1 / 255, area: true, fit: 'stretch' },
  'nsfw-mobilenet-v2': {
    width: 224, height: 224, bgr: false, scale: 1 / 255, area: true, fit: 'letterbox-center',
  },
};
const FACTORS = { 'minifasnet-v2': 2.7, 'minifasnet-v1se': 4, 'meso4-df': 2.86 };

export const NAME = 'onnxruntime-node and sharp';

export const SCORES = [
  'face.present', 'face.confidence', 'face.share', 'liveness.live', 'deepfake.fake',
  'content.explicit', 'content.sexy', 'content.drawing', 'content.neutral',
];

/** One for each thread. `models`: file by card. */
export async function open(models) {
  sharp.concurrency(1);
  sharp.cache(false);
  const loaded = {};
  for (const id of Object.keys(INPUTS)) {
    loaded[id] = await ort.InferenceSession.create(models[id], {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
    });
  }
  return { lane: () => new Lane(loaded) };
}

/** Judges one frame at a time. */
class Lane {
  #models;
  #resampler = new Resampler();
  #tensors = {};

  constructor(models) {
    this.#models = models;
    for (const [id, input] of Object.entries(INPUTS)) {
      const values = new Float32Array(3 * input.width * input.height);
      this.#tensors[id] = new ort.Tensor('float32', values, [1, 3, input.height, input.width]);
    }
  }

  /**
   * @param asked the scores that Livegate gave: the lanes that looked at this frame
   */
  async judge(jpeg, asked) {
    const { data, info } = await sharp(jpeg).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const image = { data, width: info.width, height: info.height };
    const whole = { x: 0, y: 0, width: image.width, height: image.height };
    const scale = Math.min(320 / image.width, 320 / image.height);
    const found = faces(await this.#run('yunet-n', image, whole), 320, scale);
    const scores = { 'face.present': found.length === 0 ? 0 : 1 };
    if (found.length > 0) {
      scores['face.confidence'] = found[0].score;
      scores['face.share'] = Math.min(1, found[0].width / image.width);
      if ('liveness.live' in asked) {
        const live =
          (await this.#live('minifasnet-v2', image, found[0])) +
          (await this.#live('minifasnet-v1se', image, found[0]));
        scores['liveness.live'] = live / 2;
      }
      if ('deepfake.fake' in asked) {
        const crop = eyesMouth(found[0], FACTORS['meso4-df']);
        scores['deepfake.fake'] = 1 - (await this.#run('meso4-df', image, crop)).prob_real.data[0];
      }
    }
    if ('content.explicit' in asked) {
      const [drawing, hentai, neutral, porn, sexy] = (
        await this.#run('nsfw-mobilenet-v2', image, whole)
      ).prob.data;
      Object.assign(scores, {
        'content.explicit': porn + hentai,
        'content.sexy': sexy,
        'content.drawing': drawing,
        'content.neutral': neutral,
      });
    }
    return scores;
  }

  async #live(id, image, face) {
    return (await this.#run(id, image, shiftedBox(image, face, FACTORS[id]))).prob.data[1];
  }

  async #run(id, image, region) {
    this.#resampler.write(this.#tensors[id].data, image, region, INPUTS[id]);
    return this.#models[id].run({ input: this.#tensors[id] });
  }
}
