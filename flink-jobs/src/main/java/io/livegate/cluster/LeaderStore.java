package io.livegate.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.DatadirCleanupManager;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServer;

/**
 * The ZooKeeper that ships with Flink, inside the supervisor: knows who the leading JobManager is,
 * which jobs it has and which checkpoint each of them completed last (docs/adr/0009).
 */
final class LeaderStore implements AutoCloseable {

  /** Sessions may be 2 to 20 of these long. */
  private static final int TICK_MILLIS = 500;

  private static final int CONNECTIONS = 1000;

  /** Every checkpoint is written down; of what that piles up the newest three are kept. */
  private static final int SNAPSHOTS = 3;

  private static final int PURGE_HOURS = 1;

  private final ServerCnxnFactory connections;
  private final DatadirCleanupManager cleanup;

  private LeaderStore(ServerCnxnFactory connections, DatadirCleanupManager cleanup) {
    this.connections = connections;
    this.cleanup = cleanup;
  }

  /** On a free port of the loopback interface. */
  static LeaderStore start(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    ZooKeeperServer server = new ZooKeeperServer(folder.toFile(), folder.toFile(), TICK_MILLIS);
    server.setMaxSessionTimeout(600_000);
    ServerCnxnFactory connections =
        ServerCnxnFactory.createFactory(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CONNECTIONS);
    connections.startup(server);
    DatadirCleanupManager cleanup =
        new DatadirCleanupManager(folder.toFile(), folder.toFile(), SNAPSHOTS, PURGE_HOURS);
    cleanup.start();
    return new LeaderStore(connections, cleanup);
  }

  /** {@code host:port}. */
  String address() {
    return "127.0.0.1:" + connections.getLocalPort();
  }

  @Override
  public void close() {
    cleanup.shutdown();
    connections.shutdown();
  }
}
