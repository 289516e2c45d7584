package io.livegate.job.io;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.policy.Mode;
import io.livegate.policy.Policy;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes what became of a record of {@code livegate.policies}. The record's place in its topic
 * makes the event's id, so that the same record has the same event however often it is read.
 */
public final class PolicyEvents {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PolicyEvents() {}

  /**
   * The record that an event is about.
   *
   * @param origin topic, partition and offset
   * @param tenant whom it concerns; null for all tenants
   * @param region whose layer it is; null if it is none
   * @param experiment the same
   * @param author who published it, as they said; null if they did not, and for the breaker
   * @param nowMillis the clock; null in media time
   */
  public record About(
      String origin,
      @Nullable String tenant,
      @Nullable String region,
      @Nullable String experiment,
      @Nullable String author,
      @Nullable Long nowMillis) {

    /** What every event about a record says of it. */
    void write(ObjectNode data) {
      if (author != null) {
        data.put("author", author);
      }
      data.put("origin", origin);
    }
  }

  /**
   * A policy, published or given back to the one below, decides from now on.
   *
   * @param policy with the mode that is really in force
   */
  public static byte[] applied(Policy policy, About about) {
    ObjectNode data = data(about);
    data.set("policy", PolicyJson.name(policy));
    data.put("mode", mode(policy.mode()));
    return event(EventType.POLICY_APPLIED, policy.id(), data, about);
  }

  /**
   * The record cannot be used; what was in force before stays.
   *
   * @param problems every one of them
   */
  public static byte[] rejected(List<String> problems, Policy still, About about) {
    ObjectNode data = data(about);
    ArrayNode list = data.putArray("problems");
    problems.forEach(list::add);
    data.set("inForce", PolicyJson.name(still));
    return event(EventType.POLICY_REJECTED, still.id(), data, about);
  }

  /**
   * A switch or a breaker was thrown or taken back.
   *
   * @param by {@code operator} or {@code breaker}
   * @param reason why; null when it was taken back
   * @param policy that it concerns, with the mode that is in force now
   */
  public static byte[] switched(String by, @Nullable String reason, Policy policy, About about) {
    ObjectNode data = data(about);
    data.set("policy", PolicyJson.name(policy));
    data.put("mode", mode(policy.mode()));
    data.put("by", by);
    data.put("thrown", reason != null);
    if (reason != null) {
      data.put("reason", reason);
    }
    return event(EventType.POLICY_SWITCHED, policy.id(), data, about);
  }

  /**
   * People who review are on shift from now on, or are not any more.
   *
   * @param untilMillis the end of their shift; null: it is over
   */
  public static byte[] reviewers(@Nullable Long untilMillis, About about) {
    ObjectNode data = data(about);
    if (untilMillis != null) {
      data.put("untilMillis", untilMillis);
    }
    return event(EventType.REVIEWERS_CHANGED, "reviewers", data, about);
  }

  private static ObjectNode data(About about) {
    ObjectNode data = JSON.createObjectNode();
    if (about.tenant() != null) {
      data.put("tenant", about.tenant());
    }
    if (about.region() != null) {
      data.put("region", about.region());
    }
    if (about.experiment() != null) {
      data.put("experiment", about.experiment());
    }
    about.write(data);
    return data;
  }

  private static byte[] event(EventType type, String policy, ObjectNode data, About about) {
    String id = Envelope.hash("policy", about.origin());
    return Envelope.write(type, id, policy, data, about.nowMillis());
  }

  private static String mode(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
