package io.livegate.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
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
    int brokerPort;
    int controllerPort;
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket a = new ServerSocket(0, 1, loopback);
        ServerSocket b = new ServerSocket(0, 1, loopback)) {
      brokerPort = a.getLocalPort();
      controllerPort = b.getLocalPort();
    }
    Properties properties = properties(storage.folder(), brokerPort, controllerPort);
    format(storage.folder(), properties);
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
    return new LocalBroker(storage, server, "127.0.0.1:" + brokerPort);
  }

  private static void format(Path folder, Properties properties) throws IOException {
    Path file = folder.resolve("server.properties");
    try (var out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exit =
        StorageTool.execute(
            new String[] {
              "format", "-c", file.toString(), "-t", Uuid.randomUuid().toString(), "-g"
            },
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (exit != 0) {
      throw new IOException(
          "its storage cannot be formatted: " + said.toString(StandardCharsets.UTF_8));
    }
  }

  private static Properties properties(Path folder, int brokerPort, int controllerPort) {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
    p.put("controller.listener.names", "CONTROLLER");
    p.put("inter.broker.listener.name", "PLAINTEXT");
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.put("log.dirs", folder.resolve("log").toString());
    p.put("auto.create.topics.enable", "false");
    p.put("offsets.topic.num.partitions", "1");
    p.put("offsets.topic.replication.factor", "1");
    p.put("transaction.state.log.num.partitions", "1");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.num.partitions", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("group.initial.rebalance.delay.ms", "0");
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    p.put("background.threads", "2");
    p.put("num.partitions", "1");
    // Its default of 128 MB keeps a small heap from ever coming up.
    p.put("log.cleaner.dedupe.buffer.size", "2097152");
    // Without these, frames past their retention stay on for minutes.
    p.put("log.retention.check.interval.ms", "5000");
    p.put("log.segment.delete.delay.ms", "100");
    p.put("log.initial.task.delay.ms", "1000");
    // Nobody else must be waited for.
    p.put("controlled.shutdown.enable", "false");
    p.put("metric.reporters", "");
    return p;
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
