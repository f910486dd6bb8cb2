package io.samcp.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code samcp profile} and {@code samcp ptx run --profile} as people use them. */
final class ProfileCommandTest {

    private static final Path EXAMPLES = Path.of(System.getProperty("samcp.root")).resolve("docs/examples/ptx");
    private static final int WIDTH = 140;

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    private static Run samcp(String... arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int code = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
        return new Run(code, out.toString(), err.toString());
    }

    private static Run ptxRun(String file, String... more) {
        final List<String> arguments = new java.util.ArrayList<>(
                List.of("ptx", "run", EXAMPLES.resolve(file).toString(), "--grid", "1", "--block",
                        "256"));
        arguments.addAll(List.of(more));
        return samcp(arguments.toArray(String[]::new));
    }

    @Test
    void showsWhatALaunchOfTheModelDoes() throws IOException {
        final Path page = folder.resolve("page.html");
        final Run run = samcp("profile", "convolution_f32_v1", "--html", page.toString(), "--gpu", "RTX3090");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("GeForce RTX 3090"), run.out());
        assertTrue(run.out().contains("its descriptor says"), run.out());
        assertTrue(run.out().lines().allMatch(line -> line.length() <= WIDTH), "fits " + WIDTH + " columns");
        assertTrue(run.out().lines().anyMatch(line -> line.contains("fma.rn.f32") && line.contains("%  ")), "counts beside the PTX");
        final String html = Files.readString(page);
        assertTrue(html.startsWith("<!DOCTYPE html>") && html.endsWith("</html>\n"), "whole page");
        assertTrue(html.contains("<svg") && html.contains("rgba(var(--heat)"), "drawing and heat");
        assertFalse(html.contains("http") || html.contains("src=") || html.contains("<script"), "nothing from elsewhere");
        assertFalse(html.contains("//  <") || html.contains(">= 1)<"), "text is escaped");
    }

    @Test
    void runsAnotherRungInPlaceOfTheOneThatIsUsed() {
        final JsonNode naive = json(samcp("profile", "maskcrop_u8_v1_thread_per_bin", "--json"));
        final JsonNode best = json(samcp("profile", "maskcrop_u8_v2_separable", "--json"));
        assertEquals(best.get("about"), naive.get("about"), "the same launch");
        assertEquals(best.get("bytes_written"), naive.get("bytes_written"), "the same results");
        assertNotEquals(best.at("/total/warps"), naive.at("/total/warps"), "another way");
    }

    @Test
    void countsGoldenCases() {
        final Run run = samcp("profile", "roilevel", "--case", "multilevel_roi_align");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().startsWith("roilevel_f32_v1_thread_per_box\n"), run.out());
    }

    @Test
    void listsLaunchesInOrder() {
        final Run run = samcp("profile", "upsampleadd", "--list");
        assertEquals(0, run.code(), run.err());
        final List<Integer> numbers = run.out().lines().filter(l -> l.startsWith("upsampleadd"))
                .map(l -> Integer.parseInt(l.split(" +", -1)[1])).toList();
        assertEquals(3, numbers.size(), run.out());
        assertEquals(numbers.stream().sorted().toList(), numbers);
        final JsonNode json = json(samcp("profile", "upsampleadd", "--list", "--json"));
        assertEquals(3, json.size());
        assertTrue(json.get(1).get("about").stringValue().startsWith("launch " + numbers.get(1) + ", "), json.get(1).toString());
        final Run one = samcp("profile", "upsampleadd", "--launch", "" + numbers.get(1));
        assertTrue(one.out().contains("launch " + numbers.get(1) + ", "), one.out());
    }

    @Test
    void namesTheChoicesForWhatItDoesNotKnow() {
        final Run kernel = samcp("profile", "nix");
        assertEquals(2, kernel.code());
        assertTrue(kernel.err().contains("'nix'") && kernel.err().contains("layernorm_f32_v1_warp_per_row"), kernel.err());
        final Run ambiguous = samcp("profile", "gemm");
        assertEquals(2, ambiguous.code());
        assertTrue(ambiguous.err().contains("gemm_f32_v1_naive, gemm_f32_v2_tiled"), ambiguous.err());
        final Run gpu = samcp("profile", "layernorm", "--gpu", "h1");
        assertEquals(2, gpu.code());
        assertTrue(gpu.err().contains("rtx4090") && gpu.err().contains("'h1'"), gpu.err());
        assertEquals(2, samcp("profile", "layernorm", "--scene", "nix").code());
        assertEquals(2, samcp("profile", "layernorm", "--case", "nix").code());
        assertEquals(2, samcp("profile", "--html", "x.html").code());
        final Run notLaunched = samcp("profile", "rounding");
        assertEquals(2, notLaunched.code());
        assertTrue(notLaunched.err().contains("--precision bf16"), notLaunched.err());
    }

    @Test
    void profilesAnyPtxAndKeepsItsOutcome() {
        final Run run = ptxRun("blockSum.ptx", "--arg", "in:" + EXAMPLES.resolve("a.bin"), "--arg", "out:4", "--profile", "--json");
        assertEquals(0, run.code(), run.err());
        final JsonNode json = json(run);
        assertEquals("ok", json.get("result").stringValue());
        final JsonNode profile = json.get("profile");
        assertEquals(1024, profile.get("bytes_read").longValue());
        assertEquals(4, profile.get("bytes_written").longValue());
        assertEquals(255, profile.get("flops").longValue(), "additions of 256 numbers");
        assertEquals(8 + 8 * 8, profile.at("/classes/barrier/warps").longValue(), "8 warps, before the loop and in each of 8 rounds");
        assertEquals(5, profile.at("/total/divergent").longValue(), "rounds of 16 to 1 threads");
        assertFalse(profile.has("descriptor"));
        long warps = 0;
        for (final JsonNode line : profile.get("lines")) {
            warps += line.get("warps").longValue();
        }
        assertEquals(profile.at("/total/warps").longValue(), warps);
    }

    @Test
    void reportsFaultsAsWithoutProfile() throws IOException {
        final Path page = folder.resolve("page.html");
        final String[] race = {"--arg", "in:" + EXAMPLES.resolve("a.bin"), "--arg", "out:4"};
        final Run plain = ptxRun("blockSum-race.ptx", race);
        final Run profiled = ptxRun("blockSum-race.ptx", race[0], race[1], race[2], race[3], "--profile", "--html", page.toString());
        assertEquals(3, profiled.code());
        assertEquals(plain.out(), profiled.out());
        assertFalse(Files.exists(page));
        assertEquals(2, ptxRun("blockSum.ptx", "--html", page.toString()).code(), "--html alone");
    }

    private static JsonNode json(Run run) {
        assertEquals(0, run.code(), run.err());
        return JsonMapper.builder().build().readTree(run.out());
    }
}
