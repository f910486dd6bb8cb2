package io.samcp.weights.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import io.samcp.weights.Tensors;
import io.samcp.weights.WeightFormatException;
import io.samcp.weights.safetensors.SafetensorsWriter.Slot;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {

    private static final Map<String, String> METADATA = Map.of("config", "{\"a\": 1}", "umlaut", "ü", "z", "");

    private final Map<String, HostTensor> tensors = new LinkedHashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void oneTensorOfEachType() {
        final Random random = new Random(5);
        for (final ElementType type : ElementType.values()) {
            final byte[] bytes = new byte[6 * type.bytes()];
            random.nextBytes(bytes);
            tensors.put("tensor of " + type, new HostTensor(type, TensorShape.of(2, 3), MemorySegment.ofArray(bytes)));
        }
        tensors.put("scalar", HostTensor.ofFloats(TensorShape.of(), 4.5f));
        tensors.put("empty", HostTensor.ofFloats(TensorShape.of(0, 7)));
        tensors.put("larger than a chunk", HostTensor.ofFloats(TensorShape.of(1_500_000), new float[1_500_000]));
    }

    private Path write(Map<String, HostTensor> content) {
        final Path file = folder.resolve("written.safetensors");
        final Map<String, Slot> slots = new LinkedHashMap<>();
        content.forEach((name, tensor) -> slots.put(name, new Slot(tensor.type(), tensor.shape())));
        SafetensorsWriter.write(file, slots, content::get, METADATA, _ -> {
        });
        return file;
    }

    @Test
    void whatIsWrittenIsRead() {
        try (SafetensorsFile file = SafetensorsFile.open(write(tensors))) {
            assertEquals(METADATA, file.metadata());
            assertEquals(tensors.keySet(), file.tensors().keySet());
            tensors.forEach((name, tensor) -> Tensors.assertSame(tensor, file.tensor(name), name));
        }
    }

    @Test
    void theSameContentGivesTheSameBytes() throws IOException {
        final byte[] first = Files.readAllBytes(write(tensors));
        final Map<String, HostTensor> reversed = new LinkedHashMap<>();
        final List<String> names = new ArrayList<>(tensors.keySet());
        names.reversed().forEach(name -> reversed.put(name, tensors.get(name)));
        assertArrayEquals(first, Files.readAllBytes(write(reversed)));
    }

    @Test
    void theDataBeginsAtAMultipleOfEight() throws IOException {
        final byte[] bytes = Files.readAllBytes(write(tensors));
        assertEquals(0, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0) % 8, "header length modulo 8");
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        final Path file = Files.writeString(folder.resolve("written.safetensors"), "old");
        tensors.put("unready", HostTensor.ofFloats(TensorShape.of(1), 1));
        final Map<String, Slot> slots = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> slots.put(name, new Slot(tensor.type(), tensor.shape())));
        assertThrows(IllegalStateException.class, () -> SafetensorsWriter.write(file, slots, name -> {
            if (name.equals("unready")) {
                throw new IllegalStateException("not ready");
            }
            return tensors.get(name);
        }, Map.of(), _ -> {
        }));
        assertEquals("old", Files.readString(file));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList(), "files left");
        }
    }

    @Test
    void aTensorOfAnotherShapeThanAnnouncedIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> SafetensorsWriter.write(folder.resolve("f"),
                Map.of("a", new Slot(ElementType.F32, TensorShape.of(2))), _ -> HostTensor.ofFloats(TensorShape.of(1), 1), Map.of(), _ -> {
                }));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() {
        final Path file = folder.resolve("no/such/folder");
        final WeightFormatException refused = assertThrows(WeightFormatException.class,
                () -> SafetensorsWriter.write(file, Map.of(), _ -> null, Map.of(), _ -> {
                }));
        assertTrue(refused.getMessage().startsWith(file.toString()), refused.getMessage());
    }

    @Test
    void closingEndsTheFile() {
        final SafetensorsFile file = SafetensorsFile.open(write(tensors));
        final HostTensor scalar = file.tensor("scalar");
        assertEquals(4.5f, scalar.floatAt(0));
        file.close();
        file.close();
        final IllegalStateException closed = assertThrows(IllegalStateException.class, () -> file.tensor("scalar"));
        assertEquals(file.path() + " is closed", closed.getMessage());
        assertThrows(IllegalStateException.class, () -> scalar.floatAt(0), "memory that is no longer mapped");
    }
}
