package io.livegate.job;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** Logging into a file, for tests that search what was logged. */
final class LogFile {

  private LogFile() {}

  /** Whatever the tests log otherwise: all of ours, and what others find worth saying. */
  static Configuration at(Path file) {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    return builder
        .add(
            builder
                .newAppender("file", "File")
                .addAttribute("fileName", file.toString())
                .add(
                    builder
                        .newLayout("PatternLayout")
                        .addAttribute("pattern", "%p %c %m%n%xThrowable")))
        .add(builder.newRootLogger(Level.INFO).add(builder.newAppenderRef("file")))
        .add(builder.newLogger("io.livegate", Level.TRACE))
        .build(false);
  }
}
