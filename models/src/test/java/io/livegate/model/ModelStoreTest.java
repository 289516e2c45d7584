package io.livegate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.livegate.testing.TinyModel;
import io.livegate.testing.TinyOnnx;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

  private static final byte[] ONNX = TinyOnnx.planeMeans(6, 8, "means");

  @TempDir Path folder;

  private final CountDownLatch testIsOver = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private ExecutorService threads;
  private TinyModel tiny;
  private Path cache;

  @BeforeEach
  void start() throws Exception {
    tiny = TinyModel.in(folder.resolve("mirror"));
    cache = folder.resolve("cache");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    serve("/ok/", exchange -> answer(exchange, 200, ONNX));
    serve("/missing/", exchange -> answer(exchange, 404, new byte[0]));
    serve("/wrong/", exchange -> answer(exchange, 200, new byte[] {1, 2, 3}));
    serve(
        "/slow/",
        exchange -> {
          exchange.sendResponseHeaders(200, ONNX.length);
          exchange.getResponseBody().write(ONNX, 0, 10);
          exchange.getResponseBody().flush();
          waitForTheEnd();
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    testIsOver.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aMirrorsFileIsUsedWhereItLies() throws Exception {
    ModelStore store = store(tiny.mirror().toString());
    assertThat(store.locate(tiny.card())).isEqualTo(tiny.mirror().resolve("tiny/tiny.onnx"));
    assertThat(store.locateHere(tiny.card())).startsWith(tiny.mirror());
    assertThat(cache).doesNotExist();
  }

  @Test
  void theNextMirrorServesWhereTheFirstDoesNot() throws Exception {
    Path tampered = TinyModel.in(folder.resolve("tampered")).mirror();
    Files.write(tampered.resolve("tiny/tiny.onnx"), new byte[] {0});
    ModelStore store =
        store(folder.resolve("absent").toString(), tampered.toString(), tiny.mirror().toString());
    assertThat(store.locate(tiny.card())).startsWith(tiny.mirror());
  }

  @Test
  void aDownloadIsCheckedAndKeptInTheCacheByItsHash() throws Exception {
    ModelStore store = store();
    ModelCard card = upstream("/ok/");
    Path file = store.locate(card);
    assertThat(file).isEqualTo(cache.resolve(card.sha256() + ".onnx"));
    assertThat(Files.readAllBytes(file)).isEqualTo(ONNX);
    assertThat(store.locateHere(card)).isEqualTo(file);

    assertThat(store.locate(card)).isEqualTo(file);
    assertThat(requests).as("asked once").hasValue(1);
    assertThat(filesIn(cache)).as("no leftovers").containsExactly(file.getFileName().toString());
  }

  @Test
  void aMirrorMayBeAnAddress() throws Exception {
    assertThat(store(address("/ok")).locate(tiny.card())).startsWith(cache);
  }

  @Test
  void whatThisBuildContainsNeedsNeitherMirrorNorNetwork() throws Exception {
    ModelCard card = ModelCards.bundled().get("livegate-pad");
    Path found = store().locateHere(card);
    assertThat(Sha256.of(found)).isEqualTo(card.sha256());
    assertThat(store().locateHere(card)).isEqualTo(found);
    assertThat(filesIn(cache)).containsExactly(card.sha256() + ".onnx");
  }

  @Test
  void whatThisBuildContainsIsCheckedToo() throws Exception {
    String card =
        Files.readString(
            Path.of(
                Objects.requireNonNull(ModelCards.class.getResource("cards/livegate-pad.yaml"))
                    .toURI()));
    ModelCard right = ModelCards.bundled().get("livegate-pad");
    ModelCard other = CardReader.read(card.replace(right.sha256(), "0".repeat(64)), "other");
    assertThatThrownBy(() -> store().locateHere(other))
        .isInstanceOfSatisfying(
            ModelUnavailableException.class,
            e -> assertThat(e.tried()).last().asString().startsWith("this build: sha256 is "));
    assertThat(failure(store(), other)).contains("this build: sha256 is " + right.sha256());
    assertThat(filesIn(cache)).isEmpty();
  }

  @Test
  void aDamagedCacheIsFetchedAnew() throws Exception {
    ModelCard card = upstream("/ok/");
    Files.createDirectories(cache);
    Files.write(cache.resolve(card.sha256() + ".onnx"), new byte[] {9});
    assertThatThrownBy(() -> store().locateHere(card))
        .hasMessageContaining("sha256 is " + Sha256.of(cache.resolve(card.sha256() + ".onnx")));
    assertThat(Files.readAllBytes(store().locate(card))).isEqualTo(ONNX);
  }

  @Test
  void oneMessageListsEveryPlaceTriedAndWhy() throws Exception {
    Path absent = folder.resolve("absent");
    Path tampered = TinyModel.in(folder.resolve("tampered")).mirror();
    Files.write(tampered.resolve("tiny/tiny.onnx"), new byte[] {1, 2, 3});
    ModelCard card = upstream("/wrong/");
    String three = TinyModel.sha256(new byte[] {1, 2, 3});

    assertThatThrownBy(
            () -> store(absent.toString(), tampered.toString(), address("/missing")).locate(card))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessage(
            String.join(
                "\n",
                "model tiny (tiny/tiny.onnx, sha256 "
                    + card.sha256()
                    + ") is not available. Tried:",
                "  " + cache.resolve(card.sha256() + ".onnx") + ": no such file",
                "  " + absent.resolve("tiny/tiny.onnx") + ": no such file",
                "  "
                    + tampered.resolve("tiny/tiny.onnx")
                    + ": sha256 is "
                    + three
                    + ", expected "
                    + card.sha256(),
                "  " + address("/missing/tiny/tiny.onnx") + ": HTTP status 404",
                "  " + card.upstream() + ": sha256 is " + three + ", expected " + card.sha256(),
                "Put the file into one of these places or name a mirror in LIVEGATE_MODEL_STORE;"
                    + " docs/get-models.md says where the original lies."));
    assertThat(filesIn(cache)).as("nothing wrong is kept").isEmpty();
  }

  @Test
  void aModelWithoutAnUpstreamSaysSo() {
    assertThat(failure(store(), tiny.card()))
        .contains("upstream: the card names no address of this very file");
  }

  @Test
  void aStalledDownloadIsGivenUp() {
    ModelStore store =
        new ModelStore(
            cache, List.of(), new Download(Duration.ofSeconds(5), Duration.ofMillis(300), 1 << 20));
    assertThat(failure(store, upstream("/slow/"))).contains(": not done within 300 ms");
  }

  @Test
  void aDownloadThatIsTooLargeIsGivenUp() {
    ModelStore store =
        new ModelStore(
            cache, List.of(), new Download(Duration.ofSeconds(5), Duration.ofSeconds(20), 100));
    assertThat(failure(store, upstream("/ok/")))
        .contains(": larger than 100 bytes, the most a download may have");
  }

  @Test
  void aServerThatIsNotThereIsAReasonLikeAnother() {
    int port = server.getAddress().getPort();
    server.stop(0);
    assertThat(failure(store("http://127.0.0.1:" + port + "/m"), tiny.card()))
        .contains("http://127.0.0.1:" + port + "/m/tiny/tiny.onnx: java.net.ConnectException");
  }

  @Test
  void theEnvironmentNamesCacheAndMirrors() {
    ModelStore store =
        ModelStore.fromEnvironment(
            folder,
            Map.of(
                "LIVEGATE_CACHE",
                cache.toString(),
                "LIVEGATE_MODEL_STORE",
                "a"
                    + File.pathSeparator
                    + "b, https://models.example/x"
                    + File.pathSeparator
                    + "c"),
            folder);
    assertThat(store.cache()).isEqualTo(cache);
    assertThat(store.mirrors()).containsExactly("a", "b", "https://models.example/x", "c");
  }

  @Test
  void withoutAnEnvironmentTheFolderBesideTheCheckoutIsTheMirror() throws Exception {
    Path checkout = Files.createDirectories(folder.resolve("work/checkout"));
    assertThat(ModelStore.fromEnvironment(checkout, Map.of(), folder).mirrors()).isEmpty();
    Path beside = Files.createDirectories(folder.resolve("work/shared/models"));
    ModelStore store = ModelStore.fromEnvironment(checkout, Map.of(), folder);
    assertThat(store.mirrors()).containsExactly(beside.toString());
    assertThat(store.cache()).isEqualTo(folder.resolve(".cache/livegate/models"));
    assertThat(
            ModelStore.fromEnvironment(checkout, Map.of("LIVEGATE_MODEL_STORE", ""), folder)
                .mirrors())
        .as("set but empty")
        .isEmpty();
  }

  private ModelStore store(String... mirrors) {
    return new ModelStore(cache, List.of(mirrors));
  }

  private static String failure(ModelStore store, ModelCard card) {
    return String.valueOf(
        catchThrowableOfType(ModelUnavailableException.class, () -> store.locate(card))
            .getMessage());
  }

  private ModelCard upstream(String path) {
    return withUpstream(tiny.card(), address(path + "tiny.onnx"));
  }

  /** Cards from YAML have https addresses only; the test's server speaks http. */
  private static ModelCard withUpstream(ModelCard c, @Nullable String upstream) {
    return new ModelCard(
        c.id(),
        c.version(),
        c.task(),
        c.family(),
        c.file(),
        c.sha256(),
        c.licence(),
        c.source(),
        upstream,
        c.runtime(),
        c.engine(),
        c.input(),
        c.crop(),
        c.output(),
        c.operatingPoints(),
        c.reference(),
        c.golden());
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void serve(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          requests.incrementAndGet();
          handler.handle(exchange);
        });
  }

  private static void answer(com.sun.net.httpserver.HttpExchange exchange, int status, byte[] body)
      throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void waitForTheEnd() {
    try {
      testIsOver.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> filesIn(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }
}
