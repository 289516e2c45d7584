package io.livegate.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.job.io.EventType;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.Signals;
import io.livegate.signal.SignalsJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds the decisions of a drill against the signals: each must name the models that the record of
 * its frame names, for every lane whose scores it rests on.
 */
final class SwapWitness {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** By session and time: what its frame was judged by. */
  private final Map<String, Set<ModelStamp>> judged = new HashMap<>();

  private final List<JsonNode> events = new ArrayList<>();

  /** Frames of which the lane was answered, by the ids of the models that answered. */
  private final Map<String, Integer> answers = new TreeMap<>();

  private final Lane lane;
  private long shadowed;

  /**
   * @param lane whose models are exchanged
   */
  SwapWitness(Lane lane) {
    this.lane = lane;
  }

  void signal(byte[] json) {
    try {
      Signals signals = SignalsJson.read(json);
      Set<ModelStamp> models =
          judged.computeIfAbsent(
              signals.session() + "@" + signals.atMillis(), k -> new HashSet<>());
      signals.lanes().forEach(answer -> models.addAll(answer.models()));
      LaneSignal answer = signals.lane(lane);
      if (answer != null && !answer.scores().isEmpty()) {
        List<String> ids = answer.models().stream().map(ModelStamp::id).toList();
        answers.merge(String.join("+", ids), 1, Integer::sum);
      }
      shadowed += signals.shadow() == null ? 0 : 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void event(byte[] json) {
    try {
      events.add(JSON.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param named decisions that name models
   * @param misnamed those that name one which did not judge the frame
   * @param applied plans taken into force
   */
  record Decisions(int named, int misnamed, int applied) {}

  Decisions decisions() {
    int named = 0;
    int misnamed = 0;
    int applied = 0;
    for (JsonNode event : events) {
      JsonNode data = event.path("data");
      applied += event.path("type").asText().equals(EventType.MODELS_APPLIED.id()) ? 1 : 0;
      if (data.has("effect") && !data.path("models").isEmpty()) {
        named++;
        String at = data.path("session").asText() + "@" + data.path("atMillis").asLong();
        Set<ModelStamp> really = judged.getOrDefault(at, Set.of());
        boolean all = true;
        for (JsonNode model : data.path("models")) {
          all &= really.contains(JSON.convertValue(model, ModelStamp.class));
        }
        misnamed += all ? 0 : 1;
      }
    }
    return new Decisions(named, misnamed, applied);
  }

  Map<String, Integer> answers() {
    return answers;
  }

  /** Records with a shadow. */
  long shadowed() {
    return shadowed;
  }
}
