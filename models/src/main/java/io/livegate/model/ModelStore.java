package io.livegate.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the file of a model card: in the local cache, then in the mirrors in their order, then in
 * this build, then at the card's upstream address. Whatever is found counts only if its sha256 is
 * the card's.
 *
 * <p>A mirror is a folder or an http(s) address below which files lie as the cards name them. A
 * file in a mirror folder is used where it lies; a download and a file of this build are checked
 * and moved into the cache, which is addressed by hash.
 *
 * <p>It also says how each model is to run here, for those who load them from it.
 */
public final class ModelStore {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration DOWNLOAD_TIMEOUT = Duration.ofMinutes(2);
  private static final long LARGEST_DOWNLOAD = 512L << 20;

  private final Path cache;
  private final List<String> mirrors;
  private final Download download;
  private final Executions executions;

  /**
   * @param cache folder for downloads, made when first needed
   * @param mirrors folders or http(s) addresses
   */
  public ModelStore(Path cache, List<String> mirrors) {
    this(
        cache,
        mirrors,
        new Download(CONNECT_TIMEOUT, DOWNLOAD_TIMEOUT, LARGEST_DOWNLOAD),
        Executions.CPU);
  }

  ModelStore(Path cache, List<String> mirrors, Download download) {
    this(cache, mirrors, download, Executions.CPU);
  }

  private ModelStore(Path cache, List<String> mirrors, Download download, Executions executions) {
    this.cache = cache;
    this.mirrors = List.copyOf(mirrors);
    this.download = download;
    this.executions = executions;
  }

  /** The same store, for models that run like this. */
  public ModelStore running(Executions how) {
    return new ModelStore(cache, mirrors, download, how);
  }

  /** How models from this store run; on the CPU where nobody said otherwise. */
  public Executions executions() {
    return executions;
  }

  /**
   * The store the environment asks for: {@code LIVEGATE_CACHE} names the cache folder (default
   * {@code ~/.cache/livegate/models}), {@code LIVEGATE_MODEL_STORE} the mirrors, separated by
   * commas or the platform's path separator; set but empty there are none. Not set, {@code
   * ../shared/models} beside the root is the mirror when it exists.
   *
   * @param root the project's root folder
   */
  public static ModelStore fromEnvironment(Path root) {
    return fromEnvironment(root, System.getenv(), Path.of(System.getProperty("user.home", ".")));
  }

  static ModelStore fromEnvironment(Path root, Map<String, String> environment, Path home) {
    String cache = environment.getOrDefault("LIVEGATE_CACHE", "");
    Path folder =
        cache.isBlank()
            ? home.resolve(".cache").resolve("livegate").resolve("models")
            : Path.of(cache);
    return new ModelStore(folder, mirrors(root, environment.get("LIVEGATE_MODEL_STORE")));
  }

  private static List<String> mirrors(Path root, @Nullable String setting) {
    if (setting == null) {
      Path beside = root.resolve("..").resolve("shared").resolve("models").normalize();
      return Files.isDirectory(beside) ? List.of(beside.toString()) : List.of();
    }
    List<String> mirrors = new ArrayList<>();
    // a colon that separates is never followed by the two slashes of an address
    for (String mirror : setting.split(",|" + java.io.File.pathSeparator + "(?!//)")) {
      if (!mirror.isBlank()) {
        mirrors.add(mirror.trim());
      }
    }
    return mirrors;
  }

  public Path cache() {
    return cache;
  }

  public List<String> mirrors() {
    return mirrors;
  }

  /**
   * The file, downloaded if need be.
   *
   * @throws ModelUnavailableException listing every place tried and why it did not serve
   */
  public Path locate(ModelCard card) throws ModelUnavailableException {
    List<String> tried = new ArrayList<>();
    Path local = local(card, tried);
    if (local != null) {
      return local;
    }
    for (String address : addresses(card, tried)) {
      String failure = download.fetch(address, card.sha256(), cached(card));
      if (failure == null) {
        return cached(card);
      }
      tried.add(address + ": " + failure);
    }
    throw new ModelUnavailableException(card, tried);
  }

  /**
   * The file, if it lies on this machine: nothing is downloaded.
   *
   * @throws ModelUnavailableException listing every place looked in and why it did not serve
   */
  public Path locateHere(ModelCard card) throws ModelUnavailableException {
    List<String> tried = new ArrayList<>();
    Path local = local(card, tried);
    if (local == null) {
      throw new ModelUnavailableException(card, tried);
    }
    return local;
  }

  private @Nullable Path local(ModelCard card, List<String> tried) {
    if (matches(cached(card), card, tried)) {
      return cached(card);
    }
    for (String mirror : mirrors) {
      if (!isAddress(mirror)) {
        Path file = Path.of(mirror).resolve(card.file());
        if (matches(file, card, tried)) {
          return file;
        }
      }
    }
    if (BuiltInWeights.contain(card)) {
      String failure = BuiltInWeights.unpack(card, cached(card));
      if (failure == null) {
        return cached(card);
      }
      tried.add("this build: " + failure);
    }
    return null;
  }

  private List<String> addresses(ModelCard card, List<String> tried) {
    List<String> addresses = new ArrayList<>();
    for (String mirror : mirrors) {
      if (isAddress(mirror)) {
        addresses.add(mirror.replaceFirst("/*$", "/") + card.file());
      }
    }
    if (card.upstream() != null) {
      addresses.add(card.upstream());
    } else {
      tried.add("upstream: the card names no address of this very file");
    }
    return addresses;
  }

  private Path cached(ModelCard card) {
    return cache.resolve(card.sha256() + ".onnx");
  }

  private static boolean isAddress(String mirror) {
    return mirror.startsWith("http://") || mirror.startsWith("https://");
  }

  private static boolean matches(Path file, ModelCard card, List<String> tried) {
    if (!Files.isRegularFile(file)) {
      tried.add(file + ": no such file");
      return false;
    }
    try {
      String actual = Sha256.of(file);
      if (actual.equals(card.sha256())) {
        return true;
      }
      tried.add(file + ": sha256 is " + actual + ", expected " + card.sha256());
    } catch (IOException e) {
      tried.add(file + ": cannot be read: " + e);
    }
    return false;
  }
}
