package io.livegate.model.input;

import io.livegate.image.Image;
import io.livegate.model.ModelCard.Border;
import io.livegate.model.ModelCard.Filter;
import io.livegate.model.Region;

/**
 * Resamples a turned region: first turned upright by bilinear samples, then, with the area filter
 * and a shrinking crop, reduced by area. Turned rows are made as they are needed; the turned
 * picture never exists as a whole.
 */
final class TurnedResampler extends Resampler {

  /** A crop far larger than the picture must not stall: its samples are spaced out instead. */
  private static final int MOST_SAMPLES = 2048;

  private Region region = Region.upright(0, 0, 1, 1, Border.ZERO);
  private int columns;
  private int lines;
  private float[] line = new float[0];

  void prepare(Region turned, Filter filter, int width, int height) {
    region = turned;
    columns = samples(filter, turned.width(), width);
    lines = samples(filter, turned.height(), height);
    across.area(width, 0, columns, columns, Border.SHIFT);
    down.area(height, 0, lines, lines, Border.SHIFT);
    if (line.length < 3 * columns) {
      line = new float[3 * columns];
    }
    start(width);
  }

  /** One sample a pixel of the picture where the crop shrinks, else one a pixel of the tensor. */
  private static int samples(Filter filter, double length, int count) {
    if (filter != Filter.AREA || length <= count) {
      return count;
    }
    return Math.max(count, (int) Math.min(MOST_SAMPLES, Math.ceil(length)));
  }

  @Override
  void reduce(Image image, int sourceRow, int width, float[] out) {
    if (columns == width) {
      turn(image, sourceRow, out);
      return;
    }
    turn(image, sourceRow, line);
    int[] start = across.start();
    int[] index = across.index();
    float[] weight = across.weight();
    for (int x = 0; x < width; x++) {
      float blue = 0;
      float green = 0;
      float red = 0;
      for (int tap = start[x]; tap < start[x + 1]; tap++) {
        int p = index[tap];
        float w = weight[tap];
        blue += line[p] * w;
        green += line[columns + p] * w;
        red += line[2 * columns + p] * w;
      }
      out[x] = blue;
      out[width + x] = green;
      out[2 * width + x] = red;
    }
  }

  /** Row {@code y} of the region turned upright, {@code columns} samples wide. */
  private void turn(Image image, int y, float[] out) {
    byte[] bgr = image.bgr();
    int stride = 3 * image.width();
    int lastColumn = image.width() - 1;
    int lastRow = image.height() - 1;
    double dx = region.ux() / columns;
    double dy = region.uy() / columns;
    double t = (y + 0.5) / lines;
    // half a sample in to its centre, half a pixel back from edge to pixel coordinates
    double startX = region.x() + t * region.vx() + dx / 2 - 0.5;
    double startY = region.y() + t * region.vy() + dy / 2 - 0.5;
    for (int i = 0; i < columns; i++) {
      double px = startX + i * dx;
      double py = startY + i * dy;
      int x0 = (int) px;
      int y0 = (int) py;
      if (px < 0 || py < 0 || x0 >= lastColumn || y0 >= lastRow) {
        atBorder(image, px, py, i, out);
        continue;
      }
      float fx = (float) (px - x0);
      float fy = (float) (py - y0);
      float d = fx * fy;
      float c = fy - d;
      float b = fx - d;
      float a = 1 - fx - c;
      int p = y0 * stride + 3 * x0;
      int q = p + stride;
      // unrolled: this is the hottest loop of the deepfake lane
      out[i] =
          a * (bgr[p] & 255) + b * (bgr[p + 3] & 255) + c * (bgr[q] & 255) + d * (bgr[q + 3] & 255);
      out[columns + i] =
          a * (bgr[p + 1] & 255)
              + b * (bgr[p + 4] & 255)
              + c * (bgr[q + 1] & 255)
              + d * (bgr[q + 4] & 255);
      out[2 * columns + i] =
          a * (bgr[p + 2] & 255)
              + b * (bgr[p + 5] & 255)
              + c * (bgr[q + 2] & 255)
              + d * (bgr[q + 5] & 255);
    }
  }

  private void atBorder(Image image, double px, double py, int i, float[] out) {
    int x0 = (int) Math.floor(px);
    int y0 = (int) Math.floor(py);
    float fx = (float) (px - x0);
    float fy = (float) (py - y0);
    for (int k = 0; k < 3; k++) {
      out[k * columns + i] =
          (1 - fx) * (1 - fy) * pixel(image, x0, y0, k)
              + fx * (1 - fy) * pixel(image, x0 + 1, y0, k)
              + (1 - fx) * fy * pixel(image, x0, y0 + 1, k)
              + fx * fy * pixel(image, x0 + 1, y0 + 1, k);
    }
  }

  private float pixel(Image image, int x, int y, int channel) {
    int column = Borders.resolve(x, image.width(), region.border());
    int row = Borders.resolve(y, image.height(), region.border());
    return column < 0 || row < 0
        ? 0
        : image.bgr()[3 * (row * image.width() + column) + channel] & 255;
  }
}
