package io.livegate.signal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The wire form of {@link Signals}: one JSON object, unknown fields ignored, nulls left out. */
public final class SignalsJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private SignalsJson() {}

  public static byte[] write(Signals signals) {
    try {
      return MAPPER.writeValueAsString(signals).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a signals record cannot be written", e);
    }
  }

  /**
   * @throws IOException if the bytes are not a signals record; the message names the field
   */
  public static Signals read(byte[] json) throws IOException {
    return MAPPER.readValue(json, Signals.class);
  }
}
