package io.livegate.bench;

import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.ingest.publish.FramePublisher;
import io.livegate.job.config.KafkaConfig;
import io.livegate.job.io.KafkaClients;

/** Publishes the frames of a workload as fast as the broker takes them. */
final class Backlog {

  private Backlog() {}

  /** A frame of every session in turn; returns when the broker has all of them. */
  static void publish(KafkaConfig kafka, Workload workload) {
    try (FramePublisher publisher =
        new FramePublisher(KafkaClients.properties(kafka), kafka.topics().frames())) {
      for (int s = 0; s < workload.sessions(); s++) {
        control(publisher, workload, s, RecordKind.STARTED, 0);
      }
      for (int number = 0; number < workload.frames(); number++) {
        for (int s = 0; s < workload.sessions(); s++) {
          var unused = publisher.publish(workload.frame(s, number));
        }
      }
      for (int s = 0; s < workload.sessions(); s++) {
        control(publisher, workload, s, RecordKind.ENDED, workload.frames() + 1L);
      }
      publisher.flush();
    }
  }

  private static void control(
      FramePublisher publisher, Workload workload, int session, RecordKind kind, long seq) {
    long at = Math.max(0, seq - 2) * workload.stepMillis();
    var unused =
        publisher.control(
            FrameHeader.of(workload.key(session), kind, seq, at, "application/octet-stream"));
  }
}
