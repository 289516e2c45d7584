package io.livegate.job.decide;

import io.livegate.policy.PolicyException;
import io.livegate.policy.PolicyParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Checks a policy where it comes in, so that a bad one is an event and never a failure. */
public final class PolicyReceiver implements KafkaRecordDeserializationSchema<PolicyUpdate> {

  private static final long serialVersionUID = 1L;

  /** The only record key there is so far: one policy for all tenants. */
  public static final String KEY = "default";

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<PolicyUpdate> out) {
    String origin = record.topic() + "/" + record.partition() + "/" + record.offset();
    List<String> problems = new ArrayList<>();
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (!key.equals(KEY)) {
      problems.add("the record key must be '" + KEY + "', not '" + key + "'");
    }
    String yaml = null;
    if (record.value() != null) {
      yaml = new String(record.value(), StandardCharsets.UTF_8);
      try {
        PolicyParser.parse(yaml, origin);
      } catch (PolicyException e) {
        e.problems().forEach(p -> problems.add("line " + p.line() + ": " + p.message()));
      }
    }
    out.collect(new PolicyUpdate(origin, yaml, problems));
  }

  @Override
  public TypeInformation<PolicyUpdate> getProducedType() {
    return TypeInformation.of(PolicyUpdate.class);
  }
}
