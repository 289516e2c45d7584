package io.livegate.policy.evidence;

import io.livegate.policy.challenge.ChallengeEvidence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Writes evidence the way Flink's POJO serializer does: a flag for the object, a null flag before
 * each public field, arrays with their length in front. A field of any other kind, which Flink
 * would hand to Kryo, fails.
 */
public final class EvidenceBytes {

  private static final Set<Class<?>> POJOS =
      Set.of(ConditionEvidence.class, SampleArrays.class, ChallengeEvidence.class);

  private EvidenceBytes() {}

  public static byte[] write(SessionEvidence evidence) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writePojo(evidence, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static SessionEvidence read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return (SessionEvidence) readValue(SessionEvidence.class, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          return plainFields(type);
        }
      };

  private static List<Field> fields(Class<?> type) {
    return FIELDS.get(type);
  }

  private static List<Field> plainFields(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(
            f -> !Modifier.isStatic(f.getModifiers()) && !Modifier.isTransient(f.getModifiers()))
        .peek(
            f -> {
              if (!Modifier.isPublic(f.getModifiers())) {
                throw new AssertionError(f + " must be public to be a POJO field");
              }
            })
        .sorted(Comparator.comparing(Field::getName))
        .toList();
  }

  private static void writePojo(Object pojo, DataOutputStream out) throws IOException {
    out.writeByte(0);
    for (Field field : fields(pojo.getClass())) {
      try {
        Object value = field.get(pojo);
        out.writeBoolean(value == null);
        if (value != null) {
          writeValue(field.getType(), value, out);
        }
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static void writeValue(Class<?> type, Object value, DataOutputStream out)
      throws IOException {
    if (type == boolean.class) {
      out.writeBoolean((boolean) value);
    } else if (type == byte.class) {
      out.writeByte((byte) value);
    } else if (type == short.class) {
      out.writeShort((short) value);
    } else if (type == int.class) {
      out.writeInt((int) value);
    } else if (type == long.class) {
      out.writeLong((long) value);
    } else if (type.isEnum()) {
      out.writeInt(((Enum<?>) value).ordinal());
    } else if (type.isArray()) {
      int length = Array.getLength(value);
      out.writeInt(length);
      for (int i = 0; i < length; i++) {
        if (!type.getComponentType().isPrimitive()) {
          out.writeBoolean(true);
        }
        writeValue(type.getComponentType(), Array.get(value, i), out);
      }
    } else if (POJOS.contains(type)) {
      writePojo(value, out);
    } else {
      throw new AssertionError(type + " is not a plain type");
    }
  }

  private static Object readValue(Class<?> type, DataInputStream in) throws IOException {
    if (type == boolean.class) {
      return in.readBoolean();
    } else if (type == byte.class) {
      return in.readByte();
    } else if (type == short.class) {
      return in.readShort();
    } else if (type == int.class) {
      return in.readInt();
    } else if (type == long.class) {
      return in.readLong();
    } else if (type.isEnum()) {
      return type.getEnumConstants()[in.readInt()];
    } else if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), in.readInt());
      for (int i = 0; i < Array.getLength(array); i++) {
        if (!type.getComponentType().isPrimitive()) {
          in.readBoolean();
        }
        Array.set(array, i, readValue(type.getComponentType(), in));
      }
      return array;
    }
    in.readByte();
    try {
      Object pojo = type.getConstructor().newInstance();
      for (Field field : fields(type)) {
        field.set(pojo, in.readBoolean() ? null : readValue(field.getType(), in));
      }
      return pojo;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
