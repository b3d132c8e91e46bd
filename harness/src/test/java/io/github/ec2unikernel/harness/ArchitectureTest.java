package io.github.ec2unikernel.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The package graph, as declared: boot over xlhost over xen over qemu over machine, over appliance,
 * process, console and disk.
 */
@AnalyzeClasses(
    packages = "io.github.ec2unikernel.harness",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule layersPointDownwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("localec2")
          .definedBy("..harness.localec2..")
          .layer("junit")
          .definedBy("..harness.junit..")
          .layer("boot")
          .definedBy("..harness.boot..")
          .layer("rumprun")
          .definedBy("..harness.rumprun..")
          .layer("report")
          .definedBy("..harness.report..")
          .layer("machine")
          .definedBy("..harness.machine..")
          .layer("doctor")
          .definedBy("..harness.doctor..")
          .layer("xen")
          .definedBy("..harness.xen..")
          .layer("appliance")
          .definedBy("..harness.appliance..")
          .layer("xlhost")
          .definedBy("..harness.xlhost..")
          .layer("qemu")
          .definedBy("..harness.qemu..")
          .layer("disk")
          .definedBy("..harness.disk..")
          .layer("xl")
          .definedBy("..harness.xl..")
          .layer("launch")
          .definedBy("..harness.launch..")
          .layer("kernel")
          .definedBy("..harness.kernel..")
          .layer("console")
          .definedBy("..harness.console..")
          .layer("process")
          .definedBy("..harness.process..")
          .layer("probe")
          .definedBy("..harness.probe..")
          .layer("loader")
          .definedBy("..harness.loader..")
          .layer("model")
          .definedBy("..harness.model..")
          .whereLayer("localec2")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("rumprun")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("junit")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("boot")
          .mayOnlyBeAccessedByLayers("localec2", "junit")
          .whereLayer("report")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("machine")
          .mayOnlyBeAccessedByLayers("junit", "boot", "xlhost", "xen", "qemu")
          .whereLayer("doctor")
          .mayOnlyBeAccessedByLayers("boot")
          .whereLayer("xlhost")
          .mayOnlyBeAccessedByLayers("boot")
          .whereLayer("xen")
          .mayOnlyBeAccessedByLayers("boot", "xlhost")
          .whereLayer("qemu")
          .mayOnlyBeAccessedByLayers("boot", "xen")
          .whereLayer("appliance")
          .mayOnlyBeAccessedByLayers("junit", "boot", "xlhost", "xen", "qemu")
          .whereLayer("disk")
          .mayOnlyBeAccessedByLayers("boot", "xlhost", "xen", "machine")
          .whereLayer("xl")
          .mayOnlyBeAccessedByLayers("boot", "xlhost", "xen", "machine")
          .whereLayer("launch")
          .mayOnlyBeAccessedByLayers("boot")
          .whereLayer("kernel")
          .mayOnlyBeAccessedByLayers(
              "launch", "boot", "disk", "appliance", "xen", "qemu", "machine", "rumprun")
          .whereLayer("console")
          .mayOnlyBeAccessedByLayers("boot", "doctor")
          .whereLayer("probe")
          .mayOnlyBeAccessedByLayers("boot")
          .whereLayer("loader")
          .mayOnlyBeAccessedByLayers("boot")
          .whereLayer("process")
          .mayOnlyBeAccessedByLayers("boot", "xlhost", "xen", "qemu", "machine", "appliance");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.github.ec2unikernel.harness.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theHarnessKnowsNeitherMavenNorThePlugin =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.maven..", "io.github.ec2unikernel.plugin..");

  @ArchTest
  static final ArchRule onlyTheLocalEc2KnowsTheAwsSdk =
      noClasses()
          .that()
          .resideOutsideOfPackage("..harness.localec2..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..");

  @ArchTest
  static final ArchRule nothingPrints =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");
}
