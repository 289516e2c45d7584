// Pixels into tensors as the model cards ask for it: crop, resample, lay in, normalise, straight from
// sharp's RGB bytes into the planes of a Float32Array. sharp's own resize smooths whatever it shrinks
// and turns whole pictures only; the models were trained on OpenCV's INTER_LINEAR and INTER_AREA.

/** One axis: which source positions make up each output, with what weight. */
class Taps {
  start = new Int32Array(1025);
  index = new Int32Array(4096);
  weight = new Float32Array(4096);
  n = 0;

  put(position, share) {
    if (this.n === this.index.length) {
      const index = new Int32Array(2 * this.n);
      const weight = new Float32Array(2 * this.n);
      index.set(this.index);
      weight.set(this.weight);
      this.index = index;
      this.weight = weight;
    }
    this.index[this.n] = Math.max(this.low, Math.min(position, this.high));
    this.weight[this.n++] = share;
  }

  /** @param area OpenCV's INTER_AREA where the region shrinks, else its INTER_LINEAR */
  prepare(area, count, from, length, size) {
    this.low = Math.max(0, Math.floor(from + 1e-6));
    this.high = Math.min(size, Math.ceil(from + length - 1e-6)) - 1;
    this.n = 0;
    const step = length / count;
    for (let i = 0; i < count; i++) {
      this.start[i] = this.n;
      if (area && step >= 1) {
        const a = from + i * step;
        const b = a + step;
        const last = Math.ceil(b - 1e-6) - 1;
        for (let p = Math.floor(a + 1e-6); p <= last; p++) {
          this.put(p, (Math.min(b, p + 1) - Math.max(a, p)) / step);
        }
      } else {
        const position = from + (i + 0.5) * step - 0.5;
        const p = Math.floor(position);
        this.put(p, 1 - (position - p));
        this.put(p + 1, position - p);
      }
    }
    this.start[count] = this.n;
  }
}

/** One for each frame in work: it keeps its arrays from call to call. */
export class Resampler {
  #across = new Taps();
  #down = new Taps();
  #rows = [new Float32Array(0), new Float32Array(0)];
  #cached = [-1, -1];
  #mixed = new Float32Array(0);
  #line = new Float32Array(0);

  /**
   * @param tensor planes of `input.width * input.height`, red first or blue first
   * @param image RGB bytes with width and height
   * @param region `{x, y, width, height}` and, where it is turned, `{cos, sin}`
   * @param input `{width, height, bgr, scale, area, fit}` of the card
   */
  write(tensor, image, region, input) {
    let width = input.width;
    let height = input.height;
    let left = 0;
    let top = 0;
    const scale = input.scale;
    if (input.fit !== 'stretch') {
      const fit = Math.min(width / region.width, height / region.height);
      width = Math.max(1, Math.min(width, Math.round(region.width * fit)));
      height = Math.max(1, Math.min(height, Math.round(region.height * fit)));
      if (input.fit === 'letterbox-center') {
        left = (input.width - width) >> 1;
        top = (input.height - height) >> 1;
      }
      tensor.fill(0);
    }
    const source = this.#source(image, region, input, width, height);
    if (this.#rows[0].length < 3 * width) {
      this.#rows = [new Float32Array(3 * width), new Float32Array(3 * width)];
      this.#mixed = new Float32Array(3 * width);
    }
    this.#cached = [-1, -1];
    const plane = input.width * input.height;
    const mixed = this.#mixed;
    for (let y = 0; y < height; y++) {
      this.#mix(source, y, width);
      for (let c = 0; c < 3; c++) {
        const to = (input.bgr ? 2 - c : c) * plane + (top + y) * input.width + left;
        for (let x = 0; x < width; x++) {
          tensor[to + x] = mixed[c * width + x] * scale;
        }
      }
    }
  }

