package io.livegate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.hash.FrameHash;
import io.livegate.job.ack.Ack;
import io.livegate.job.ack.ExpectedAck;
import io.livegate.job.decide.DecisionTick;
import io.livegate.job.decide.PolicyUpdate;
import io.livegate.job.decide.SessionState;
import io.livegate.job.io.OutputRecord;
import io.livegate.job.judge.SessionMark;
import io.livegate.job.metrics.FrameTally;
import io.livegate.job.receive.FrameRef;
import io.livegate.job.receive.ReadPositions;
import io.livegate.job.recur.Piece;
import io.livegate.job.recur.WitnessState;
import io.livegate.job.standing.ReviewRecord;
import io.livegate.policy.breaker.BreakerState;
import io.livegate.policy.challenge.ChallengeEvidence;
import io.livegate.policy.standing.KnownAction;
import io.livegate.policy.standing.KnownBan;
import io.livegate.policy.standing.Restriction;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.FrameFate;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.Quality;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What flows and what is kept goes through Flink's own serialisers, unchanged. */
class StreamTypesTest {

  private static final FrameHeader HEADER =
      new FrameHeader(
          new SessionKey("t", "s"),
          RecordKind.FRAME,
          null,
          "device",
          7,
          8,
          Witness.SERVER,
          "image/png");

  @ParameterizedTest
  @ValueSource(
      classes = {
        FrameRef.class,
        Signals.class,
        PolicyUpdate.class,
        DecisionTick.class,
        Ack.class,
        ExpectedAck.class,
        Restriction.class,
        ReviewRecord.class,
        KnownAction.class,
        KnownBan.class,
        BreakerState.class,
        OutputRecord.class,
        SessionMark.class,
        FrameTally.class,
        ReadPositions.Position.class,
        SessionState.class,
        Piece.class,
        WitnessState.class
      })
  void noTypeNeedsKryo(Class<?> type) {
    assertThatCode(() -> serializer(type)).doesNotThrowAnyException();
  }

  @Test
  void aReferenceSurvivesWithItsGaps() throws IOException {
    FrameRef plain = new FrameRef(HEADER, 1, 2, 3, 4, "attempt", 5, true, null, null);
    FrameRef settled =
        new FrameRef(HEADER, 1, 2, 3, 4, "a", -1, false, FrameFate.REJECTED, ReasonCode.TOO_LARGE);

    FrameRef telling =
        new FrameRef(
            HEADER.withIntervals(List.of(33, 0)), 1, 2, 3, 4, "attempt", 5, true, null, null);

    assertThat(roundTrip(FrameRef.class, telling)).isEqualTo(telling);
    assertThat(roundTrip(FrameRef.class, plain)).isEqualTo(plain);
    assertThat(roundTrip(FrameRef.class, settled)).isEqualTo(settled);
  }

  @Test
  void signalsSurvive() throws IOException {
    Signals signals =
        new Signals(
            "t",
            "s",
            RecordKind.FRAME,
            null,
            null,
            Witness.SENDER,
            1,
            2,
            3,
            new Quality(0.1, 0.2, 3, 4),
            List.of(
                LaneSignal.ok(
                    Lane.FACE,
                    Map.of("present", 1.0),
                    List.of(ReasonCode.DARK),
                    List.of(new ModelStamp("i", "v", "s", "f")))),
            List.of(),
            FrameCounts.of(FrameFate.JUDGED));
    Signals hashed = signals.withHash(new FrameHash(-1, 2, 3, 4, 99));

    assertThat(roundTrip(Signals.class, signals)).isEqualTo(signals);
    assertThat(roundTrip(Signals.class, hashed)).isEqualTo(hashed);
    Signals shadowed = signals.withShadow(signals.lanes());
    assertThat(roundTrip(Signals.class, shadowed)).isEqualTo(shadowed);
  }

  @Test
  void aSessionThatWasChallengedSurvives() throws IOException {
    SessionState state = new SessionState();
    ChallengeEvidence challenge = new ChallengeEvidence();
    challenge.state = ChallengeEvidence.SHOWN;
    challenge.number = 3;
    challenge.memory = new int[] {1, -2, 3};
    challenge.answers = new byte[] {4, -5};
    state.evidence.challenge = challenge;

    ChallengeEvidence read = roundTrip(SessionState.class, state).evidence.challenge;

    assertThat(read).usingRecursiveComparison().isEqualTo(challenge);
  }

  @Test
  void marksSurvive() throws IOException {
    SessionMark mark =
        new SessionMark(
            "t", "s", FrameCounts.of(FrameFate.LOST), List.of(ReasonCode.BAD_HEADER), true, 7);

    assertThat(roundTrip(SessionMark.class, mark)).isEqualTo(mark);
  }

  @Test
  void aFreshSessionTakesLessThanTwoKilobytes() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer(SessionState.class).serialize(new SessionState(), out);

    assertThat(out.length()).isLessThan(2048);
  }

  private static <T> T roundTrip(Class<T> type, T value) throws IOException {
    TypeSerializer<T> serializer = serializer(type);
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  private static <T> TypeSerializer<T> serializer(Class<T> type) {
    Configuration noKryo = new Configuration();
    noKryo.set(PipelineOptions.GENERIC_TYPES, false);
    return TypeInformation.of(type).createSerializer(new SerializerConfigImpl(noKryo));
  }
}
