package io.arxos.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// `device-drivers ← gateway → proto ← cloud-sync`, and nothing depends on packaging.
@AnalyzeClasses(packages = "io.arxos", importOptions = ImportOption.DoNotIncludeTests.class)
final class LayeringTest {
  @ArchTest
  static final ArchRule driversKnowNeitherVertxNorTheWire =
      noClasses()
          .that()
          .resideInAPackage("io.arxos.driver..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx..",
              "io.grpc..",
              "io.arxos.edge..",
              "io.arxos.block..",
              "io.arxos.gateway..");

  @ArchTest
  static final ArchRule protocolsAreUnawareOfEachOther =
      slices().matching("io.arxos.driver.(mqtt|coap|modbus)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule theCloudKnowsNoGateway =
      noClasses()
          .that()
          .resideInAPackage("io.arxos.cloud..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.arxos.gateway..", "io.arxos.driver..");

  @ArchTest
  static final ArchRule theGatewayKnowsNoCloud =
      noClasses()
          .that()
          .resideInAPackage("io.arxos.gateway..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.arxos.cloud..");

  @ArchTest
  static final ArchRule onlyWireClassesSeeTheWire =
      noClasses()
          .that()
          .resideInAnyPackage("io.arxos.gateway..", "io.arxos.cloud..")
          .and(areNotWire())
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.arxos.edge..");

  @ArchTest
  static final ArchRule cloudPackagesAreFreeOfCycles =
      slices().matching("io.arxos.cloud.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule gatewayPackagesAreFreeOfCycles =
      slices().matching("io.arxos.gateway.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nothingDependsOnTheDemo =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.arxos.demo..", "io.arxos.house..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.arxos.demo..");

  private static DescribedPredicate<JavaClass> areNotWire() {
    return DescribedPredicate.describe(
        "are not named …Wire", type -> !outermost(type).getSimpleName().endsWith("Wire"));
  }

  private static JavaClass outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }
}
