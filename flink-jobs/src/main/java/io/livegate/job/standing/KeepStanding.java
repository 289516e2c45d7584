package io.livegate.job.standing;

import static java.util.Objects.requireNonNull;

import io.livegate.frame.SessionKey;
import io.livegate.job.ack.ExpectedAck;
import io.livegate.job.config.ReviewSettings;
import io.livegate.job.config.StatementSettings;
import io.livegate.job.decide.SideOutputs;
import io.livegate.job.io.OutputRecord;
import io.livegate.job.io.StandingEvents;
import io.livegate.job.metrics.StandingMetrics;
import io.livegate.policy.standing.Change;
import io.livegate.policy.standing.DeviceRecord;
import io.livegate.policy.standing.DeviceStanding;
import io.livegate.policy.standing.KnownAction;
import io.livegate.policy.standing.KnownBan;
import io.livegate.policy.standing.Restriction;
import io.livegate.policy.standing.Review;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The Flink side of {@link DeviceStanding}, keyed by tenant and device, or by session where no
 * device is named. An action is in state before anybody can have read its event: both are part of
 * the checkpoint that commits it.
 */
public class KeepStanding
    extends KeyedCoProcessFunction<String, Restriction, ReviewRecord, OutputRecord> {

  private static final long serialVersionUID = 1L;

  private final ReviewSettings settings;
  private final StatementSettings statements;
  private transient @Nullable StandingEvents events;
  private transient @Nullable ListState<KnownAction> actions;
  private transient @Nullable ListState<KnownAction> needed;
  private transient @Nullable ListState<KnownBan> bans;
  private transient @Nullable DeviceStanding standing;
  private transient @Nullable StandingMetrics metrics;

  public KeepStanding(ReviewSettings settings, StatementSettings statements) {
    this.settings = settings;
    this.statements = statements;
  }

  /** The Flink key. */
  public static String about(Restriction action) {
    return about(action.tenant(), action.device(), action.session());
  }

  static String about(String tenant, @Nullable String device, String session) {
    return tenant + (device == null ? "/session/" + session : "/device/" + device);
  }

  @Override
  public void open(OpenContext context) {
    ListStateDescriptor<KnownAction> known =
        new ListStateDescriptor<>("actions", TypeInformation.of(KnownAction.class));
    known.enableTimeToLive(
        StateTtlConfig.newBuilder(settings.remember()).cleanupFullSnapshot().build());
    actions = getRuntimeContext().getListState(known);
    // Once more what bans in force rest on, without a time to live: whoever lifts one names it.
    needed =
        getRuntimeContext()
            .getListState(
                new ListStateDescriptor<>("needed", TypeInformation.of(KnownAction.class)));
    // Without a time to live: one without end is there until somebody lifts it.
    bans =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("bans", TypeInformation.of(KnownBan.class)));
    standing = new DeviceStanding(StandingEvents::banId);
    events = new StandingEvents(statements);
    metrics = new StandingMetrics(group());
  }

  /** Where the figures are published. */
  MetricGroup group() {
    return getRuntimeContext().getMetricGroup();
  }

  @Override
  public void processElement1(Restriction action, Context context, Collector<OutputRecord> out)
      throws Exception {
    long now = context.timerService().currentProcessingTime();
    DeviceRecord record = record();
    List<Change> changes = new ArrayList<>(passed(record, now));
    changes.addAll(rules().restricted(record, action));
    if (action.terms() != null && action.device() != null) {
      metrics().strike();
    }
    keep(record, changes, context, out);
  }

  @Override
  public void processElement2(ReviewRecord review, Context context, Collector<OutputRecord> out)
      throws Exception {
    Review usable = review.review();
    long now = context.timerService().currentProcessingTime();
    if (usable == null) {
      metrics().rejected();
      out.collect(
          event(review.origin(), StandingEvents.rejected(review.origin(), review.problems(), now)));
      return;
    }
    DeviceRecord record = record();
    List<Change> changes = new ArrayList<>(passed(record, now));
    changes.addAll(rules().reviewed(record, usable));
    keep(record, changes, context, out);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<OutputRecord> out)
      throws Exception {
    DeviceRecord record = record();
    List<Change> changes = passed(record, context.timerService().currentProcessingTime());
    keep(record, changes, context, out);
  }

  /** Time has passed: bans may be over, and what nothing rests on any more is forgotten. */
  private List<Change> passed(DeviceRecord record, long nowMillis) {
    List<Change> changes = rules().expired(record, nowMillis);
    record.forgetBefore(nowMillis - settings.remember().toMillis());
    return changes;
  }

  private void keep(
      DeviceRecord record, List<Change> changes, Context context, Collector<OutputRecord> out)
      throws Exception {
    if (!record.actions().equals(listOf(actions()))) {
      // Only then: to write them puts off when they expire.
      actions().update(record.actions());
    }
    needed().update(record.needed());
    bans().update(record.bans());
    for (KnownBan ban : record.bans()) {
      if (ban.untilMillis() != Long.MAX_VALUE) {
        context.timerService().registerProcessingTimeTimer(ban.untilMillis());
      }
    }
    long now = context.timerService().currentProcessingTime();
    for (Change change : changes) {
      metrics().count(change);
      out.collect(event(StandingEvents.key(change), requireNonNull(events).of(change)));
      if (change instanceof Change.Banned banned && !banned.observed()) {
        Restriction ban = banned.ban();
        SessionKey session = new SessionKey(ban.tenant(), ban.session());
        context.output(
            SideOutputs.ACTIONS, ExpectedAck.of(session, ban.action(), ban.atMillis(), now));
      }
    }
  }

  private static OutputRecord event(String key, byte[] event) {
    return new OutputRecord(OutputRecord.Target.EVENTS, key, event);
  }

  private DeviceRecord record() throws Exception {
    List<KnownAction> known = listOf(actions());
    List<KnownAction> expired = listOf(needed());
    expired.removeIf(
        each -> known.stream().anyMatch(unexpired -> unexpired.id().equals(each.id())));
    known.addAll(0, expired);
    return new DeviceRecord(known, listOf(bans()));
  }

  private static <T> List<T> listOf(ListState<T> state) throws Exception {
    List<T> list = new ArrayList<>();
    state.get().forEach(list::add);
    return list;
  }

  private ListState<KnownAction> actions() {
    return requireNonNull(actions, "used before it was opened");
  }

  private ListState<KnownAction> needed() {
    return requireNonNull(needed, "used before it was opened");
  }

  private ListState<KnownBan> bans() {
    return requireNonNull(bans, "used before it was opened");
  }

  private DeviceStanding rules() {
    return requireNonNull(standing, "used before it was opened");
  }

  private StandingMetrics metrics() {
    return requireNonNull(metrics, "used before it was opened");
  }
}
