package io.livegate.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * The settings of a broker of our own: KRaft, broker and controller in one, on the loopback
 * interface, deleting frames in time. The same for a broker in this JVM and one in its own.
 *
 * @param folder private to this broker; holds its settings and its log
 */
public record BrokerSetup(Path folder, int brokerPort, int controllerPort) {

  /** On two ports that are free now. */
  public static BrokerSetup onFreePorts(Path folder) {
    int first = FreePorts.inARow(2);
    return new BrokerSetup(folder, first, first + 1);
  }

  /** {@code host:port} for clients. */
  public String bootstrapServers() {
    return "127.0.0.1:" + brokerPort;
  }

  /** Where {@link #format} writes the settings. */
  public Path file() {
    return folder.resolve("server.properties");
  }

  /**
   * Writes the settings and prepares the empty log; once, before the first start.
   *
   * @throws IOException saying why the folder cannot be used
   */
  public void format() throws IOException {
    try (var out = Files.newOutputStream(file())) {
      properties().store(out, null);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exit =
        StorageTool.execute(
            new String[] {
              "format", "-c", file().toString(), "-t", Uuid.randomUuid().toString(), "-g"
            },
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (exit != 0) {
      throw new IOException(
          "its storage cannot be formatted: " + said.toString(StandardCharsets.UTF_8));
    }
  }

  Properties properties() {
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
    // So long a broker that was killed keeps its successor, under the same number, from coming up.
    p.put("broker.session.timeout.ms", "3000");
    p.put("broker.heartbeat.interval.ms", "500");
    // Nobody else must be waited for.
    p.put("controlled.shutdown.enable", "false");
    p.put("metric.reporters", "");
    return p;
  }
}
