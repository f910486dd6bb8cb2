package io.samcp.weights.pytorch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.weights.WeightFormatException;
import io.samcp.weights.WeightsFile;
import io.samcp.weights.WeightsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles that want to be more than data: nothing runs, nothing is built but dictionaries and tensors, nothing takes for ever. */
class HostilePickleTest {

    private static final Map<String, byte[]> STORAGES = Map.of("0", Checkpoints.ramp(0, 4));
    /** Far beyond what any of these files takes, far below the age of the universe. */
    private static final Duration FOR_EVER = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private WeightFormatException refused(byte[] pickle) throws IOException {
        final Path file = Checkpoints.zip(folder.resolve("hostile.pth"), pickle, STORAGES);
        final Path old = Checkpoints.legacy(folder.resolve("hostile_legacy.pth"), pickle, Float.BYTES, STORAGES);
        return assertTimeoutPreemptively(FOR_EVER, () -> {
            assertThrows(WeightFormatException.class, () -> WeightsFiles.open(old).close(), "legacy");
            return assertThrows(WeightFormatException.class, () -> WeightsFiles.open(file).close());
        });
    }

    private static PickleAssembler call(PickleAssembler pickle, String module, String name, String argument) {
        return pickle.global(module, name).mark().text(argument).tuple().reduce();
    }

    @ParameterizedTest
    @CsvSource({"os, system", "posix, system", "subprocess, Popen", "builtins, eval", "__builtin__, exec", "builtins, getattr",
        "torch.storage, _load_from_bytes", "datetime, datetime", "decimal, Decimal", "builtins, complex"})
    void aCallInPlaceOfATensorIsRefusedByNameAndNeverMade(String module, String name) throws IOException {
        final Path witness = folder.resolve("witness");
        final PickleAssembler pickle = new PickleAssembler().orderedDictionary().mark().text("w");
        final WeightFormatException refused = refused(call(pickle, module, name, "touch " + witness).setItems().stop());
        assertTrue(refused.getMessage().contains(module + "." + name), refused.getMessage());
        assertFalse(Files.exists(witness), "the command ran");
    }

    @Test
    void aCallInPlaceOfTheWholeCheckpointIsRefusedByName() throws IOException {
        assertTrue(refused(call(new PickleAssembler(), "os", "system", "true").stop()).getMessage().contains("os.system"), "named");
    }

    @Test
    void aCallAsAnArgumentOfATensorIsRefused() throws IOException {
        final PickleAssembler pickle = new PickleAssembler().orderedDictionary().mark().text("w")
                .global("torch._utils", "_rebuild_tensor_v2").mark();
        call(pickle, "os", "system", "true").integer(0).integers(2).integers(1).op(0x89).orderedDictionary().tuple().reduce();
        assertTrue(refused(pickle.setItems().stop()).getMessage().contains("not made from a storage"), "named");
    }

    @Test
    void foreignObjectsBesideTheWeightsAreSkipped() throws IOException {
        final PickleAssembler pickle = new PickleAssembler().emptyDictionary().mark().text("hub");
        call(pickle, "os", "system", "touch " + folder.resolve("witness"));
        pickle.text("history").global("mmengine.logging.history_buffer", "HistoryBuffer").emptyTuple().op(0x81).emptyDictionary().mark()
                .text("_log_history").integer(3).setItems().op('b');
        pickle.text("defaults").global("collections", "defaultdict").emptyTuple().reduce().mark().text("k").integer(1).setItems();
        pickle.text("queue").global("collections", "deque").emptyTuple().reduce().mark().integer(1).op('e');
        pickle.text("state_dict").orderedDictionary().mark().text("w").floats("0", 4, 0, new int[]{4}, 1).setItems().setItems();
        final byte[] bytes = pickle.stop();
        for (final Path path : new Path[]{Checkpoints.zip(folder.resolve("a"), bytes, STORAGES),
            Checkpoints.legacy(folder.resolve("b"), bytes, Float.BYTES, STORAGES)}) {
            try (WeightsFile file = WeightsFiles.open(path)) {
                assertEquals(Set.of("w"), file.tensors().keySet());
                assertArrayEquals(new float[]{0, 1, 2, 3}, file.tensor("w").toFloats());
            }
        }
        assertFalse(Files.exists(folder.resolve("witness")), "the command ran");
    }

    /** A list that holds the list before it twice, 64 times over: as a key, its hash would take 2^64 steps. */
    private static PickleAssembler explosive(PickleAssembler pickle) {
        pickle.op(']').op('q').op(0);
        for (int i = 1; i < 64; i++) {
            pickle.op('0').op(']').op('q').op(i).op('h').op(i - 1).op('a').op('h').op(i - 1).op('a');
        }
        return pickle;
    }

    @Test
    void containersAreNotKeys() throws IOException {
        assertTrue(refused(explosive(new PickleAssembler().emptyDictionary()).integer(1).op('s').stop()).getMessage().contains("as a key"),
                "item");
        assertTrue(refused(explosive(new PickleAssembler().emptyDictionary().mark()).integer(1).setItems().stop()).getMessage()
                .contains("as a key"), "items");
        assertTrue(refused(explosive(new PickleAssembler().op(0x8F).mark()).op(0x90).stop()).getMessage().contains("as a key"), "set");
        assertTrue(refused(explosive(new PickleAssembler().mark()).op(0x91).stop()).getMessage().contains("as a key"), "frozen set");
    }

