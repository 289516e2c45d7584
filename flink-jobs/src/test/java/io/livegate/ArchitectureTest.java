package io.livegate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** The arrows of the design. */
@AnalyzeClasses(
    packages = "io.livegate",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeTestJars.class
    })
class ArchitectureTest {

  /** The test kit of another module is a jar once that module is packaged. */
  static final class DoNotIncludeTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String JOB = "io.livegate.job..";
  private static final String LOCAL = "io.livegate.local..";
  private static final String CLUSTER = "io.livegate.cluster..";
  private static final String SIMULATE = "io.livegate.simulate..";
  private static final String CHAOS = "io.livegate.chaos..";
  private static final String SOAK = "io.livegate.soak..";
  private static final String DRILL = "io.livegate.drill..";
  private static final String BENCH = "io.livegate.bench..";
  private static final String HEALTH = "io.livegate.health..";
  private static final String AUDIT = "io.livegate.audit..";
  private static final String WEBHOOK = "io.livegate.webhook..";
  private static final String CLI = "io.livegate.cli..";

  @ArchTest
  static final ArchRule flinkStaysInTheJob =
      noClasses()
          .that()
          .resideOutsideOfPackages(JOB, LOCAL, CLUSTER, SIMULATE, CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule kafkaStaysInTheJobAndThePublisher =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              JOB,
              LOCAL,
              CLUSTER,
              CHAOS,
              DRILL,
              BENCH,
              AUDIT,
              WEBHOOK,
              CLI,
              "io.livegate.ingest.publish..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "kafka..");

  @ArchTest
  static final ArchRule runtimesStayBehindTheirInterface =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.livegate.model.runtime..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..", "ai.djl..");

  @ArchTest
  static final ArchRule nativePicturesStayAtTheEdge =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.livegate.ingest..", "io.livegate.image..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule highguiIsNeverLoadedBecauseItNeedsGtk =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.bytedeco.opencv.global.opencv_highgui");

  @ArchTest
  static final ArchRule onlyWhatStartsASystemDependsOnTheEmbeddedMode =
      noClasses()
          .that()
          .resideOutsideOfPackages(LOCAL, CLUSTER, SIMULATE, SOAK, BENCH, CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(LOCAL);

  @ArchTest
  static final ArchRule onlyWhatStartsASystemDependsOnTheClusterForm =
      noClasses()
          .that()
          .resideOutsideOfPackages(CLUSTER, SIMULATE, CHAOS, SOAK, CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CLUSTER);

  @ArchTest
  static final ArchRule healthIsAskedFromOutside =
      noClasses()
          .that()
          .resideOutsideOfPackages(HEALTH, CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(HEALTH);

  @ArchTest
  static final ArchRule nothingDependsOnTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CLI);

  @ArchTest
  static final ArchRule policyIsPureJava =
      noClasses()
          .that()
          .resideInAPackage("io.livegate.policy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              JOB, LOCAL, CLI, "io.livegate.ingest..", "io.livegate.model..", "org.bytedeco..");

  @ArchTest
  static final ArchRule detectorsDoNotKnowEachOtherOrThePipeline =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.livegate.liveness..", "io.livegate.deepfake..", "io.livegate.content..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(JOB, LOCAL, CLI, "io.livegate.ingest..", "io.livegate.policy..");

  @ArchTest
  static final ArchRule modelsDependOnNothingAbove =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.livegate.frame..",
              "io.livegate.hash..",
              "io.livegate.signal..",
              "io.livegate.model..",
              "io.livegate.image..",
              "io.livegate.detector..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              JOB,
              LOCAL,
              CLI,
              "io.livegate.ingest..",
              "io.livegate.policy..",
              "io.livegate.liveness..",
              "io.livegate.deepfake..",
              "io.livegate.content..");

  @ArchTest
  static final ArchRule packagesDoNotDependOnEachOtherInCircles =
      slices().matching("io.livegate.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule everyPackageSaysThatNullIsTheException =
      classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class);
}
