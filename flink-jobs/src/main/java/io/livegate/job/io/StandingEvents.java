package io.livegate.job.io;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.frame.SessionKey;
import io.livegate.job.config.StatementSettings;
import io.livegate.job.reasons.ReasonCategory;
import io.livegate.job.reasons.StatementOfReasons;
import io.livegate.policy.Mode;
import io.livegate.policy.decide.Automation;
import io.livegate.policy.standing.Change;
import io.livegate.policy.standing.DeviceStanding;
import io.livegate.policy.standing.Restriction;
import io.livegate.policy.standing.Review;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes what follows decisions: bans by strikes or by reviewers, their end, actions taken back,
 * and reviews. Ids are hashes of the action, ban or record that an event is about.
 */
public final class StandingEvents {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StatementOfReasons reasons;

  public StandingEvents(StatementSettings settings) {
    this.reasons = new StatementOfReasons(settings);
  }

  /** The id of the ban that follows from an action, see {@link DeviceStanding}. */
  public static String banId(String kind, String action) {
    return Envelope.hash("ban", kind, action);
  }

  /** The record key: where the session's other events are. */
  public static String key(Change change) {
    if (change instanceof Change.Banned banned) {
      return key(banned.ban());
    } else if (change instanceof Change.Superseded superseded) {
      return key(superseded.action());
    } else if (change instanceof Change.Unbanned unbanned) {
      return new SessionKey(unbanned.ban().tenant(), unbanned.ban().session()).asKey();
    } else if (change instanceof Change.Recorded recorded) {
      Review review = recorded.review();
      return new SessionKey(review.tenant(), review.session()).asKey();
    }
    throw new IllegalArgumentException("no event for " + change);
  }

  private static String key(Restriction action) {
    return new SessionKey(action.tenant(), action.session()).asKey();
  }

  public byte[] of(Change change) {
    if (change instanceof Change.Banned banned) {
      return banned(banned);
    } else if (change instanceof Change.Superseded superseded) {
      return superseded(superseded);
    } else if (change instanceof Change.Unbanned unbanned) {
      return unbanned(unbanned);
    } else if (change instanceof Change.Recorded recorded) {
      return recorded(recorded);
    }
    throw new IllegalArgumentException("no event for " + change);
  }

  private byte[] banned(Change.Banned banned) {
    Restriction ban = banned.ban();
    boolean byPeople = !banned.approvedBy().isEmpty();
    Mode mode = banned.observed() ? Mode.OBSERVE : Mode.ENFORCE;
    Automation automation = byPeople ? Automation.NOT_AUTOMATED : Automation.FULLY;
    ObjectNode data = session(ban);
    data.put("effect", ban.effect().id());
    data.put("ruleId", ban.ruleId());
    data.put("verdict", ban.verdict().name());
    data.set("reasons", EventWriter.reasons(ban.reasons()));
    data.put("mode", mode.name().toLowerCase(Locale.ROOT));
    data.put("admitted", ban.admitted());
    data.put("atMillis", ban.atMillis());
    data.putArray("evidence");
    data.putArray("models");
    data.putArray("unavailableLanes");
    data.set("policy", policy(ban));
    if (ban.expiresAtMillis() != null) {
      data.put("expiresAtMillis", ban.expiresAtMillis());
    }
    if (byPeople) {
      ArrayNode approvedBy = data.putArray("approvedBy");
      banned.approvedBy().forEach(approvedBy::add);
    } else {
      ArrayNode strikes = data.putArray("strikes");
      banned.strikes().forEach(strike -> strikes.add(action(strike)));
    }
    data.put("automation", automation.name().toLowerCase(Locale.ROOT));
    data.put("reasonCategory", ReasonCategory.of(ban.verdict()).id());
    data.put("statement", Statement.ofBan(ban, mode, banned.strikes().size()));
    if (mode == Mode.ENFORCE) {
      data.set("statementOfReasons", reasons.of(ban, automation, banned.strikes().size()));
    }
    return Envelope.write(EventType.BANNED, ban.action(), ban.session(), data, ban.atMillis());
  }

