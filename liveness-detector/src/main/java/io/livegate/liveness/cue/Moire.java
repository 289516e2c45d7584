package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import org.jspecify.annotations.Nullable;

/**
 * Coloured moiré on the face: a camera before a screen samples its columns of red, green and blue
 * dots, and the beat of the two grids is a regular pattern of colours that skin does not have.
 *
 * <p>After Garcia and de Queiroz (IEEE TIFS 10(4), 2015), who look for peaks in the spectrum of a
 * face: here in the colour differences R-G and B-G, since in the luma of the development clips live
 * faces have the same peaks (hair, brows, the grid of the codec). The spectra of patches all over
 * the face are averaged, and over time; a peak must stand out of its ring of equal frequency, away
 * from the axes, on which the codec's blocks lie.
 *
 * <p>Value: log10 of the highest peak over the median of its ring. Live faces stay under 1; a
 * screen whose moiré can be seen reaches 1.5. Most screens show none, so a low value clears nobody.
 */
public final class Moire implements Cue {

  /**
   * Frames from one measurement to the next: a pattern lasts, and a spectrum costs a millisecond.
   */
  private static final int EVERY = 3;

  /** Weight of a new spectrum in the running mean. */
  private static final float WEIGHT = 0.3f;

  private float @Nullable [] mean;
  private int frames;
  private int track = -1;
  private Reading last = Reading.NONE;

  @Override
  public Reading observe(CueFrame frame) {
    Face face = frame.face();
    if (face == null
        || face.width() < ColourSpectrum.PATCH
        || face.height() < ColourSpectrum.PATCH) {
      return Reading.NONE;
    }
    if (face.track() != track) {
      track = face.track();
      mean = null;
      frames = 0;
      last = Reading.NONE;
    }
    if (frames++ % EVERY == 0) {
      measure(frame, face);
    }
    return last;
  }

  private void measure(CueFrame frame, Face face) {
    ColourSpectrum spectrum = frame.scratch().colours();
    if (!spectrum.measure(frame.image(), face)) {
      return;
    }
    float[] now = spectrum.power();
    if (mean == null) {
      mean = now.clone();
    } else {
      for (int i = 0; i < now.length; i++) {
        mean[i] += WEIGHT * (now[i] - mean[i]);
      }
    }
    last = Reading.of(spectrum.peak(mean));
  }
}
