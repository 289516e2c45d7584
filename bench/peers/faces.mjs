// YuNet's grids read as boxes with landmarks, and the crops that the other cards take of a face.

const STRIDES = [8, 16, 32];
const MIN_SCORE = 0.6;
const NMS_IOU = 0.3;

/** Faces in pixels of the picture, widest first. `scale`: tensor pixels to a picture's. */
export function faces(outputs, side, scale) {
  const found = [];
  for (const stride of STRIDES) {
    const columns = side / stride;
    const cls = outputs[`cls_${stride}`].data;
    const obj = outputs[`obj_${stride}`].data;
    const bbox = outputs[`bbox_${stride}`].data;
    const kps = outputs[`kps_${stride}`].data;
    for (let i = 0; i < columns * columns; i++) {
      const score = Math.sqrt(clamp(cls[i]) * clamp(obj[i]));
      if (score >= MIN_SCORE) {
        found.push(face(i % columns, Math.floor(i / columns), stride, score, bbox, kps, i, scale));
      }
    }
  }
  found.sort((a, b) => b.score - a.score);
  const kept = [];
  for (const one of found) {
    if (kept.every((better) => overlap(better, one) <= NMS_IOU)) kept.push(one);
  }
  return kept.sort((a, b) => b.width - a.width);
}

function face(column, row, stride, score, bbox, kps, i, scale) {
  const width = Math.exp(bbox[4 * i + 2]) * stride;
  const height = Math.exp(bbox[4 * i + 3]) * stride;
  const points = [];
  for (let j = 0; j < 5; j++) {
    points.push(((column + kps[10 * i + 2 * j]) * stride) / scale);
    points.push(((row + kps[10 * i + 2 * j + 1]) * stride) / scale);
  }
  return {
    x: ((column + bbox[4 * i]) * stride - width / 2) / scale,
    y: ((row + bbox[4 * i + 1]) * stride - height / 2) / scale,
    width: width / scale,
    height: height / scale,
    score,
    points,
  };
}

function clamp(v) {
  return Math.max(0, Math.min(1, v));
}

function overlap(a, b) {
  const w = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (w <= 0 || h <= 0) return 0;
  return (w * h) / (a.width * a.height + b.width * b.height - w * h);
}

/** Silent-Face-Anti-Spoofing, generate_patches.py, with its truncations. */
export function shiftedBox(image, face, factor) {
  const w = Math.max(1, Math.round(face.width));
  const h = Math.max(1, Math.round(face.height));
  const s = Math.min((image.height - 1) / h, (image.width - 1) / w, factor);
  const left = shifted(Math.round(face.x) + w / 2 - (w * s) / 2, w * s, image.width);
  const top = shifted(Math.round(face.y) + h / 2 - (h * s) / 2, h * s, image.height);
  const x = Math.trunc(left);
  const y = Math.trunc(top);
  const right = Math.min(Math.trunc(left + w * s), image.width - 1);
  const bottom = Math.min(Math.trunc(top + h * s), image.height - 1);
  return { x, y, width: right - x + 1, height: bottom - y + 1 };
}

function shifted(start, length, size) {
  return Math.max(0, Math.min(start, size - 1 - length));
}

/** MesoNet, pipeline.py: a square turned so that the way from eyes to mouth points down. */
export function eyesMouth(face, factor) {
  const p = face.points;
  const ex = (p[0] + p[2]) / 2;
  const ey = (p[1] + p[3]) / 2;
  const mx = (p[6] + p[8]) / 2 - ex;
  const my = (p[7] + p[9]) / 2 - ey;
  const down = Math.hypot(mx, my);
  const sin = down < 1e-6 ? 0 : -mx / down;
  const cos = down < 1e-6 ? 1 : my / down;
  const side = Math.max(1, factor * Math.max(Math.hypot(p[2] - p[0], p[3] - p[1]), down));
  const cx = (p[4] + (ex + p[4]) / 2) / 2;
  const cy = (p[5] + (ey + p[5]) / 2) / 2;
  return {
    x: cx - (side * (cos - sin)) / 2,
    y: cy - (side * (sin + cos)) / 2,
    width: side,
    height: side,
    cos,
    sin,
  };
}