  /** What makes one reduced row of a source row. */
  #source(image, region, input, width, height) {
    if (region.sin === undefined) {
      this.#across.prepare(input.area, width, region.x, region.width, image.width);
      this.#down.prepare(input.area, height, region.y, region.height, image.height);
      return (row, out) => this.#reduce(image.data, 3 * row * image.width, 3, 1, width, out);
    }
    const columns = samples(input.area, region.width, width);
    const lines = samples(input.area, region.height, height);
    this.#across.prepare(true, width, 0, columns, columns);
    this.#down.prepare(true, height, 0, lines, lines);
    if (this.#line.length < 3 * columns) {
      this.#line = new Float32Array(3 * columns);
    }
    return (row, out) => {
      turn(image, region, row, columns, lines, this.#line);
      this.#reduce(this.#line, 0, 1, columns, width, out);
    };
  }

  #mix(source, y, width) {
    const { start, index, weight } = this.#down;
    const mixed = this.#mixed;
    for (let tap = start[y]; tap < start[y + 1]; tap++) {
      const row = this.#reduced(source, index[tap]);
      const w = weight[tap];
      if (tap === start[y]) {
        for (let i = 0; i < 3 * width; i++) mixed[i] = row[i] * w;
      } else {
        for (let i = 0; i < 3 * width; i++) mixed[i] += row[i] * w;
      }
    }
  }

  #reduced(source, row) {
    if (this.#cached[0] === row) return this.#rows[0];
    if (this.#cached[1] === row) return this.#rows[1];
    this.#rows.reverse();
    this.#cached.reverse();
    this.#cached[0] = row;
    source(row, this.#rows[0]);
    return this.#rows[0];
  }

  /** Colours lie `colour` apart and pixels `pixel`. */
  #reduce(data, base, pixel, colour, width, out) {
    const { start, index, weight } = this.#across;
    for (let x = 0; x < width; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let tap = start[x]; tap < start[x + 1]; tap++) {
        const p = base + pixel * index[tap];
        const w = weight[tap];
        red += data[p] * w;
        green += data[p + colour] * w;
        blue += data[p + 2 * colour] * w;
      }
      out[x] = red;
      out[width + x] = green;
      out[2 * width + x] = blue;
    }
  }
}

function samples(area, length, count) {
  return !area || length <= count ? count : Math.max(count, Math.min(2048, Math.ceil(length)));
}

/** A row of the region turned upright by bilinear samples, red values first, then green and blue. */
function turn(image, region, row, columns, lines, out) {
  const { data, width, height } = image;
  const dx = (region.width * region.cos) / columns;
  const dy = (region.width * region.sin) / columns;
  const t = (row + 0.5) / lines;
  const startX = region.x - t * region.height * region.sin + dx / 2 - 0.5;
  const startY = region.y + t * region.height * region.cos + dy / 2 - 0.5;
  for (let i = 0; i < columns; i++) {
    const px = startX + i * dx;
    const py = startY + i * dy;
    const x0 = Math.floor(px);
    const y0 = Math.floor(py);
    const fx = px - x0;
    const fy = py - y0;
    const inside = x0 >= 0 && y0 >= 0 && x0 + 1 < width && y0 + 1 < height;
    const left = inside ? x0 : mirrored(x0, width);
    const right = inside ? x0 + 1 : mirrored(x0 + 1, width);
    const upper = 3 * width * (inside ? y0 : mirrored(y0, height));
    const lower = 3 * width * (inside ? y0 + 1 : mirrored(y0 + 1, height));
    const a = (1 - fx) * (1 - fy);
    const b = fx * (1 - fy);
    const c = (1 - fx) * fy;
    const d = fx * fy;
    for (let k = 0; k < 3; k++) {
      out[k * columns + i] =
        a * data[upper + 3 * left + k] +
        b * data[upper + 3 * right + k] +
        c * data[lower + 3 * left + k] +
        d * data[lower + 3 * right + k];
    }
  }
}

/** OpenCV's BORDER_REFLECT_101. */
function mirrored(position, size) {
  if (size === 1) return 0;
  const period = 2 * (size - 1);
  const p = ((position % period) + period) % period;
  return p < size ? p : period - p;
}
