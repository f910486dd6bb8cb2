package io.samcp.app.command.ptx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code samcp ptx} as people use it, with the examples of its page. */
final class PtxCommandsTest {

    private static final Path EXAMPLES = Path.of(System.getProperty("samcp.root")).resolve("docs/examples/ptx");
    private static final String ADD = EXAMPLES.resolve("vectorAdd.ptx").toString();

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    private static Run ptx(String... arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final String[] all = new String[arguments.length + 1];
        all[0] = "ptx";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        final int code = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(all);
        return new Run(code, out.toString(), err.toString());
    }

    /** The kernel of one parameter with these statements; {@code %out} is the buffer's address, {@code %t} the thread. */
    private String kernel(String statements) throws IOException {
        return Files.writeString(folder.resolve("k.ptx"), """
                .version 9.0
                .target sm_80
                .address_size 64
                .visible .entry k(.param .u64 out)
                {
                    .reg .pred %p<4>;
                    .reg .b32 %t, %r<8>;
                    .reg .b64 %out, %d<8>;
                    .shared .align 4 .b32 s[64];
                    ld.param.u64 %out, [out];
                    mov.u32 %t, %tid.x;
                    mul.wide.u32 %d0, %t, 4;
                    add.u64 %d1, %out, %d0;
                """ + statements + "    ret;\n}\n").toString();
    }

    private static byte[] words(int... words) {
        final ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(words).forEach(bytes::putInt);
        return bytes.array();
    }

