package io.livegate.image;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC2;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Power spectra of small square patches, by OpenCV. Keeps its work arrays from call to call, so it
 * is not thread-safe.
 */
public final class Spectrum {

  private final int size;
  private final float[] hann;
  private final float[] complex;
  private final float[] power;

  /**
   * @param size side of the patches; a power of two is fastest
   */
  public Spectrum(int size) {
    this.size = size;
    hann = hann(size);
    complex = new float[2 * size * size];
    power = new float[size * size];
  }

  /**
   * The summed power of two real patches under a Hann window, each with its mean taken out.
   *
   * @param first {@code size * size} values, rows top to bottom
   * @param second as many
   * @return {@code size * size} values, which hold until the next call: at {@code v * size + u} the
   *     power at {@code u} cycles across and {@code v} down, where numbers above {@code size / 2}
   *     stand for negative ones
   */
  public float[] power(float[] first, float[] second) {
    OpenCv.load();
    fill(0, first);
    fill(1, second);
    try (FloatPointer data = new FloatPointer(complex);
        Mat patch = new Mat(size, size, CV_32FC2, data);
        Mat spectrum = new Mat()) {
      opencv_core.dft(patch, spectrum);
      try (FloatPointer values = new FloatPointer(spectrum.data())) {
        values.get(complex);
      }
    }
    for (int v = 0; v < size; v++) {
      for (int u = 0; u < size; u++) {
        // two real patches as one complex: their powers add up over a frequency and its negative
        int opposite = (size - v) % size * size + (size - u) % size;
        power[v * size + u] = (square(v * size + u) + square(opposite)) / 2;
      }
    }
    return power;
  }

  private void fill(int part, float[] patch) {
    double mean = 0;
    for (float value : patch) {
      mean += value;
    }
    float middle = (float) (mean / patch.length);
    for (int i = 0; i < patch.length; i++) {
      float window = hann[i / hann.length] * hann[i % hann.length];
      complex[2 * i + part] = (patch[i] - middle) * window;
    }
  }

  private static float[] hann(int size) {
    float[] hann = new float[size];
    for (int i = 0; i < size; i++) {
      hann[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / size));
    }
    return hann;
  }

  private float square(int i) {
    return complex[2 * i] * complex[2 * i] + complex[2 * i + 1] * complex[2 * i + 1];
  }
}
