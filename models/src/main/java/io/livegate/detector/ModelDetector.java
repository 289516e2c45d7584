package io.livegate.detector;

import io.livegate.signal.Lane;
import java.util.List;

/** A detector that is its lane's models: what they are, which are missing, and their closing. */
public abstract class ModelDetector implements Detector {

  private final Lane lane;
  protected final LaneModels models;

  protected ModelDetector(Lane lane, LaneModels models) {
    this.lane = lane;
    this.models = models;
  }

  @Override
  public final Lane lane() {
    return lane;
  }

  @Override
  public final LaneModels own() {
    return models;
  }

  @Override
  public final List<String> unavailable() {
    return models.unavailable();
  }

  @Override
  public final void close() {
    models.close();
  }
}
