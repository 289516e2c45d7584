package io.livegate.webhook;

import com.standardwebhooks.Webhook;
import io.livegate.ingest.source.StreamSource;
import io.livegate.job.config.ConfigProblemsException;
import io.livegate.job.config.ConfigSection;
import io.livegate.job.config.PipelineConfigParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code config/webhooks.yaml} and fetches the secrets it refers to. */
public final class WebhookConfigParser {

  private static final Duration MILLI = Duration.ofMillis(1);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration WEEK = Duration.ofDays(7);

  /** What a platform acts on. */
  private static final List<String> ACTIONS =
      List.of(
          "io.livegate.session.",
          "io.livegate.device.",
          "io.livegate.review.",
          "io.livegate.action.");

  private WebhookConfigParser() {}

  /**
   * @throws ConfigProblemsException listing every problem of the file, or that it cannot be read
   */
  public static WebhookConfig read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new ConfigProblemsException(
          file.toString(), List.of("no such file; docs/webhooks.md has one to start from"));
    } catch (IOException e) {
      throw new ConfigProblemsException(file.toString(), List.of("cannot be read: " + e));
    }
  }

  /**
   * @param source how messages name the text
   * @throws ConfigProblemsException listing every problem
   */
  public static WebhookConfig parse(String yaml, String source) {
    List<String> problems = new ArrayList<>();
    ConfigSection root = new ConfigSection("", PipelineConfigParser.tree(yaml, source), problems);
    WebhookConfig config =
        new WebhookConfig(
            endpoints(root),
            root.duration("timeout", Duration.ofSeconds(10), SECOND, Duration.ofMinutes(1)),
            root.integer("sessionsAtOnce", 16, 1, 1024),
            root.duration("firstWait", Duration.ofMillis(500), MILLI, HOUR),
            root.duration("longestWait", Duration.ofMinutes(1), MILLI, HOUR),
            root.duration("giveUpAfter", HOUR, MILLI, WEEK),
            root.text("deadLetters", "livegate.undelivered"));
    root.finish();
    if (!problems.isEmpty()) {
      throw new ConfigProblemsException(source, problems);
    }
    return config;
  }

  private static List<Endpoint> endpoints(ConfigSection root) {
    List<Endpoint> endpoints = new ArrayList<>();
    Set<String> tenants = new HashSet<>();
    for (ConfigSection section : root.sections("endpoints")) {
      Endpoint endpoint = endpoint(section);
      if (!tenants.add(endpoint.tenant())) {
        section.problem(
            section.path() + ".tenant: there are two of '" + endpoint.tenant() + "'; keep one");
      }
      endpoints.add(endpoint);
    }
    if (endpoints.isEmpty()) {
      root.problem("endpoints: none; give at least one with tenant, url and secrets");
    }
    return endpoints;
  }

  private static Endpoint endpoint(ConfigSection s) {
    Endpoint endpoint =
        new Endpoint(
            s.text("tenant", Endpoint.OTHERS),
            url(s),
            signers(s),
            s.texts("types", ACTIONS),
            s.flag("observed", false));
    s.finish();
    return endpoint;
  }

  private static URI url(ConfigSection s) {
    String text = s.text("url", "");
    try {
      URI url = new URI(text);
      boolean secure = "https".equals(url.getScheme());
      if (url.getHost() != null
          && url.getUserInfo() == null
          && (secure || "http".equals(url.getScheme()) && isHere(url.getHost()))) {
        return url;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    s.problem(
        s.path()
            + ".url: '"
            + StreamSource.shown(text)
            + "' is no https:// address (http:// only to this machine, and no user in it)");
    return URI.create("https://unusable.invalid");
  }

  private static boolean isHere(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static List<Webhook> signers(ConfigSection s) {
    List<Webhook> signers = new ArrayList<>();
    List<String> references = s.secrets("secrets");
    for (String reference : references) {
      try {
        signers.add(new Webhook(Secrets.key(reference)));
      } catch (IllegalArgumentException e) {
        s.problem(s.path() + ".secrets: " + e.getMessage());
      }
    }
    if (references.isEmpty()) {
      s.problem(
          s.path() + ".secrets: none; nothing is sent unsigned, give one such as ${env:NAME}");
    }
    return signers;
  }
}
