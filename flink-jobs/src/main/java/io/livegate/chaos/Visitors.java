package io.livegate.chaos;

import io.livegate.drill.CountingPublisher;
import io.livegate.drill.Pictures;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.KafkaClients;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The load: always the same number of sessions, half of them in sustained violation, each sending
 * as a platform would until it is told to stop. A broker that is away is waited for.
 */
final class Visitors implements AutoCloseable {

  static final String TENANT = "drill";

  private static final long FRAME_MILLIS = 150;
  private static final long SHORTEST_STAY_MILLIS = 5_000;
  private static final int STAY_SPREAD_MILLIS = 15_000;
  private static final Visitor.Role[] ROLES = {
    Visitor.Role.COVERED,
    Visitor.Role.CLIP,
    Visitor.Role.FROZEN,
    Visitor.Role.MOVING,
    Visitor.Role.TURNING,
    Visitor.Role.MOVING
  };

  private final Pictures pictures;
  private final Follower follower;
  private final CountingPublisher publisher;
  private final Random random;
  private final int size;
  private final List<Visitor> present = new ArrayList<>();
  private final Set<SessionKey> all = new HashSet<>();
  private final Set<SessionKey> violators = new HashSet<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "visitors"));
  private int next;
  private boolean closing;

  /**
   * @param size sessions at any time
   */
  Visitors(PipelineConfig config, Pictures pictures, Follower follower, int size, long seed) {
    this.pictures = pictures;
    this.follower = follower;
    this.size = size;
    this.random = new Random(seed);
    Properties properties = KafkaClients.properties(config.kafka());
    properties.put("delivery.timeout.ms", "180000");
    properties.put("max.block.ms", "180000");
    this.publisher = new CountingPublisher(properties, config.kafka().topics().frames());
  }

  void start() {
    var unused = clock.scheduleAtFixedRate(this::tick, 0, FRAME_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void tick() {
    long now = System.currentTimeMillis();
    while (!closing && present.size() < size) {
      come(now);
    }
    for (Iterator<Visitor> each = present.iterator(); each.hasNext(); ) {
      Visitor visitor = each.next();
      SessionKey key = visitor.key();
      if (visitor.leaves(follower.overAt(key), now, closing)) {
        send(header(visitor, RecordKind.ENDED, now), new byte[0]);
        each.remove();
      } else {
        byte[] picture = visitor.picture(follower.admittedAt(key), now);
        send(header(visitor, RecordKind.FRAME, now), picture);
      }
    }
  }

  private void come(long now) {
    Visitor.Role role = ROLES[next % ROLES.length];
    SessionKey key = new SessionKey(TENANT, role + "-" + next);
    long stays = SHORTEST_STAY_MILLIS + random.nextInt(STAY_SPREAD_MILLIS);
    Visitor visitor = new Visitor(key, role, pictures, next / ROLES.length, stays, now);
    next++;
    all.add(key);
    if (role.isViolation()) {
      violators.add(key);
    }
    present.add(visitor);
    send(header(visitor, RecordKind.STARTED, now), new byte[0]);
  }

  private static FrameHeader header(Visitor visitor, RecordKind kind, long now) {
    String type = kind == RecordKind.FRAME ? "image/jpeg" : "application/octet-stream";
    return FrameHeader.of(visitor.key(), kind, visitor.nextSeq(), now, type);
  }

  private void send(FrameHeader header, byte[] bytes) {
    publisher.send(new EncodedFrame(header, bytes));
  }

  /** Nobody comes any more; who does nothing wrong leaves. */
  synchronized void closeDoors() {
    closing = true;
  }

  synchronized int present() {
    return present.size();
  }

  /** All that ever came. */
  synchronized Set<SessionKey> all() {
    return Set.copyOf(all);
  }

  /** Those of them that violated until they were told to stop. */
  synchronized Set<SessionKey> violators() {
    return Set.copyOf(violators);
  }

  /** Ends what is still sending, and waits until the broker has everything. */
  void finish() {
    clock.shutdown();
    synchronized (this) {
      long now = System.currentTimeMillis();
      present.forEach(visitor -> send(header(visitor, RecordKind.ENDED, now), new byte[0]));
      present.clear();
    }
    publisher.flush();
  }

  /** Frames the broker has acknowledged. */
  long sent() {
    return publisher.sent();
  }

  /** Frames of which nobody knows whether it has them. */
  long unsent() {
    return publisher.unsent();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    publisher.close();
  }
}
