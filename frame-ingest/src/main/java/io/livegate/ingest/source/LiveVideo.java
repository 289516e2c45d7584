package io.livegate.ingest.source;

import io.livegate.image.JpegEncoder;
import io.livegate.ingest.sample.Sampler;
import io.livegate.ingest.sample.SamplingPlan;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Video that arrives as it happens: timed by its arrival, reopened when it breaks off. What streams
 * and cameras have in common.
 *
 * <p>A recording behind a network address (it names a duration) is read on its own clock instead,
 * and its end is the end.
 */
final class LiveVideo implements FrameSource {

  private static final Logger LOG = LoggerFactory.getLogger(LiveVideo.class);
  private static final int QUALITY = 90;

  private final VideoInput input;
  private final StreamOptions options;
  private final SourceInfo.Kind kind;
  private final ReconnectPauses pauses;

  /** Held while native memory is in use: {@link #close} waits for the reading thread to let go. */
  private final ReentrantLock reading = new ReentrantLock();

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Object current = new Object();
  private @Nullable VideoReader reader; // guarded by current
  private final Sampler sampler;
  private final Pacer pacer = new Pacer();
  private final FramePicker picker;
  private final CaptureLog captures = new CaptureLog();
  private SourceInfo info;
  private final long openedNanos;
  private long lastPictureNanos;
  private boolean ended;

  /**
   * Opens the input once: whoever starts a source that does not answer wants to know.
   *
   * @throws SourceException naming the input and the reason, within the open time-out
   */
  LiveVideo(VideoInput input, SourceInfo.Kind kind, StreamOptions options) throws SourceException {
    this.input = input;
    this.kind = kind;
    this.options = options;
    double rate = options.framesPerSecond();
    sampler = new Sampler(SamplingPlan.steady(rate));
    pauses =
        new ReconnectPauses(
            options.firstBackOff(),
            options.maxBackOff(),
            () -> ThreadLocalRandom.current().nextDouble());
    VideoReader first = new VideoReader(input);
    reader = first;
    info = openOrClose(first);
    picker = new FramePicker(options.framesPerSecond(), info.framesPerSecond());
    openedNanos = System.nanoTime();
    lastPictureNanos = openedNanos;
  }

  @Override
  public SourceInfo info() {
    return info;
  }

  @Override
  public @Nullable SourceFrame next() throws SourceException {
    reading.lock();
    try {
      while (!ended && !isClosed()) {
        try {
          SourceFrame frame = read();
          if (frame != null || ended) {
            return frame;
          }
        } catch (SourceException broken) {
          if (!isClosed()) {
            reopen(broken);
          }
        }
      }
      return null;
    } finally {
      reading.unlock();
    }
  }

  private @Nullable SourceFrame read() throws SourceException {
    VideoReader open = currentReader();
    if (open == null || !open.advance()) {
      if (info.durationMillis() >= 0) {
        ended = true;
        return null;
      }
      throw new SourceException(input.name(), "the other side ended the stream");
    }
    lastPictureNanos = System.nanoTime();
    pauses.reset();
    captures.took(open.micros());
    long mediaMillis;
    if (info.durationMillis() >= 0) {
      if (!picker.pick(open.micros())) {
        return null;
      }
      mediaMillis = picker.mediaMillis();
    } else {
      if (input.lumpy() && waitFor(pacer.ahead(open.micros(), lastPictureNanos))) {
        return null;
      }
      mediaMillis = Duration.ofNanos(System.nanoTime() - openedNanos).toMillis();
      if (!sampler.due(mediaMillis)) {
        return null;
      }
    }
    byte[] jpeg = JpegEncoder.encode(open.picture(), QUALITY);
    return new SourceFrame(jpeg, "image/jpeg", mediaMillis, captures.take());
  }

  /** Tries until the input answers, the source is closed, or patience is at its end. */
  private void reopen(SourceException broken) throws SourceException {
    SourceException last = broken;
    while (!isClosed()) {
      discard();
      Duration silent = Duration.ofNanos(System.nanoTime() - lastPictureNanos);
      if (silent.compareTo(options.giveUpAfter()) >= 0) {
        ended = true;
        throw new SourceException(
            input.name(),
            "given up after "
                + silent.toMillis() / 1000.0
                + " s without a picture (giveUpAfter = "
                + options.giveUpAfter().toMillis() / 1000.0
                + " s); at last: "
                + withoutName(last),
            last);
      }
      Duration pause = pauses.next();
      LOG.info("{}; trying again in {} ms", last.getMessage(), pause.toMillis());
      if (waitFor(pause)) {
        return;
      }
      Duration left = options.giveUpAfter().minus(silent).minus(pause);
      VideoReader again = new VideoReader(input.openedWithin(left));
      synchronized (current) {
        reader = again;
      }
      try {
        SourceInfo found = openOrClose(again);
        if (info.durationMillis() < 0) {
          info = found;
        }
        return;
      } catch (SourceException e) {
        last = e;
      }
    }
  }

  private SourceInfo openOrClose(VideoReader opening) throws SourceException {
    if (isClosed()) {
      opening.abort();
    }
    try {
      return opening.open(kind);
    } catch (SourceException | RuntimeException e) {
      discard();
      throw e;
    }
  }

  private String withoutName(SourceException e) {
    String message = String.valueOf(e.getMessage());
    String prefix = input.name() + ": ";
    return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
  }

  private @Nullable VideoReader currentReader() {
    synchronized (current) {
      return reader;
    }
  }

  private void discard() {
    synchronized (current) {
      if (reader != null) {
        reader.close();
        reader = null;
      }
    }
  }

  /** True when the source was closed meanwhile. */
  private boolean waitFor(Duration pause) {
    try {
      return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
      return true;
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public void close() {
    closed.countDown();
    synchronized (current) {
      if (reader != null) {
        reader.abort();
      }
    }
    reading.lock();
    try {
      discard();
    } finally {
      reading.unlock();
    }
  }
}
