package io.livegate.signal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads many signals records one after the other, with the same result as {@link SignalsJson} and
 * in half the time: most of a record is the stamps of the models it comes from, and they are nearly
 * always those of a record before. It remembers them, so it is for one thread.
 */
public final class SignalsReader {

  private static final JsonMapper PLAIN =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static final int CHUNK_BYTES = 1 << 20;

  private final ObjectReader reader;
  private byte[] record = {};

  public SignalsReader() {
    SimpleModule stamps = new SimpleModule();
    stamps.addDeserializer(ModelStamp.class, new RememberedStamps());
    this.reader =
        JsonMapper.builder(
                JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(stamps)
            .build()
            .readerFor(Signals.class);
  }

  /**
   * @param json UTF-8
   * @throws IOException if the bytes are not a signals record; the message names the field
   */
  public Signals read(byte[] json) throws IOException {
    record = json;
    return reader.readValue(json);
  }

  /**
   * Reads a file of records, one a line.
   *
   * @param records takes them in their order
   * @throws IOException if one of them is not a signals record; the message begins with its line
   */
  public void readLines(InputStream file, Consumer<Signals> records) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    int kept = 0;
    long lines = 0;
    while (true) {
      if (kept == chunk.length) {
        chunk = Arrays.copyOf(chunk, 2 * chunk.length); // a line longer than that
      }
      int read = file.read(chunk, kept, chunk.length - kept);
      int filled = kept + Math.max(0, read);
      int whole = read < 0 ? filled : endOfLastLine(chunk, filled);
      lines += readChunk(chunk, whole, lines, records);
      kept = filled - whole;
      System.arraycopy(chunk, whole, chunk, 0, kept);
      if (read < 0) {
        return;
      }
    }
  }

  private static int endOfLastLine(byte[] chunk, int filled) {
    int end = filled;
    while (end > 0 && chunk[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** How many lines there were. */
  private int readChunk(byte[] chunk, int length, long before, Consumer<Signals> records)
      throws IOException {
    record = chunk;
    try (MappingIterator<Signals> values = reader.readValues(chunk, 0, length)) {
      try {
        while (values.hasNextValue()) {
          records.accept(values.nextValue());
        }
        return lineOf(values) - 1;
      } catch (JsonProcessingException e) {
        String field =
            e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                ? mapping.getPath().get(0).getFieldName() + ": "
                : "";
        throw new IOException(
            "line " + (before + lineOf(values)) + ": " + field + e.getOriginalMessage(), e);
      }
    }
  }

  private static int lineOf(MappingIterator<Signals> values) {
    return values.getParser().currentLocation().getLineNr();
  }

  /** Knows a stamp again by its bytes, which costs less than reading it. */
  private final class RememberedStamps extends StdDeserializer<ModelStamp> {

    private static final long serialVersionUID = 1L;

    /** A deployment has few models; further ones are read and not remembered. */
    private static final int MAX_KNOWN = 64;

    private final transient List<Known> known = new ArrayList<>();

    RememberedStamps() {
      super(ModelStamp.class);
    }

    @Override
    public ModelStamp deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      int from = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      int to = (int) parser.currentLocation().getByteOffset();
      for (Known one : known) {
        if (Arrays.equals(one.json, 0, one.json.length, record, from, to)) {
          return one.stamp;
        }
      }
      byte[] json = Arrays.copyOfRange(record, from, to);
      ModelStamp stamp = PLAIN.readValue(json, ModelStamp.class);
      if (known.size() < MAX_KNOWN) {
        known.add(new Known(json, stamp));
      }
      return stamp;
    }
  }

  private record Known(byte[] json, ModelStamp stamp) {}
}
