package io.github.ec2unikernel.plugin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The package graph, as declared: the goals over publishing and the image, those over the rest. */
@AnalyzeClasses(
    packages = "io.github.ec2unikernel.plugin",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule layersPointDownwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("mojo")
          .definedBy("..plugin.mojo..")
          .layer("inventory")
          .definedBy("..plugin.inventory..")
          .layer("publish")
          .definedBy("..plugin.publish..")
          .layer("preflight")
          .definedBy("..plugin.preflight..")
          .layer("setup")
          .definedBy("..plugin.setup..")
          .layer("policy")
          .definedBy("..plugin.policy..")
          .layer("aws")
          .definedBy("..plugin.aws..")
          .layer("image")
          .definedBy("..plugin.image..")
          .layer("inspect")
          .definedBy("..plugin.inspect..")
          .layer("xl")
          .definedBy("..plugin.xl..")
          .layer("format")
          .definedBy("..plugin.format..")
          .layer("volume")
          .definedBy("..plugin.volume..")
          .layer("terminal")
          .definedBy("..plugin.terminal..")
          .layer("ext2")
          .definedBy("..plugin.ext2..")
          .layer("fat")
          .definedBy("..plugin.fat..")
          .layer("mbr")
          .definedBy("..plugin.mbr..")
          .layer("menu")
          .definedBy("..plugin.menu..")
          .layer("io")
          .definedBy("..plugin.io..")
          .whereLayer("mojo")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("inventory")
          .mayOnlyBeAccessedByLayers("mojo")
          .whereLayer("publish")
          .mayOnlyBeAccessedByLayers("mojo", "inventory")
          .whereLayer("preflight")
          .mayOnlyBeAccessedByLayers("mojo")
          .whereLayer("setup")
          .mayOnlyBeAccessedByLayers("mojo")
          .whereLayer("policy")
          .mayOnlyBeAccessedByLayers("mojo", "setup")
          .whereLayer("aws")
          .mayOnlyBeAccessedByLayers("mojo", "publish", "preflight", "setup", "policy", "inventory")
          .whereLayer("image")
          .mayOnlyBeAccessedByLayers("mojo", "publish")
          .whereLayer("inspect")
          .mayOnlyBeAccessedByLayers("mojo")
          .whereLayer("xl")
          .mayOnlyBeAccessedByLayers("mojo")
          .whereLayer("format")
          .mayOnlyBeAccessedByLayers("mojo", "publish", "image")
          .whereLayer("menu")
          .mayOnlyBeAccessedByLayers("mojo", "image")
          .whereLayer("terminal")
          .mayOnlyBeAccessedByLayers("mojo")
          .whereLayer("volume")
          .mayOnlyBeAccessedByLayers("mojo", "publish")
          .whereLayer("ext2")
          .mayOnlyBeAccessedByLayers("image", "volume")
          .whereLayer("fat")
          .mayOnlyBeAccessedByLayers("image")
          .whereLayer("mbr")
          .mayOnlyBeAccessedByLayers("image")
          .whereLayer("io")
          .mayOnlyBeAccessedByLayers(
              "mojo", "image", "volume", "format", "xl", "ext2", "fat", "mbr", "menu");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.github.ec2unikernel.plugin.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheGoalsKnowMaven =
      noClasses()
          .that()
          .resideOutsideOfPackage("..plugin.mojo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.maven..", "javax.inject..");

  @ArchTest
  static final ArchRule onlyOnePackageKnowsTheAwsSdk =
      noClasses()
          .that()
          .resideOutsideOfPackage("..plugin.aws..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..");

  @ArchTest
  static final ArchRule allButTheGoalsKnowOfTheHarnessOnlyItsNouns =
      noClasses()
          .that()
          .resideOutsideOfPackage("..plugin.mojo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..harness.boot..",
              "..harness.console..",
              "..harness.localec2..",
              "..harness.qemu..",
              "..harness.xen..");

  @ArchTest
  static final ArchRule onlyTheFormatsRunPrograms =
      noClasses()
          .that()
          .resideOutsideOfPackages("..plugin.format..", "..plugin.mojo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..harness.process..");

  @ArchTest
  static final ArchRule theGoalsKnowOfTheHarnessOnlyItsFront =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..harness.console..",
              "..harness.localec2.*..",
              "..harness.qemu..",
              "..harness.xen..");

  @ArchTest
  static final ArchRule onlyTheImageAndTheGoalsFollowABootLoader =
      noClasses()
          .that()
          .resideOutsideOfPackages("..plugin.mojo..", "..plugin.image..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..harness.disk..");

  @ArchTest
  static final ArchRule nothingPrints =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");
}
