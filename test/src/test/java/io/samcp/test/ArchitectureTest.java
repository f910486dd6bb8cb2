package io.samcp.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the modules, and a few rules of the house. */
@AnalyzeClasses(packages = "io.samcp", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule MODULES_USE_ONLY_WHAT_THEY_MAY = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("kernels").definedBy("io.samcp.kernels..").layer("runtime").definedBy("io.samcp.runtime..").layer("simulator")
            .definedBy("io.samcp.simulator..").layer("weights").definedBy("io.samcp.weights..").layer("layers")
            .definedBy("io.samcp.layers..").layer("app").definedBy("io.samcp.app..").layer("bench").definedBy("io.samcp.bench..")
            .whereLayer("kernels").mayNotAccessAnyLayer().whereLayer("runtime").mayOnlyAccessLayers("kernels").whereLayer("simulator")
            .mayOnlyAccessLayers("runtime", "kernels").whereLayer("weights").mayOnlyAccessLayers("runtime").whereLayer("layers")
            .mayOnlyAccessLayers("runtime", "kernels", "weights").whereLayer("app")
            .mayOnlyAccessLayers("layers", "simulator", "runtime", "weights", "kernels").whereLayer("bench")
            .mayOnlyAccessLayers("app", "layers", "simulator", "runtime", "weights", "kernels");

    @ArchTest
    static final ArchRule MODULES_HAVE_NO_CYCLES = slices().matching("io.samcp.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule REFERENCES_ARE_FOR_TESTS_AND_BENCHMARKS = noClasses().that()
            .resideOutsideOfPackages("io.samcp.bench..", "io.samcp.test..").and().haveSimpleNameNotEndingWith("Reference").should()
            .dependOnClassesThat().haveNameMatching("io\\.samcp\\.kernels\\..*Reference");

    @ArchTest
    static final ArchRule NO_DRAWERS_FOR_ODDS_AND_ENDS = noClasses().should().haveSimpleNameContaining("Util").orShould()
            .haveSimpleNameContaining("Helper").orShould().haveSimpleNameContaining("Common").orShould().resideInAnyPackage("..util..",
                    "..common..", "..misc..");

    @ArchTest
    static final ArchRule ONLY_THE_SIMULATOR_KNOWS_ND4J = noClasses().that().resideOutsideOfPackage("io.samcp.simulator..").should()
            .dependOnClassesThat().resideInAnyPackage("org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule ONLY_THE_RUNTIME_KNOWS_JCUDA = noClasses().that().resideOutsideOfPackage("io.samcp.runtime..").should()
            .dependOnClassesThat().resideInAnyPackage("jcuda..");

    @ArchTest
    static final ArchRule EXCEPTIONS_SAY_WHAT_THEY_ARE = classes().that().areAssignableTo(Exception.class).should()
            .haveSimpleNameEndingWith("Exception");
}
