package io.livegate.frame;

/**
 * The identity everything is keyed by: one live session of one tenant.
 *
 * @param tenant the platform, 1..64 characters of {@code [A-Za-z0-9._-]}
 * @param session the platform's own name of the session, 1..1024 characters, free of control
 *     characters
 */
public record SessionKey(String tenant, String session) {

  public SessionKey {
    if (!tenant.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "tenant '" + tenant + "' must be 1 to 64 characters of A-Z a-z 0-9 . _ -");
    }
    if (session.isEmpty()
        || session.length() > 1024
        || session.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "session must be 1 to 1024 characters without control characters, not '"
              + session.replaceAll("\\p{Cntrl}", "?")
              + "'");
    }
  }

  /** The Kafka record key and Flink key: tenant, a slash, session. */
  public String asKey() {
    return tenant + "/" + session;
  }
}
