package io.livegate.job.io;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.job.swap.ModelPlan;
import io.livegate.job.swap.ModelPlan.Candidate;
import io.livegate.model.ModelCard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what became of a record that says which models answer for a lane. As with {@link
 * PolicyEvents} the record's place in its topic makes the event's id.
 */
public final class ModelsEvents {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelsEvents() {}

  /**
   * These models answer from now on.
   *
   * @param withdrawn whether the record took one back
   */
  public static byte[] applied(ModelPlan plan, boolean withdrawn, PolicyEvents.About about) {
    ObjectNode data = JSON.createObjectNode();
    about.write(data);
    data.put("lane", plan.lane().id());
    data.put("withdrawn", withdrawn);
    put(plan, data);
    return event(EventType.MODELS_APPLIED, data, about);
  }

  /**
   * The record cannot be used; what held before goes on.
   *
   * @param problems every one of them
   * @param still what goes on; null where the record names no lane
   */
  public static byte[] rejected(
      List<String> problems, @Nullable ModelPlan still, PolicyEvents.About about) {
    ObjectNode data = JSON.createObjectNode();
    about.write(data);
    ArrayNode list = data.putArray("problems");
    problems.forEach(list::add);
    if (still != null) {
      data.put("lane", still.lane().id());
      put(still, data.putObject("inForce"));
    }
    return event(EventType.MODELS_REJECTED, data, about);
  }

  private static void put(ModelPlan plan, ObjectNode node) {
    stamps(plan.models(), node.putArray("models"));
    Candidate candidate = plan.candidate();
    if (candidate != null) {
      ObjectNode next = node.putObject("candidate");
      next.put("stage", candidate.stage().id());
      next.put("share", candidate.share());
      stamps(candidate.models(), next.putArray("models"));
    }
  }

  private static void stamps(List<ModelCard> cards, ArrayNode array) {
    cards.forEach(card -> array.add(EventWriter.model(card.stamp())));
  }

  private static byte[] event(EventType type, ObjectNode data, PolicyEvents.About about) {
    String id = Envelope.hash("policy", about.origin());
    return Envelope.write(type, id, "models", data, about.nowMillis());
  }
}
