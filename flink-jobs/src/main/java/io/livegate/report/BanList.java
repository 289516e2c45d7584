package io.livegate.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.job.io.EventType;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The devices that are banned, folded from events. The order of the events does not matter: a ban
 * is over when its time is, or when an event names it as taken back.
 */
public final class BanList {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Entry> bans = new LinkedHashMap<>();
  private final Set<String> over = new HashSet<>();

  /**
   * One ban.
   *
   * @param id of its event
   * @param session that brought it
   * @param sinceMillis epoch milliseconds
   * @param untilMillis null: until a person lifts it
   */
  public record Entry(
      String tenant,
      String device,
      String id,
      String session,
      String ruleId,
      String reasonCategory,
      long sinceMillis,
      @Nullable Long untilMillis) {

    /** As {@code livegate bans --json} prints it. */
    public ObjectNode json() {
      ObjectNode json = JSON.createObjectNode();
      json.put("tenant", tenant).put("device", device).put("ban", id).put("session", session);
      json.put("ruleId", ruleId).put("reasonCategory", reasonCategory);
      json.put("sinceMillis", sinceMillis).put("untilMillis", untilMillis);
      return json;
    }
  }

  /** Takes in an event of any type. */
  public void take(JsonNode event) {
    String type = event.path("type").asText();
    JsonNode data = event.path("data");
    if (type.equals(EventType.BANNED.id())
        && data.path("mode").asText().equals("enforce")
        && data.has("device")) {
      String id = event.path("id").asText();
      bans.put(
          id,
          new Entry(
              data.path("tenant").asText(),
              data.path("device").asText(),
              id,
              data.path("session").asText(),
              data.path("ruleId").asText(),
              data.path("reasonCategory").asText(),
              data.path("atMillis").asLong(),
              data.has("expiresAtMillis") ? (Long) data.path("expiresAtMillis").asLong() : null));
    } else if (type.equals(EventType.UNBANNED.id())) {
      over.add(data.path("ban").asText());
    } else if (type.equals(EventType.SUPERSEDED.id())) {
      over.add(data.path("supersedes").path("id").asText());
    }
  }

  /** The bans that hold at this time, by tenant and device. */
  public List<Entry> at(long millis) {
    return bans.values().stream()
        .filter(ban -> !over.contains(ban.id()))
        .filter(ban -> ban.untilMillis() == null || ban.untilMillis() > millis)
        .sorted(
            Comparator.comparing(Entry::tenant)
                .thenComparing(Entry::device)
                .thenComparingLong(Entry::sinceMillis))
        .toList();
  }
}
