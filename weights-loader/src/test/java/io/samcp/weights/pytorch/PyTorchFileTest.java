package io.samcp.weights.pytorch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.runtime.tensor.TensorShape;
import io.samcp.weights.GoldenZip;
import io.samcp.weights.Tensors;
import io.samcp.weights.WeightFormatException;
import io.samcp.weights.WeightsFile;
import io.samcp.weights.WeightsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PyTorchFileTest {

    /** The two formats of {@code torch.save}. */
    enum Format {
        ZIP,
        LEGACY
    }

    private static final Map<String, byte[]> STORAGES = new LinkedHashMap<>();

    static {
        STORAGES.put("1", Checkpoints.ramp(100, 4));
        STORAGES.put("0", Checkpoints.ramp(0, 12));
    }

    @TempDir
    private Path folder;

    private Path write(Format format, byte[] pickle) throws IOException {
        final Path file = folder.resolve("checkpoint.pth");
        return switch (format) {
            case ZIP -> Checkpoints.zip(file, pickle, STORAGES);
            case LEGACY -> Checkpoints.legacy(file, pickle, Float.BYTES, STORAGES);
        };
    }

    /** Plain, transposed, with an offset, repeated, a scalar, an empty one; all but one in the same storage. */
    private static PickleAssembler views(PickleAssembler pickle) {
        return pickle.orderedDictionary().mark()
                .text("plain").floats("0", 12, 0, new int[]{3, 4}, 4, 1)
                .text("transposed").floats("0", 12, 0, new int[]{4, 3}, 1, 4)
                .text("inner").floats("0", 12, 5, new int[]{2, 2}, 4, 1)
                .text("repeated").floats("0", 12, 2, new int[]{2, 3}, 0, 1)
                .text("scalar").floats("1", 4, 3, new int[]{})
                .text("empty").floats("1", 4, 4, new int[]{0, 2}, 2, 1)
                .text("parameter").global("torch._utils", "_rebuild_parameter").mark().floats("1", 4, 0, new int[]{4}, 1).op(0x88)
                .orderedDictionary().tuple().reduce().setItems();
    }

    private static void assertViews(WeightsFile file) {
        assertEquals(List.of("plain", "transposed", "inner", "repeated", "scalar", "empty", "parameter"),
                List.copyOf(file.tensors().keySet()));
        assertArrayEquals(new float[]{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, file.tensor("plain").toFloats());
        assertArrayEquals(new float[]{0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}, file.tensor("transposed").toFloats());
        assertArrayEquals(new float[]{5, 6, 9, 10}, file.tensor("inner").toFloats());
        assertArrayEquals(new float[]{2, 3, 4, 2, 3, 4}, file.tensor("repeated").toFloats());
        assertEquals(103, file.tensor("scalar").floatAt(0));
        assertEquals(TensorShape.of(), file.tensor("scalar").shape());
        assertEquals(TensorShape.of(0, 2), file.tensor("empty").shape());
        assertArrayEquals(new float[]{100, 101, 102, 103}, file.tensor("parameter").toFloats());
    }

    @ParameterizedTest
    @EnumSource
    void readsViewsOfStorages(Format format) throws IOException {
        try (WeightsFile file = WeightsFiles.open(write(format, views(new PickleAssembler()).stop()))) {
            assertEquals(format == Format.ZIP ? "PyTorch (zip)" : "PyTorch (legacy)", file.format());
            assertViews(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"state_dict", "model"})
    void findsTheTensorsBelowTheTop(String key) throws IOException {
        final PickleAssembler pickle = new PickleAssembler().emptyDictionary().mark().text("meta").emptyDictionary().mark();
        pickle.text("epoch").integer(12).text("config").text("{}").text("classes").op(']').mark().text("a").text("b").op('e').setItems();
        final byte[] bytes = views(pickle.text(key)).setItems().stop();
        for (final Format format : Format.values()) {
            try (WeightsFile file = WeightsFiles.open(write(format, bytes))) {
                assertViews(file);
                assertEquals(Map.of("epoch", "12", "config", "{}", "classes", "[\"a\",\"b\"]"), file.metadata());
            }
        }
    }

    @Test
    void readsIntegers() throws IOException {
        final byte[] pickle = new PickleAssembler().orderedDictionary().mark().text("n").tensor("LongStorage", "k", 1, 0, new int[]{})
                .setItems().stop();
        final byte[] number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 77).array();
        try (WeightsFile file = WeightsFiles.open(Checkpoints.zip(folder.resolve("a"), pickle, Map.of("k", number)))) {
            assertArrayEquals(new int[]{77}, file.tensor("n").toInts());
        }
        try (WeightsFile file = WeightsFiles.open(Checkpoints.legacy(folder.resolve("b"), pickle, 8, Map.of("k", number)))) {
            assertArrayEquals(new int[]{77}, file.tensor("n").toInts());
        }
    }

    @Test
    void aCheckpointOfATrainingRunnerHasTheWeightsOfTheSmallGoldenModel() throws IOException {
        final Path runner = folder.resolve("tiny_runner.pth");
        try (InputStream in = WeightsFile.class.getResourceAsStream("tiny_runner.pth")) {
            Files.copy(in, runner);
        }
        try (WeightsFile file = WeightsFiles.open(runner);
                WeightsFile golden = WeightsFiles.open(GoldenZip.unpack("tiny.safetensors", folder))) {
            int compared = 0;
            for (final String name : file.tensors().keySet()) {
                if (golden.tensors().containsKey(name)) {
                    Tensors.assertSame(golden.tensor(name), file.tensor(name), name);
                    compared++;
                }
            }
            assertTrue(compared >= 7, compared + " of " + file.tensors().keySet() + " are in both files");
            assertEquals("12", file.metadata().get("epoch"));
            assertTrue(file.metadata().get("config").contains("\"embed_dims\": 32"), "the configuration in the metadata");
        }
    }

    /** Tries one change of a good pickle in both formats. */
    private void refused(String named, UnaryOperator<PickleAssembler> values) throws IOException {
        final byte[] pickle = values.apply(new PickleAssembler().orderedDictionary().mark().text("w")).setItems().stop();
        for (final Format format : Format.values()) {
            final Path file = write(format, pickle);
            final WeightFormatException refused = assertThrows(WeightFormatException.class, () -> WeightsFiles.open(file).close());
            assertTrue(refused.getMessage().contains(file.toString()) && refused.getMessage().contains(named),
                    format + ", " + named + " in: " + refused.getMessage());
        }
    }

    @Test
    void refusesViewsThatLeaveTheirStorage() throws IOException {
        refused("beyond", p -> p.floats("0", 12, 0, new int[]{13}, 1));
        refused("beyond", p -> p.floats("0", 12, 1, new int[]{3, 4}, 4, 1));
        refused("beyond", p -> p.floats("0", 12, 0, new int[]{2}, 12));
        refused("beyond", p -> p.floats("0", 12, -1, new int[]{2}, 1));
        refused("negative", p -> p.floats("0", 12, 5, new int[]{2}, -1));
        refused("negative", p -> p.floats("0", 12, 5, new int[]{-2}, 1));
        refused("strides", p -> p.floats("0", 12, 0, new int[]{2, 2}, 1));
        refused("64 times", p -> p.floats("0", 12, 0, new int[]{1_000_000, 1_000_000}, 0, 0));
        refused("beyond", p -> p.floats("0", 12, 0, new int[]{Integer.MAX_VALUE, Integer.MAX_VALUE}, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    @Test
    void refusesStoragesThatAreNotWhatThePickleSays() throws IOException {
        refused("data/0", "storage 0", p -> p.floats("0", 11, 0, new int[]{2}, 1));
        refused("data/0", "storage 0", p -> p.floats("0", 13, 0, new int[]{2}, 1));
        refused("data/2", "storage keys", p -> p.floats("2", 2, 0, new int[]{2}, 1));
        refused("two descriptions",
                p -> p.floats("0", 12, 0, new int[]{2}, 1).text("v").tensor("DoubleStorage", "0", 12, 0, new int[]{2}, 1));
        refused("not a storage", p -> p.tensor("FloatStorage", "0", -1, 0, new int[]{0}, 1));
        refused("not a storage", p -> p.tensor("ComplexFloatStorage", "0", 6, 0, new int[]{2}, 1));
    }

    private void refused(String zip, String legacy, UnaryOperator<PickleAssembler> values) throws IOException {
        final byte[] pickle = values.apply(new PickleAssembler().orderedDictionary().mark().text("w")).text("v")
                .floats("1", 4, 0, new int[]{4}, 1).setItems().stop();
        final WeightFormatException first = assertThrows(WeightFormatException.class,
                () -> WeightsFiles.open(write(Format.ZIP, pickle)).close());
        assertTrue(first.getMessage().contains(zip), first.getMessage());
        final WeightFormatException second = assertThrows(WeightFormatException.class,
                () -> WeightsFiles.open(write(Format.LEGACY, pickle)).close());
        assertTrue(second.getMessage().contains(legacy), second.getMessage());
    }

    @Test
    void refusesCompressedEntriesAndTheOtherByteOrder() throws IOException {
        final byte[] pickle = views(new PickleAssembler()).stop();
        final Path compressed = Checkpoints.zip(folder.resolve("a"), pickle, STORAGES, ZipEntry.DEFLATED, "little");
        assertTrue(assertThrows(WeightFormatException.class, () -> WeightsFiles.open(compressed)).getMessage().contains("uncompressed"),
                "compressed");
        final Path big = Checkpoints.zip(folder.resolve("b"), pickle, STORAGES, ZipEntry.STORED, "big");
        assertTrue(assertThrows(WeightFormatException.class, () -> WeightsFiles.open(big)).getMessage().contains("little, found big"),
                "big-endian");
    }

    @Test
    void refusesAnotherZipFile() throws IOException {
        final Path jar = folder.resolve("other.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
        }
        assertTrue(assertThrows(WeightFormatException.class, () -> WeightsFiles.open(jar)).getMessage().contains("data.pkl"), "no pickle");
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsTheFile(Format format) throws IOException {
        final WeightsFile file = WeightsFiles.open(write(format, views(new PickleAssembler()).stop()));
        file.close();
        file.close();
        assertEquals(file.path() + " is closed", assertThrows(IllegalStateException.class, () -> file.tensor("plain")).getMessage());
    }
}
