package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelCatalogue;
import io.samcp.kernels.feedforward.ClusterChainKernel;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.runtime.assembler.AssemblyException;
import io.samcp.runtime.assembler.AssemblyReport;
import io.samcp.runtime.assembler.PtxAssembler;
import io.samcp.test.golden.GoldenData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped kernel, through NVIDIA's assembler, and the form of its file. */
final class KernelAssemblyTest {

    private static final List<String> CARD = List.of("Math", "Shapes", "Launch", "Idea", "Floor", "Measured", "Numerics", "Next");
    private static final Path PTX = GoldenData.projectRoot().resolve("kernels/src/main/resources/io/samcp/kernels/ptx");

    static Stream<Kernel<?>> kernels() {
        return KernelCatalogue.all().stream();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void assemblesForEveryArchitectureWithinItsBudget(Kernel<?> kernel) {
        final String text = kernel.source().text();
        assertAll(Architecture.running(text).stream().map(architecture -> () -> {
            final AssemblyReport report = PtxAssembler.assemble(kernel.name(), text, architecture);
            final String what = kernel.name() + " for " + architecture.target() + ": " + report.log();
            assertEquals(0, report.spillStoreBytes() + report.spillLoadBytes(), "spills, " + what);
            assertFalse(report.hasWarnings(), "warnings, " + what);
            assertTrue(report.registers() <= kernel.budget().registers(),
                    "registers: budget " + kernel.budget().registers() + ", " + what);
            assertTrue(report.sharedBytes() <= kernel.budget().staticSharedBytes(),
                    "shared memory: budget " + kernel.budget().staticSharedBytes() + ", " + what);
        }));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void opensWithItsCard(Kernel<?> kernel) {
        final List<String> lines = kernel.source().text().lines().takeWhile(line -> line.startsWith("//")).toList();
        assertEquals("// " + kernel.name(), lines.getFirst(), "first line");
        final List<String> headings = lines.stream().filter(line -> line.matches("// [A-Z][a-z]+ {2,}\\S.*"))
                .map(line -> line.substring(3, line.indexOf(' ', 3))).toList();
        assertEquals(CARD, headings, "headings of " + kernel.name());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void hasOneEntryOfItsNameAndTheParametersOfItsDescriptor(Kernel<?> kernel) {
        final String text = kernel.source().text();
        final String target = kernel instanceof ClusterChainKernel ? "sm_90" : "sm_80";
        assertTrue(text.contains("\n.version 8.0\n.target " + target + "\n.address_size 64\n"), "header of " + kernel.name());
        final Matcher entry = Pattern.compile("\\.visible \\.entry (\\w+)\\((.*?)\\)[^{]*\\{", Pattern.DOTALL).matcher(text);
        assertTrue(entry.find(), "entry of " + kernel.name());
        assertEquals(kernel.name(), entry.group(1), "entry");
        final Matcher parameter = Pattern.compile("\\.param \\.(\\w+) (\\w+)").matcher(entry.group(2));
        final List<String> found = parameter.results().map(m -> m.group(1) + " " + m.group(2)).toList();
        final List<String> expected = kernel.parameters().stream()
                .map(p -> (p.kind().isBuffer() ? "u64" : p.kind().name().toLowerCase(Locale.ROOT)) + " " + p.name()).toList();
        assertEquals(expected, found, "parameters of " + kernel.name());
        assertFalse(entry.find(), "a second entry in " + kernel.name());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void usesNoApproximationAndNoFlushing(Kernel<?> kernel) {
        final String code = kernel.source().text().lines().map(line -> line.replaceFirst("//.*", "")).collect(Collectors.joining("\n"));
        assertFalse(code.contains(".approx") || code.contains(".ftz"), kernel.name() + " is an exact rung");
    }

    @Test
    void everyFileIsInTheCatalogue() throws IOException {
        try (Stream<Path> files = Files.walk(PTX)) {
            final Set<String> shipped = files.map(p -> p.getFileName().toString()).filter(n -> n.endsWith(".ptx"))
                    .map(n -> n.substring(0, n.length() - ".ptx".length())).collect(Collectors.toCollection(TreeSet::new));
            assertEquals(shipped, kernels().map(Kernel::name).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    void recipesAreCopiedWordForWord() throws IOException {
        try (Stream<Path> recipes = Files.list(PTX.resolve("recipe"))) {
            for (final Path recipe : recipes.toList()) {
                final String text = Files.readString(recipe).strip();
                final String name = recipe.getFileName().toString().replace(".func", "");
                final List<Kernel<?>> users = kernels().filter(k -> k.source().text().contains(" " + name + "(")).toList();
                assertFalse(users.isEmpty(), "nobody uses " + name);
                users.forEach(k -> assertTrue(k.source().text().contains(text), k.name() + " has another text of " + name));
            }
        }
    }

    @Test
    void saysWhereWrongPtxIsWrong() {
        final AssemblyException refused = assertThrows(AssemblyException.class, () -> PtxAssembler.assemble("wrong",
                ".version 8.0\n.target sm_80\n.address_size 64\n.visible .entry wrong()\n{\n    add.f33 %a, %b, %c;\n}\n",
                Architecture.SM_80));
        assertTrue(refused.getMessage().contains("line 6"), refused.getMessage());
    }
}
