package io.livegate.job.probe;

import io.livegate.frame.SessionKey;
import io.livegate.job.io.EventType;
import io.livegate.policy.Policy;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The probe's names. Its tenant is reserved: sessions of it are no customers, and nobody but this
 * run of the job may have any. They are decided by a policy of their own that only observes, so
 * that neither a platform's rules nor its switches change the answers, and nobody carries them out.
 */
public final class Probe {

  public static final String TENANT = "livegate-probe";

  private static final String POLICY = "/io/livegate/probe/policy.yaml";

  private Probe() {}

  /** What a session of the probe shows, and what the answer must be. */
  public enum Role {
    /** A generated picture of a wall, judged like any other. */
    WALL(EventType.REFUSED),
    /** Signals as of a live person, in place of a judgement: no real person is to be had here. */
    PERSON(EventType.ADMITTED);

    private final EventType answer;

    Role(EventType answer) {
      this.answer = answer;
    }

    EventType answer() {
      return answer;
    }

    private String suffix() {
      return "/" + name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A session of one round.
   *
   * @param run names this run of the job; whoever does not know it cannot pose as the probe
   * @param round never used before in this run
   */
  static SessionKey session(String run, String round, Role role) {
    return new SessionKey(TENANT, run + "/" + round + role.suffix());
  }

  /** Whether a session is the probe's, or poses as such. */
  public static boolean is(String tenant) {
    return tenant.equals(TENANT);
  }

  /** Whether a session takes the reserved tenant without being the probe of this run. */
  public static boolean isForged(SessionKey key, String run) {
    return is(key.tenant()) && !key.session().startsWith(run + "/");
  }

  /** Advice, given when it takes long, is none. */
  static boolean isAnswer(String eventType) {
    return Stream.of(Role.values()).anyMatch(role -> role.answer().id().equals(eventType));
  }

  /** Whether a session is one that shows {@link Role#PERSON}. */
  public static boolean isPerson(SessionKey key) {
    return is(key.tenant()) && key.session().endsWith(Role.PERSON.suffix());
  }

  /** By which all its sessions are decided. */
  public static Policy policy() {
    try (InputStream in = Probe.class.getResourceAsStream(POLICY)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + POLICY);
      }
      return PolicyParser.parse(
          new String(in.readAllBytes(), StandardCharsets.UTF_8), "the probe's " + POLICY);
    } catch (PolicyException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("the jar's " + POLICY + " cannot be read", e);
    }
  }
}
