package io.livegate.cli.session;

import io.livegate.frame.Witness;
import io.livegate.ingest.source.FrameSource;
import io.livegate.ingest.source.SourceException;
import io.livegate.ingest.source.SourceFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What several witnesses see of one session, as one stream in the order of media time. */
final class WitnessViews {

  /** A frame and who saw it. */
  record Seen(Witness witness, SourceFrame frame) {}

  private final int maxBytes;
  private final List<View> views = new ArrayList<>();
  private @Nullable SourceException brokeOff;

  /** Whose frame was handed out last. */
  private @Nullable View taken;

  private static final class View {
    final Witness witness;
    final FrameSource source;
    SourceFrame frame;

    View(Witness witness, FrameSource source, SourceFrame frame) {
      this.witness = witness;
      this.source = source;
      this.frame = frame;
    }
  }

  /**
   * @param maxBytes of a frame; a source fails at a larger one
   * @throws SourceException if one of the sources holds not one frame
   */
  WitnessViews(Map<Witness, FrameSource> sources, int maxBytes) throws SourceException {
    this.maxBytes = maxBytes;
    for (Witness witness : Witness.values()) { // of frames of one time the sender's come first
      FrameSource source = sources.get(witness);
      if (source != null) {
        SourceFrame first = read(source);
        if (first == null) {
          throw new SourceException(source.info().name(), "holds no frame");
        }
        views.add(new View(witness, source, first));
      }
    }
  }

  /** The next frame, null after the last; waits for a live source. One that fails ends there. */
  @Nullable Seen next() {
    View before = taken;
    if (before != null) {
      SourceFrame following = following(before.source);
      if (following == null) {
        views.remove(before);
      } else {
        before.frame = following;
      }
    }
    View earliest = null;
    for (View view : views) {
      if (earliest == null || view.frame.mediaMillis() < earliest.frame.mediaMillis()) {
        earliest = view;
      }
    }
    taken = earliest;
    return earliest == null ? null : new Seen(earliest.witness, earliest.frame);
  }

  private @Nullable SourceFrame following(FrameSource source) {
    try {
      return read(source);
    } catch (SourceException e) {
      brokeOff = brokeOff == null ? e : brokeOff;
      return null;
    }
  }

  private @Nullable SourceFrame read(FrameSource source) throws SourceException {
    SourceFrame frame = source.next();
    if (frame != null && frame.encoded().length > maxBytes) {
      throw new SourceException(
          source.info().name(),
          "the frame at "
              + frame.mediaMillis()
              + " ms has "
              + frame.encoded().length
              + " bytes, more than decode.maxBytes = "
              + maxBytes
              + "; send smaller ones or raise it");
    }
    return frame;
  }

  /** Why the first source that failed did; null where none has. */
  @Nullable SourceException brokeOff() {
    return brokeOff;
  }
}
