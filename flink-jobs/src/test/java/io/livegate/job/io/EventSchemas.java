package io.livegate.job.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;

/** Holds an event against the published schema of its type. */
public final class EventSchemas {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private EventSchemas() {}

  /** Fails the test if the event does not fit; returns it parsed. */
  public static JsonNode check(byte[] event) {
    try {
      JsonNode node = JSON.readTree(event);
      String resource = "io/livegate/events/" + node.path("type").asText() + ".schema.json";
      assertThat(EventSchemas.class.getClassLoader().getResource(resource))
          .as("schema of %s", node)
          .isNotNull();
      assertThat(SCHEMAS.getSchema(SchemaLocation.of("classpath:" + resource)).validate(node))
          .as("%s", node)
          .isEmpty();
      return node;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
