package io.livegate.cli.session;

import io.livegate.ingest.source.FrameSource;
import io.livegate.ingest.source.SourceException;

/** Opens a source when its turn has come. */
@FunctionalInterface
public interface SourceOpener {
  FrameSource open() throws SourceException;
}
