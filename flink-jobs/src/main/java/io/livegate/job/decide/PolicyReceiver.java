package io.livegate.job.decide;

import io.livegate.job.config.JudgeSettings;
import io.livegate.job.config.JudgeSettingsParser;
import io.livegate.job.config.ModelsConfig;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.OutputSerializer;
import io.livegate.job.swap.ModelPlan;
import io.livegate.job.swap.ModelPlanReader;
import io.livegate.job.swap.ModelTrial;
import io.livegate.policy.read.LayeredPolicy;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyFile;
import io.livegate.signal.Lane;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Checks a policy where it comes in, so that a bad one is an event and never a failure. */
public final class PolicyReceiver implements KafkaRecordDeserializationSchema<PolicyUpdate> {

  private static final long serialVersionUID = 1L;

  private final JudgeSettings configured;
  private final ModelPlanReader plans;
  private final @Nullable ModelsConfig tried;

  private PolicyReceiver(PipelineConfig config, @Nullable ModelsConfig tried) {
    this.configured = config.judging();
    this.plans = new ModelPlanReader(config.judging(), config.models());
    this.tried = tried;
  }

  /** Checks each record by itself, settings and models against what the job was started with. */
  public static PolicyReceiver of(PipelineConfig config) {
    return new PolicyReceiver(config, null);
  }

  /** The same, and tries on this machine the models that a record names. */
  public static PolicyReceiver tryingModels(PipelineConfig config) {
    return new PolicyReceiver(config, config.models());
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<PolicyUpdate> out) {
    out.collect(read(record));
  }

  PolicyUpdate read(ConsumerRecord<byte[], byte[]> record) {
    String origin = record.topic() + "/" + record.partition() + "/" + record.offset();
    List<String> problems = new ArrayList<>();
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    String text =
        record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8);
    try {
      PolicyKey about = PolicyKey.parse(key);
      key = about.text();
      if (text != null && about.kind().decides()) {
        PolicyFile file = PolicyFile.parse(text, origin);
        about.check(file);
        if (file.layer() == null) {
          LayeredPolicy.of(List.of(file));
        }
      } else if (text != null && about.kind() == PolicyKey.Kind.SETTINGS) {
        JudgeSettingsParser.change(text, configured, configured, problems);
      } else if (about.kind() == PolicyKey.Kind.MODELS) {
        models(about.lane(), text, problems);
      } else if (text != null && about.kind() == PolicyKey.Kind.REVIEWERS) {
        ReviewShift.parse(text, record.timestamp(), problems);
      } else if (text != null) {
        ModeSwitch.parse(about, text, problems);
      }
    } catch (PolicyException e) {
      e.problems().forEach(p -> problems.add("line " + p.line() + ": " + p.message()));
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
    return new PolicyUpdate(key, record.offset(), origin, by(record), text, problems);
  }

  private void models(Lane lane, @Nullable String text, List<String> problems) {
    ModelPlan plan = plans.read(lane, text, problems);
    if (problems.isEmpty() && text != null && tried != null) {
      problems.addAll(ModelTrial.problems(plan, tried.store()));
    }
  }

  private static String by(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(OutputSerializer.PUBLISHED_BY);
    byte[] value = header == null ? null : header.value();
    String name = value == null ? "" : new String(value, StandardCharsets.UTF_8);
    return name.matches(PolicyUpdate.AUTHOR) ? name : PolicyUpdate.OPERATOR;
  }

  @Override
  public TypeInformation<PolicyUpdate> getProducedType() {
    return TypeInformation.of(PolicyUpdate.class);
  }
}
