package io.livegate.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Predicate;

/** Heap bytes that threads have allocated since they started. */
final class Allocation {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Of all living threads whose name fits. */
  static long bytes(Predicate<String> name) {
    long[] ids = THREADS.getAllThreadIds();
    var infos = THREADS.getThreadInfo(ids);
    long[] bytes = THREADS.getThreadAllocatedBytes(ids);
    long sum = 0;
    for (int i = 0; i < ids.length; i++) {
      if (infos[i] != null && bytes[i] > 0 && name.test(infos[i].getThreadName())) {
        sum += bytes[i];
      }
    }
    return sum;
  }
}
