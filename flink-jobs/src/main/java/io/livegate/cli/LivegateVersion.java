package io.livegate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version Maven wrote into the jar; a class folder has none. */
final class LivegateVersion implements IVersionProvider {

  private static final String WRITTEN_BY_MAVEN =
      "/META-INF/maven/io.livegate/livegate-flink-jobs/pom.properties";

  @Override
  public String[] getVersion() throws IOException {
    try (InputStream in = Livegate.class.getResourceAsStream(WRITTEN_BY_MAVEN)) {
      Properties written = new Properties();
      if (in != null) {
        written.load(in);
      }
      return new String[] {"livegate " + written.getProperty("version", "(not packaged)")};
    }
  }
}
