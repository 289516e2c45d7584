package io.livegate.signal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.hash.FrameHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The record on {@code livegate.signals}: what was measured on one judged frame, or a control
 * record passed on in its place among the frames. Derived scalars only; no decision is in it. It is
 * everything a policy sees, so a policy can be replayed on it.
 *
 * @param tenant see {@link SessionKey}
 * @param session see {@link SessionKey}
 * @param kind {@link RecordKind#FRAME}, or the control record's kind with empty lanes
 * @param call the pair this session is one side of, if known
 * @param device pseudonymous device, if known
 * @param witness who saw the frame
 * @param seq the sender's number of the frame
 * @param atMillis the time axis decisions use: broker time (epoch) in live mode, media time from
 *     the session's start in media-time mode
 * @param capturedAtMillis the sender's clock: a claim
 * @param quality how much the frame lets anybody see
 * @param lanes one entry per lane, every lane always present in a frame's record
 * @param reasons why frames since the previous record were not judged, distinct, at most eight
 * @param counts the fate of the session's frames since its previous record
 * @param challenge see {@link FrameHeader#challenge}
 * @param hash of the picture, to know it again; null where none was taken
 * @param region see {@link FrameHeader#region}
 * @param shadow what models in shadow say of the same frame, one entry per lane that has some; no
 *     policy sees it. Null where there is none
 * @param reviewers whether people who review are on shift for its tenant just now, as the platform
 *     says; written where they are
 */
public record Signals(
    String tenant,
    String session,
    RecordKind kind,
    @Nullable String call,
    @Nullable String device,
    Witness witness,
    long seq,
    long atMillis,
    long capturedAtMillis,
    Quality quality,
    List<LaneSignal> lanes,
    List<ReasonCode> reasons,
    FrameCounts counts,
    @Nullable String challenge,
    @Nullable FrameHash hash,
    @Nullable String region,
    @Nullable List<LaneSignal> shadow,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean reviewers) {

  public Signals {
    lanes = List.copyOf(lanes);
    reasons = List.copyOf(reasons);
    shadow = shadow == null || shadow.isEmpty() ? null : List.copyOf(shadow);
  }

  /** A record that names no challenge and no region, without hash, shadow and anybody on shift. */
  public Signals(
      String tenant,
      String session,
      RecordKind kind,
      @Nullable String call,
      @Nullable String device,
      Witness witness,
      long seq,
      long atMillis,
      long capturedAtMillis,
      Quality quality,
      List<LaneSignal> lanes,
      List<ReasonCode> reasons,
      FrameCounts counts) {
    this(
        tenant,
        session,
        kind,
        call,
        device,
        witness,
        seq,
        atMillis,
        capturedAtMillis,
        quality,
        lanes,
        reasons,
        counts,
        null,
        null,
        null,
        null,
        false);
  }

  /** The record of what a header speaks of. */
  public static Signals of(
      FrameHeader header,
      long atMillis,
      Quality quality,
      List<LaneSignal> lanes,
      List<ReasonCode> reasons,
      FrameCounts counts) {
    return new Signals(
        header.key().tenant(),
        header.key().session(),
        header.kind(),
        header.call(),
        header.device(),
        header.witness(),
        header.seq(),
        atMillis,
        header.capturedAtMillis(),
        quality,
        lanes,
        reasons,
        counts,
        header.challenge(),
        null,
        header.region(),
        null,
        false);
  }

  /** The same with the hash of its picture. */
  public Signals withHash(@Nullable FrameHash picture) {
    return with(lanes, reasons, counts, picture, shadow, reviewers);
  }

  /** The same with what models in shadow said; empty for none. */
  public Signals withShadow(@Nullable List<LaneSignal> others) {
    return with(lanes, reasons, counts, hash, others, reviewers);
  }

  /** The same with other reasons and counts. */
  public Signals withAccount(List<ReasonCode> since, FrameCounts fates) {
    return with(lanes, since, fates, hash, shadow, reviewers);
  }

  /** The same record with other answers of the lanes. */
  public Signals withLanes(List<LaneSignal> others) {
    return with(others, reasons, counts, hash, shadow, reviewers);
  }

  /** The same, said while reviewers are on shift or while they are not. */
  public Signals withReviewers(boolean onShift) {
    return onShift == reviewers ? this : with(lanes, reasons, counts, hash, shadow, onShift);
  }

  /**
   * The same with one more score of a lane, and the reason for it where there is one. A record
   * without that lane stays as it is.
   */
  public Signals withScore(Lane lane, String score, double value, @Nullable ReasonCode reason) {
    List<LaneSignal> changed = new ArrayList<>(lanes.size());
    for (LaneSignal signal : lanes) {
      if (signal.lane() == lane) {
        Map<String, Double> scores = new HashMap<>(signal.scores());
        scores.put(score, value);
        List<ReasonCode> why = new ArrayList<>(signal.reasons());
        if (reason != null) {
          why.add(reason);
        }
        changed.add(new LaneSignal(lane, signal.status(), scores, why, signal.models()));
      } else {
        changed.add(signal);
      }
    }
    return withLanes(changed);
  }

  private Signals with(
      List<LaneSignal> otherLanes,
      List<ReasonCode> since,
      FrameCounts fates,
      @Nullable FrameHash picture,
      @Nullable List<LaneSignal> otherShadow,
      boolean onShift) {
    return new Signals(
        tenant,
        session,
        kind,
        call,
        device,
        witness,
        seq,
        atMillis,
        capturedAtMillis,
        quality,
        otherLanes,
        since,
        fates,
        challenge,
        picture,
        region,
        otherShadow,
        onShift);
  }

  public SessionKey key() {
    return new SessionKey(tenant, session);
  }

  /** The lane's entry, or null in a control record. */
  public @Nullable LaneSignal lane(Lane lane) {
    for (LaneSignal signal : lanes) {
      if (signal.lane() == lane) {
        return signal;
      }
    }
    return null;
  }

  /**
   * A score by its policy name {@code lane.score}, e.g. {@code liveness.live}; null when the lane
   * did not answer or has no such score.
   */
  public @Nullable Double score(String name) {
    int dot = name.indexOf('.');
    for (LaneSignal signal : lanes) {
      if (dot == signal.lane().id().length() && name.startsWith(signal.lane().id())) {
        return signal.scores().get(name.substring(dot + 1));
      }
    }
    return null;
  }
}