    @Test
    void runsAKernelAndWritesItsResult() throws IOException {
        final Path sum = folder.resolve("sum.bin");
        final Run run = ptx("run", ADD, "--kernel", "vectorAdd", "--grid", "2,1,1", "--block", "128,1,1", "--arg",
                "in:" + EXAMPLES.resolve("a.bin"), "--arg", "in:" + EXAMPLES.resolve("b.bin"), "--arg", "out:1024:" + sum, "--arg",
                "u32:256");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("2 blocks of 128 threads") && run.out().contains("100.0 99.5 99.0 98.5 ..."), run.out());
        assertArrayEquals(Files.readAllBytes(EXAMPLES.resolve("sum.bin")), Files.readAllBytes(sum));
    }

    @Test
    void takesValuesOfEveryType() throws IOException {
        final Path file = Files.writeString(folder.resolve("all.ptx"),
                """
                        .version 8.0
                        .target sm_80
                        .address_size 64
                        .visible .entry all(.param .u8 a, .param .s16 b, .param .s32 c, .param .u64 d, .param .f32 e, .param .f64 f, .param .u64 out)
                        {
                            .reg .b16 %h<2>;
                            .reg .b32 %r<4>;
                            .reg .b64 %d<4>;
                            ld.param.u64 %d0, [out];
                            ld.param.u8 %h0, [a];
                            st.global.u8 [%d0], %h0;
                            ld.param.u16 %h1, [b];
                            st.global.u16 [%d0+2], %h1;
                            ld.param.u32 %r0, [c];
                            st.global.u32 [%d0+4], %r0;
                            ld.param.u64 %d1, [d];
                            st.global.u64 [%d0+8], %d1;
                            ld.param.b32 %r1, [e];
                            st.global.b32 [%d0+16], %r1;
                            ld.param.b64 %d2, [f];
                            st.global.b64 [%d0+24], %d2;
                            ret;
                        }
                        """);
        final Path out = folder.resolve("out.bin");
        assertEquals(0, ptx("run", file.toString(), "--grid", "1", "--block", "1", "--arg", "u8:200", "--arg", "i16:-2", "--arg",
                "i32:-3", "--arg", "u64:0xfedcba9876543210", "--arg", "f32:0.5", "--arg", "f64:-inf", "--arg", "out:32:" + out).code());
        final ByteBuffer bytes = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(0, (byte) 200).putShort(2, (short) -2).putInt(4, -3).putLong(8, 0xfedcba9876543210L).putFloat(16, 0.5f)
                .putDouble(24, Double.NEGATIVE_INFINITY);
        assertArrayEquals(bytes.array(), Files.readAllBytes(out));
    }

    @Test
    void readsAndWritesTheSameBuffer() throws IOException {
        final String file = kernel("    ld.global.u32 %r0, [%d1];\n    add.u32 %r0, %r0, 1;\n    st.global.u32 [%d1], %r0;\n");
        final Path before = Files.write(folder.resolve("x:y.bin"), words(1, 2, 3, 4));
        final Path after = folder.resolve("after.bin");
        assertEquals(0, ptx("run", file, "--grid", "1", "--block", "4", "--arg", "inout:" + before + ":" + after).code());
        assertArrayEquals(words(2, 3, 4, 5), Files.readAllBytes(after));
        assertEquals(0, ptx("run", file, "--grid", "1", "--block", "4", "--arg", "inout:" + before).code());
        assertArrayEquals(words(1, 2, 3, 4), Files.readAllBytes(before), "no file was named for the result");
    }

    @Test
    void reportsEveryKindOfFaultAndWritesNothing() throws IOException {
        final String[][] faults = {{"bounds", "    st.global.u32 [%d1+4], %t;\n"},
            {"misaligned", "    st.global.u32 [%out+2], %t;\n"},
            {"uninitialised", "    ld.shared.u32 %r0, [s];\n    st.global.u32 [%d1], %r0;\n"},
            {"race", "    st.global.u32 [%out], %t;\n"},
            {"barrier", "    setp.eq.u32 %p0, %t, 0;\n    @%p0 bra L;\n    bar.sync 0;\nL:\n    bar.sync 1;\n"},
            {"shuffle", "    setp.lt.u32 %p0, %t, 8;\n    @%p0 shfl.sync.idx.b32 %r0, %t, 9, 31, 0xffffffff;\n"},
            {"trap", "    trap;\n"}, {"timeout", "L:\n    bra.uni L;\n"}};
        for (final String[] fault : faults) {
            final Path out = folder.resolve("out.bin");
            final Run run = ptx("run", kernel(fault[1]), "--grid", "1", "--block", "64", "--limit", "100000", "--arg", "out:256:" + out);
            assertEquals(3, run.code(), fault[0] + run.out());
            assertTrue(run.out().startsWith("FAULT " + fault[0] + "\n  k, line "), run.out());
            assertFalse(Files.exists(out));
        }
    }

    @Test
    void checksWhatItIsAskedTo() throws IOException {
        final String race = kernel("    st.global.u32 [%out], %t;\n");
        assertEquals(0, ptx("run", race, "--grid", "1", "--block", "4", "--arg", "out:4", "--check", "bounds,misaligned").code());
        assertEquals(0, ptx("run", race, "--grid", "1", "--block", "4", "--arg", "out:4", "--check", "none").code());
        assertEquals(3, ptx("run", race, "--grid", "1", "--block", "4", "--arg", "out:4", "--check", "race").code());
        assertTrue(ptx("run", race, "--grid", "1", "--block", "4", "--arg", "out:4", "--check", "rase").err()
                .contains("--check: expected all, none or some of bounds,misaligned"));
    }

    @Test
    void printsJson() throws IOException {
        final Run run = ptx("run", kernel("    st.global.u32 [%out], %t;\n"), "--grid", "1", "--block", "2,1", "--arg", "out:20", "--json");
        assertEquals(3, run.code());
        final JsonNode json = JsonMapper.shared().readTree(run.out());
        assertEquals("ok", JsonMapper.shared().readTree(ptx("run", kernel(""), "--grid", "1", "--block", "2,3", "--arg", "out:20",
                "--json").out()).get("result").asString());
        assertEquals("race", json.get("result").asString());
        assertEquals("[1,0,0]", json.get("fault").get("thread").toString());
        assertEquals(14, json.get("fault").get("line").intValue());
    }

    @Test
    void namesWhatIsWrongWithALaunch() throws IOException {
        final String file = kernel("");
        assertError("expected 1 arguments (out: 8 bytes), found 0", "run", file, "--grid", "1", "--block", "1");
        assertError("expected 8 bytes for 'out', found i32 of 4 bytes", "run", file, "--grid", "1", "--block", "1", "--arg", "i32:7");
        assertError("a block has 1 to 1024 threads", "run", file, "--grid", "1", "--block", "1025", "--arg", "i64:7");
        assertError("expected an entry 'q', found k", "run", file, "--kernel", "q", "--grid", "1", "--block", "1", "--arg", "i64:7");
        assertError("expected -2147483648 to 2147483647 for i32, found 2147483648", "run", file, "--grid", "1", "--block", "1", "--arg",
                "i32:2147483648");
        assertError("expected a value of type f32, found 'x'", "run", file, "--grid", "1", "--block", "1", "--arg", "f32:x");
        assertError("expected a number of bytes, found 'many'", "run", file, "--grid", "1", "--block", "1", "--arg", "out:many");
        assertError("none.bin: expected a file, found nothing", "run", file, "--grid", "1", "--block", "1", "--arg", "in:none.bin");
        assertError("expected in:FILE, inout:FILE", "run", file, "--grid", "1", "--block", "1", "--arg", "7");
        assertError("none.ptx: expected a PTX file, found nothing", "run", "none.ptx", "--grid", "1", "--block", "1");
        assertEquals(2, ptx("run", file, "--block", "1").code(), "no grid");
        assertEquals(2, ptx("run", file, "--grid", "1,1,1,1", "--block", "1").code());
    }

    @Test
    void holdsALaunchAgainstTheLimitsOfTheArchitecture() throws IOException {
        final String file = kernel("    st.global.u32 [%d1], %t;\n");
        final String[] launch = {"run", file, "--grid", "1", "--block", "1", "--arg", "out:4", "--shared", "110000", "--arch"};
        assertEquals(0, ptx(with(launch, "sm_80")).code());
        assertError("256 static, 110000 dynamic); sm_86 has 101376", with(launch, "sm_86"));
    }

    private static String[] with(String[] launch, String last) {
        final String[] all = Arrays.copyOf(launch, launch.length + 1);
        all[launch.length] = last;
        return all;
    }

    private static void assertError(String expected, String... arguments) {
        final Run run = ptx(arguments);
        assertEquals(3, run.code(), run.out() + run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(expected), run.err());
    }

    @Test
    void checksATextWithoutRunningIt() throws IOException {
        final Run good = ptx("check", kernel("    st.global.u32 [%d1], %t;\n"));
        assertEquals(0, good.code(), good.out());
        assertTrue(good.out().contains("entries: k") && good.out().contains("read as .version 8.0") && good.out().contains("sm_90"),
                good.out());
        final Run bad = ptx("check", kernel("    mvo.u32 %r0, %t;\n    add.u37 %r0, %t, 1;\n"), "--target", "sm_80,sm_86");
        assertEquals(1, bad.code());
        assertTrue(bad.out().contains("14:5: mvo.u32") && bad.out().contains("15:5: add.u37") && bad.out().contains("sm_80, sm_86"),
                bad.out());
        assertEquals(3, ptx("run", kernel("    mvo.u32 %r0, %t;\n"), "--grid", "1", "--block", "1", "--arg", "out:4").code());
    }

    @Test
    void runsTheExampleCases() {
        final Run run = ptx("test", EXAMPLES.resolve("cases.json").toString());
        assertEquals(0, run.code(), run.out());
        assertTrue(run.out().endsWith("4 passed, 0 failed\n"), run.out());
    }

    @Test
    void failsCasesThatEndOtherwise() throws IOException {
        kernel("    st.global.u32 [%d1], %t;\n");
        Files.write(folder.resolve("right.bin"), words(0, 1, 2, 3));
        Files.write(folder.resolve("near.bin"), words(0, 1, 2, 4));
        Files.write(folder.resolve("short.bin"), words(0, 1, 2));
        Files.writeString(folder.resolve("u.ptx"), "foo");
        final String head = "{\"file\":\"k.ptx\",\"kernel\":\"k\",\"grid\":[1,1,1],\"block\":[4,1,1],\"args\":[[\"out\",16,\"o\"]]";
        final Path cases = Files.writeString(folder.resolve("c.json"), "[" + String.join(",",
                head + ",\"outs\":[[\"o\",\"right.bin\",\"i32\"]]}",
                head + ",\"outs\":[[\"o\",\"near.bin\",\"u32\"]],\"tol\":0.25}",
                head + ",\"outs\":[[\"o\",\"near.bin\",\"u32\"]],\"tol\":0.2}",
                head + ",\"outs\":[[\"o\",\"short.bin\",\"u32\"]]}",
                head + ",\"outs\":[[\"o\",\"none.bin\",\"u32\"]]}",
                head + ",\"expect\":\"race\"}",
                head.replace("4,1,1", "5,1,1") + ",\"expect\":\"bounds\"}",
                head.replace("4,1,1", "5,1,1") + ",\"expect\":\"bounds\",\"check\":\"none\"}",
                head.replace("k.ptx", "u.ptx") + ",\"expect\":\"unsupported\"}",
                head.replace("k.ptx", "none.ptx") + ",\"expect\":\"unsupported\"}") + "]");
        final Run run = ptx("test", cases.toString(), "--json");
        assertEquals(1, run.code());
        final JsonNode json = JsonMapper.shared().readTree(run.out());
        assertEquals("[true, true, false, false, false, false, true, false, true, false]",
                json.get("cases").valueStream().map(c -> c.get("passed").booleanValue()).toList().toString(), run.out());
        assertEquals("o: 1 of 4 elements differ, first [3]: expected 4, found 3", json.get("cases").get(2).get("note").asString());
    }

    @Test
    void namesWhatIsWrongWithAListOfCases() throws IOException {
        final String[][] wrong = {{"{}", "expected a list of cases, found {}"}, {"[7]", "case 0: expected an object, found 7"},
            {"[{}]", "case 0: file: expected a text, found nothing"},
            {"[{\"file\":\"k\",\"kernel\":\"k\",\"grid\":[1,1.5],\"block\":[1]}]", "grid: expected [x, y, z] in whole numbers"},
            {"[{\"file\":\"k\",\"kernel\":\"k\",\"grid\":[1],\"block\":[1],\"colour\":1}]", "case 0: colour: no such field"},
            {"[{\"file\":\"k\",\"kernel\":\"k\",\"grid\":[1],\"block\":[1],\"tol\":-1}]", "tol: expected a number of at least 0"},
            {"[{\"file\":\"k\",\"kernel\":\"k\",\"grid\":[1],\"block\":[1],\"expect\":\"fine\"}]", "expect: expected one of ok, bounds"},
            {"[{\"file\":\"k\",\"kernel\":\"k\",\"grid\":[1],\"block\":[1],\"args\":[[\"f16\",1]]}]", "args[0]: expected [\"in\", PATH]"},
            {"[{\"file\":\"k\",\"kernel\":\"k\",\"grid\":[1],\"block\":[1],\"outs\":[[\"a\",\"b\",\"f32\"]]}]",
                "outs[0]: expected the name of a buffer"},
            {"[", "expected JSON, found"}};
        for (final String[] each : wrong) {
            assertError(each[1], "test", Files.writeString(folder.resolve("bad.json"), each[0]).toString());
        }
    }
}
