package io.livegate.bench.calls;

import io.livegate.ingest.source.FrameSource;
import io.livegate.ingest.source.SourceFrame;
import io.livegate.ingest.source.SourceInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames that lie in memory, at an even pace. */
public final class MemorySource implements FrameSource {

  private final String name;
  private final List<byte[]> frames;
  private int next;

  /**
   * @param frames JPEG, ten a second
   */
  public MemorySource(String name, List<byte[]> frames) {
    this.name = name;
    this.frames = frames;
  }

  @Override
  public SourceInfo info() {
    return new SourceInfo(
        name,
        SourceInfo.Kind.VIDEO_FILE,
        1000.0 / CallFrames.FRAME_MILLIS,
        frames.size() * CallFrames.FRAME_MILLIS);
  }

  @Override
  public @Nullable SourceFrame next() {
    if (next == frames.size()) {
      return null;
    }
    int number = next++;
    return new SourceFrame(frames.get(number), "image/jpeg", number * CallFrames.FRAME_MILLIS);
  }

  @Override
  public void close() {
    next = frames.size();
  }
}