    @Test
    void anExplosiveObjectIsNotSpelledOut() throws IOException {
        assertTrue(refused(explosive(new PickleAssembler()).stop()).getMessage().contains("a list"), "as the checkpoint");
        assertTrue(refused(explosive(new PickleAssembler().emptyDictionary().mark().text("w")).setItems().stop()).getMessage()
                .contains("a list"), "as a tensor");
        final PickleAssembler id = explosive(new PickleAssembler().mark().text("storage").global("torch", "FloatStorage"));
        assertTrue(refused(id.text("cpu").integer(4).tuple().op('Q').stop()).getMessage().contains("not a storage"), "as a storage key");
    }

    @Test
    void dictionariesThatContainThemselvesAreNoTensors() throws IOException {
        final PickleAssembler pickle = new PickleAssembler().emptyDictionary().op('q').op(0).text("state_dict").op('h').op(0).op('s');
        assertTrue(refused(pickle.stop()).getMessage().contains("a dictionary"), "named");
    }

    @Test
    void lengthsAreNotBelieved() throws IOException {
        for (final int code : new int[]{'X', 'T', 'B', 0x8B}) {
            assertTrue(refused(new PickleAssembler().op(code).littleEndian(Integer.MAX_VALUE).stop()).getMessage().contains("are left"),
                    "opcode " + code);
        }
        for (final int code : new int[]{0x8D, 0x8E, 0x96}) {
            final PickleAssembler pickle = new PickleAssembler().op(code).littleEndian(-1).littleEndian(Integer.MAX_VALUE);
            assertTrue(refused(pickle.stop()).getMessage().contains("are left"), "opcode " + code);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"I1\n", "L1L\n", "F1.5\n", "S'a'\n", "Va\n", "g0\n", "p0\n", "P0\n", "(ios\nsystem\n", "(o", "\u0082\u0001", "R",
                "t", "s", "u", "a", "e", "b", "0", "1", "2", "\u0081", "\u0092", "\u0093", "Q", "h\u0007", "", "N", "\u00ff", "c", "cos"})
    void operationsOutOfPlaceAreRefused(String operations) throws IOException {
        final PickleAssembler pickle = new PickleAssembler();
        operations.chars().forEach(pickle::op);
        final WeightFormatException refused = refused(pickle.stop());
        assertTrue(refused.getMessage().contains("hostile.pth"), refused.getMessage());
    }

    @Test
    void deepNestingIsNoProblem() throws IOException {
        final PickleAssembler pickle = new PickleAssembler().emptyDictionary().mark().text("deep");
        for (int i = 0; i < 200_000; i++) {
            pickle.op(']');
        }
        for (int i = 0; i < 199_999; i++) {
            pickle.op('a');
        }
        pickle.text("state_dict").orderedDictionary().mark().text("w").floats("0", 4, 0, new int[]{4}, 1).setItems().setItems();
        try (WeightsFile file = WeightsFiles.open(Checkpoints.zip(folder.resolve("deep"), pickle.stop(), STORAGES))) {
            assertEquals(Set.of("w"), file.tensors().keySet());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void damageIsRefusedOrHarmless(boolean zip) throws IOException {
        final byte[] pickle = new PickleAssembler().emptyDictionary().mark().text("meta").emptyDictionary().mark().text("seed").integer(4)
                .setItems().text("state_dict").orderedDictionary().mark().text("w").floats("0", 4, 0, new int[]{2, 2}, 1, 2).setItems()
                .setItems().stop();
        final Path path = folder.resolve("damaged");
        final byte[] good = Files.readAllBytes(
                zip ? Checkpoints.zip(path, pickle, STORAGES) : Checkpoints.legacy(path, pickle, Float.BYTES, STORAGES));
        final Random random = new Random(zip ? 1 : 2);
        int readable = 0;
        for (int round = 0; round < 3_000; round++) {
            final byte[] damaged = good.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            }
            Files.write(path, damaged);
            try (WeightsFile file = WeightsFiles.open(path)) {
                for (final String name : file.tensors().keySet()) {
                    assertEquals(file.tensors().get(name).bytes(), file.tensor(name).data().byteSize(), name + " in round " + round);
                }
                readable++;
            } catch (WeightFormatException e) {
                assertTrue(e.getMessage().contains(path.toString()), "round " + round + ": " + e.getMessage());
            }
        }
        assertTrue(readable > 0 && readable < 3_000, readable + " of 3000 damaged files can be read");
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        final byte[] pickle = new PickleAssembler().orderedDictionary().mark().text("w").floats("0", 4, 0, new int[]{4}, 1).setItems()
                .stop();
        final Path path = folder.resolve("cut");
        for (final boolean zip : new boolean[]{true, false}) {
            final byte[] good = Files.readAllBytes(
                    zip ? Checkpoints.zip(path, pickle, STORAGES) : Checkpoints.legacy(path, pickle, Float.BYTES, STORAGES));
            for (int length = 0; length < good.length; length++) {
                Files.write(path, Arrays.copyOf(good, length));
                assertThrows(WeightFormatException.class, () -> WeightsFiles.open(path).close(), "cut to " + length + ", zip " + zip);
            }
        }
    }
}
