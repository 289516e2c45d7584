package io.livegate.soak;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import com.sun.management.OperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Looks into another JVM of this machine by its own means (attach and JMX), so that the process is
 * the one a user runs. What lives on its heap is only known after everything else is gone, so a
 * full collection is forced for each measurement.
 */
final class MemoryGauge implements AutoCloseable {

  private static final String RESIDENT = "VmRSS:";

  /** Far longer than any call to a model takes. */
  private static final int MOST_ASKS = 50;

  private static final Duration BETWEEN_ASKS = Duration.ofMillis(100);

  private final long pid;
  private final JMXConnector connector;
  private final MBeanServerConnection jvm;
  private final MemoryMXBean memory;
  private final GarbageCollectorMXBean full;
  private final Set<String> heapPools = new HashSet<>();

  /**
   * @param nonHeapBytes metaspace and compiled code
   * @param directBytes of direct buffers
   */
  record Beside(long nonHeapBytes, long directBytes, int classes, int threads) {}

  /**
   * @throws IOException if the process cannot be looked into
   */
  @SuppressWarnings("BanJNDI") // to a process of our own on this machine
  MemoryGauge(long pid) throws IOException {
    this.pid = pid;
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        connector =
            JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("the job's JVM " + pid + " cannot be looked into: " + e, e);
    }
    jvm = connector.getMBeanServerConnection();
    memory = ManagementFactory.getPlatformMXBean(jvm, MemoryMXBean.class);
    for (MemoryPoolMXBean pool :
        ManagementFactory.getPlatformMXBeans(jvm, MemoryPoolMXBean.class)) {
      if (pool.getType() == MemoryType.HEAP) {
        heapPools.add(pool.getName());
      }
    }
    full =
        ManagementFactory.getPlatformMXBeans(jvm, GarbageCollectorMXBean.class).stream()
            .filter(bean -> bean.getName().equals("G1 Old Generation"))
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "the job's JVM does not collect with G1: take that choice out of"
                            + " LIVEGATE_JAVA_OPTS"));
  }

  /**
   * Collects everything and says how much of the heap is still in use, in bytes.
   *
   * @throws IOException if the JVM makes no full collection however often it is asked
   */
  long heapAfterFullGc() throws IOException {
    long before = full.getCollectionCount();
    for (int ask = 0; ask < MOST_ASKS; ask++) {
      memory.gc();
      // A request is dropped without a word while a thread is in native code that holds an array
      // of the heap, and what is then told of the last collection is of an earlier one.
      if (full.getCollectionCount() > before) {
        return usedAfter(full.getLastGcInfo());
      }
      pause();
    }
    throw new IOException(
        "the job's JVM makes no full collection when asked: take -XX:+DisableExplicitGC and"
            + " -XX:+ExplicitGCInvokesConcurrent out of LIVEGATE_JAVA_OPTS");
  }

  private long usedAfter(GcInfo collection) {
    return collection.getMemoryUsageAfterGc().entrySet().stream()
        .filter(pool -> heapPools.contains(pool.getKey()))
        .mapToLong(pool -> pool.getValue().getUsed())
        .sum();
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(BETWEEN_ASKS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("told to end while the job's memory was measured");
    }
  }

  /** Resident memory of the process in bytes, all of it, also what libraries took. */
  long resident() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith(RESIDENT)) {
        String[] words = line.substring(RESIDENT.length()).strip().split(" ", 2);
        return Long.parseLong(words[0]) * 1024;
      }
    }
    throw new IOException("/proc/" + pid + "/status says nothing of " + RESIDENT);
  }

  /** Processor time the process has used, of all its threads. */
  Duration processorTime() throws IOException {
    return Duration.ofNanos(
        ManagementFactory.getPlatformMXBean(jvm, OperatingSystemMXBean.class).getProcessCpuTime());
  }

  /** What else there is, to tell where something grows. */
  Beside beside() throws IOException {
    List<BufferPoolMXBean> buffers =
        ManagementFactory.getPlatformMXBeans(jvm, BufferPoolMXBean.class);
    long direct =
        buffers.stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return new Beside(
        memory.getNonHeapMemoryUsage().getUsed(),
        direct,
        ManagementFactory.getPlatformMXBean(jvm, ClassLoadingMXBean.class).getLoadedClassCount(),
        ManagementFactory.getPlatformMXBean(jvm, java.lang.management.ThreadMXBean.class)
            .getThreadCount());
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      // The process has ended.
    }
  }
}
