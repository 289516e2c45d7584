package io.livegate.policy;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Holds the tree against the published JSON Schema and says what is wrong in words. */
final class SchemaCheck {

  private static final JsonSchema SCHEMA = load();

  private SchemaCheck() {}

  static void check(LocatedYaml located, List<PolicyProblem> problems) {
    for (ValidationMessage message : SCHEMA.validate(located.root())) {
      String pointer = message.getInstanceLocation().toString();
      problems.add(new PolicyProblem(located.line(pointer), pointer + ": " + message.getMessage()));
    }
  }

  private static JsonSchema load() {
    try (InputStream in = SchemaCheck.class.getResourceAsStream("policy.schema.json")) {
      if (in == null) {
        throw new IllegalStateException("policy.schema.json is missing beside SchemaCheck");
      }
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(in, SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
