package io.livegate.local;

import java.io.IOException;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker (KRaft, broker and controller in one) inside this JVM, on a free port of the
 * loopback interface. Its log lies in memory-backed storage where there is some, because frames are
 * pictures of people; it is deleted on close and, should the JVM be stopped, by a shutdown hook.
 */
public final class LocalBroker implements AutoCloseable {

  private static final int ATTEMPTS = 3;

  private final Storage storage;
  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private LocalBroker(Storage storage, KafkaRaftServer server, String bootstrapServers) {
    this.storage = storage;
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts one and waits until it accepts clients; 2 to 3 s in a cold JVM.
   *
   * @throws IllegalStateException if it does not come up, saying why
   */
  public static LocalBroker start() {
    for (int attempt = 1; ; attempt++) {
      Storage storage = Storage.create();
      try {
        return start(storage);
      } catch (IOException | RuntimeException e) {
        storage.close();
        // A port that was free a moment ago may be taken by now: try others.
        if (attempt == ATTEMPTS) {
          throw new IllegalStateException(
              "the embedded Kafka broker does not start in " + storage.folder() + ": " + e, e);
        }
      }
    }
  }

  private static LocalBroker start(Storage storage) throws IOException {
    BrokerSetup setup = BrokerSetup.onFreePorts(storage.folder());
    setup.format();
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(setup.properties(), false), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
    return new LocalBroker(storage, server, setup.bootstrapServers());
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Where the log lies until close. */
  public Path folder() {
    return storage.folder();
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    storage.close();
  }
}
