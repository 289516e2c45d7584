package io.livegate.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private final ServerCnxnFactory connections;

  private LeaderStore(ServerCnxnFactory connections) {
    this.connections = connections;
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
    return new LeaderStore(connections);
  }

  /** {@code host:port}. */
  String address() {
    return "127.0.0.1:" + connections.getLocalPort();
  }

  @Override
  public void close() {
    connections.shutdown();
  }
}
