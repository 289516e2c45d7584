package io.livegate.job.io;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.policy.challenge.Challenge;
import io.livegate.policy.challenge.Closing;
import io.livegate.policy.challenge.Colour;
import java.util.Locale;

/** The member {@code challenge} of an event: the task, and once it is over how it ended. */
final class ChallengeJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ChallengeJson() {}

  static ObjectNode of(Challenge challenge) {
    ObjectNode node = JSON.createObjectNode();
    node.put("number", challenge.number());
    node.put("attempt", challenge.attempt());
    node.put("task", challenge.task().id());
    if (challenge.towards() != null) {
      node.put("towards", challenge.towards().name().toLowerCase(Locale.ROOT));
    }
    if (!challenge.colours().isEmpty()) {
      ArrayNode colours = node.putArray("colours");
      challenge.colours().forEach(colour -> colours.add(colour.id()));
      node.put("eachMillis", Colour.EACH_MILLIS);
    }
    node.put("deadlineMillis", challenge.deadlineMillis());
    node.put("showWithinMillis", challenge.showWithinMillis());
    node.put("alternative", challenge.alternative());
    Closing closing = challenge.closing();
    if (closing != null) {
      node.put("result", closing.result().id());
      node.put("why", closing.why().id());
      node.put("phase", closing.phase());
      node.put("tookMillis", closing.tookMillis());
      node.put("frames", closing.frames());
      node.set("measured", JSON.valueToTree(closing.measured()));
      node.set("watched", JSON.valueToTree(closing.watched()));
    }
    return node;
  }
}