  private static byte[] superseded(Change.Superseded superseded) {
    Restriction action = superseded.action();
    ObjectNode data = session(action);
    data.set("supersedes", action(action));
    data.put("ruleId", action.ruleId());
    data.put("reasonCategory", ReasonCategory.of(action.verdict()).id());
    data.set("policy", policy(action));
    data.put("strikeTakenBack", superseded.tookBackStrike());
    if (superseded.because() != null) {
      data.put("because", superseded.because());
    }
    data.put("by", superseded.review().by());
    data.put("atMillis", superseded.review().atMillis());
    data.put(
        "statement",
        superseded.because() == null
            ? "A person looked at this action again and took it back: it counts for nothing any more."
            : "This action rested on another that a person took back, so it is taken back too.");
    String id = Envelope.hash("superseded", action.action());
    return Envelope.write(
        EventType.SUPERSEDED, id, action.session(), data, superseded.review().atMillis());
  }

  private static byte[] unbanned(Change.Unbanned unbanned) {
    Review lifted = unbanned.lifted();
    ObjectNode data = JSON.createObjectNode();
    data.put("tenant", unbanned.ban().tenant());
    data.put("session", unbanned.ban().session());
    data.put("device", unbanned.ban().device());
    data.put("ban", unbanned.ban().id());
    data.put("why", lifted == null ? "expired" : "overturned");
    if (lifted != null) {
      data.put("by", lifted.by());
    }
    data.put("atMillis", unbanned.atMillis());
    data.put(
        "statement",
        lifted == null
            ? "The ban is over: the device may come back."
            : "A person took back what the ban rested on: the device may come back.");
    String id = Envelope.hash("unbanned", unbanned.ban().id());
    return Envelope.write(
        EventType.UNBANNED, id, unbanned.ban().session(), data, unbanned.atMillis());
  }

  private static byte[] recorded(Change.Recorded recorded) {
    Review review = recorded.review();
    Restriction about = recorded.about();
    ObjectNode data = JSON.createObjectNode();
    data.put("tenant", review.tenant());
    data.put("session", review.session());
    if (review.device() != null) {
      data.put("device", review.device());
    }
    data.put("action", review.action());
    data.put("outcome", lower(review.outcome()));
    data.put("result", lower(recorded.result()));
    data.put("permanentBan", review.permanent());
    data.put("by", review.by());
    if (review.note() != null) {
      data.put("note", review.note());
    }
    data.put("atMillis", review.atMillis());
    data.put("origin", review.origin());
    if (about != null) {
      data.set("reviewed", action(about));
      data.put("ruleId", about.ruleId());
      data.put("reasonCategory", ReasonCategory.of(about.verdict()).id());
      data.set("policy", policy(about));
    }
    String id = Envelope.hash("review", review.origin());
    return Envelope.write(EventType.REVIEW_RECORDED, id, review.session(), data, review.atMillis());
  }

  /**
   * A record that is no review.
   *
   * @param problems every one of them
   * @param nowMillis epoch milliseconds
   */
  public static byte[] rejected(String origin, List<String> problems, long nowMillis) {
    ObjectNode data = JSON.createObjectNode();
    data.put("origin", origin);
    ArrayNode list = data.putArray("problems");
    problems.forEach(list::add);
    String id = Envelope.hash("review", origin);
    return Envelope.write(EventType.REVIEW_REJECTED, id, "reviews", data, nowMillis);
  }

  /** Which action, in short. */
  private static ObjectNode action(Restriction action) {
    return JSON.createObjectNode()
        .put("id", action.action())
        .put("session", action.session())
        .put("effect", action.effect().id())
        .put("atMillis", action.atMillis());
  }

  private static ObjectNode policy(Restriction action) {
    return PolicyJson.name(action.policyId(), action.policyVersion(), action.layers());
  }

  private static ObjectNode session(Restriction action) {
    ObjectNode data = JSON.createObjectNode();
    data.put("tenant", action.tenant());
    data.put("session", action.session());
    putIfThere(data, "call", action.call());
    putIfThere(data, "device", action.device());
    return data;
  }

  private static void putIfThere(ObjectNode data, String name, @Nullable String value) {
    if (value != null) {
      data.put(name, value);
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
