package io.samcp.weights.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.weights.TensorInfo;
import io.samcp.weights.WeightFormatException;
import io.samcp.weights.WeightsFile;
import io.samcp.weights.WeightsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a header may say, and that everything else is refused before it is used. */
class SafetensorsRulesTest {

    private static final String GOOD = "{'__metadata__':{'k':'v'},'a':{'dtype':'F32','shape':[2,1],'data_offsets':[0,8]},"
            + "'b':{'dtype':'U8','shape':[],'data_offsets':[8,9]}}";

    @TempDir
    private Path folder;

    private WeightFormatException refused(byte[] bytes) throws IOException {
        final Path file = RawFile.write(folder, bytes);
        final WeightFormatException refused = assertThrows(WeightFormatException.class, () -> SafetensorsFile.open(file));
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
        return refused;
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    @Test
    void readsAFileThatKeepsTheRules() throws IOException {
        try (WeightsFile file = WeightsFiles.open(RawFile.write(folder, RawFile.bytes(json(GOOD), 9)))) {
            assertEquals("v", file.metadata().get("k"));
            assertEquals(Float.intBitsToFloat(0x07060504), file.tensor("a").floatAt(1));
            assertEquals(8, file.tensor("b").toInts()[0]);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '|', value = {
        "{'a':{'dtype':'F31','shape':[2],'data_offsets':[0,8]}};dtype", "{'a':{'shape':[2],'data_offsets':[0,8]}};dtype",
        "{'a':{'dtype':4,'shape':[2],'data_offsets':[0,8]}};dtype", "{'a':{'dtype':'F32','data_offsets':[0,8]}};shape",
        "{'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}};shape", "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}};shape",
        "{'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}};shape", "{'a':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}};shape",
        "{'a':{'dtype':'F32','shape':[4294967298],'data_offsets':[0,8]}};shape",
        "{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2],'data_offsets':[0,8]}};shape",
        "{'a':{'dtype':'F32','shape':[2147483647,2147483647,2147483647],'data_offsets':[0,8]}};less than 2^63",
        "{'a':{'dtype':'F4','shape':[3],'data_offsets':[0,8]}};whole bytes", "{'a':{'dtype':'F32','shape':[2]}};data_offsets",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}};data_offsets",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,'8']}};data_offsets",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,7]}};8 bytes", "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}};8 bytes",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}};data_offsets",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[9223372036854775807,9223372036854775815]}};data_offsets",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}};no holes",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[2,6]}};no overlaps",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}};no overlaps",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}};Duplicate",
        "{'a':{'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}};Duplicate",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}};12 bytes",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}};4 bytes",
        "{};0 bytes", "{'a':3};a JSON object", "{'a':null};a JSON object", "{'__metadata__':[]};__metadata__",
        "{'__metadata__':{'k':1}};__metadata__.k", "[];'{'", "x{};'{'", "{'a':;JSON", "{} {};JSON",
        "{'a':[[[[[[[[[[[]]]]]]]]]]]};JSON"})
    void refusesEverythingElse(String header, String named) throws IOException {
        final WeightFormatException refused = refused(RawFile.bytes(json(header), 8));
        assertTrue(refused.getMessage().contains(named), named + " in: " + refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 100, 1L << 32})
    void refusesALengthThatIsNotThatOfTheHeader(long length) throws IOException {
        assertTrue(refused(RawFile.bytes(length, "{}", 0)).getMessage().contains("header length"), "length " + length);
    }

    @Test
    void refusesAHeaderBeyondTheLimit() throws IOException {
        final byte[] bytes = RawFile.bytes(json(GOOD), 9);
        final Path file = RawFile.write(folder, bytes);
        SafetensorsFile.open(file, json(GOOD).length()).close();
        assertThrows(WeightFormatException.class, () -> SafetensorsFile.open(file, json(GOOD).length() - 1));
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        final byte[] bytes = RawFile.bytes(json(GOOD), 9);
        for (int length = 0; length < bytes.length; length++) {
            refused(Arrays.copyOf(bytes, length));
        }
        refused(Arrays.copyOf(bytes, bytes.length + 1));
    }

    @Test
    void lengthsThatLookLikeAPickleAreLengths() throws IOException {
        for (final int length : new int[]{0x0280, 0x0380, 0x0480, 0x0580}) {
            final byte[] bytes = RawFile.bytes("{" + " ".repeat(length - 2) + "}", 0);
            try (WeightsFile file = WeightsFiles.open(RawFile.write(folder, bytes))) {
                assertEquals("safetensors", file.format(), "header of " + length + " bytes");
            }
        }
    }

    @Test
    void typesWithoutAHostTypeCanBeListedButNotRead() throws IOException {
        final String header = json(
                "{'a':{'dtype':'F8_E4M3','shape':[3],'data_offsets':[0,3]},'b':{'dtype':'F4','shape':[4],'data_offsets':[3,5]},"
                        + "'c':{'dtype':'U64','shape':[1],'data_offsets':[5,13]}}");
        try (WeightsFile file = WeightsFiles.open(RawFile.write(folder, RawFile.bytes(header, 13)))) {
            for (final String name : file.tensors().keySet()) {
                final TensorInfo info = file.tensors().get(name);
                final WeightFormatException refused = assertThrows(WeightFormatException.class, () -> file.tensor(name));
                assertTrue(refused.getMessage().contains(info.dtype()), refused.getMessage());
            }
        }
    }

    @Test
    void missingFilesAndFoldersAreRefused() {
        assertThrows(WeightFormatException.class, () -> WeightsFiles.open(folder));
        assertThrows(WeightFormatException.class, () -> WeightsFiles.open(folder.resolve("nothing")));
        assertThrows(WeightFormatException.class, () -> SafetensorsFile.open(folder.resolve("nothing")));
    }

    @Test
    void damageIsRefusedOrHarmless() throws IOException {
        final Random random = new Random(1);
        final byte[] good = RawFile.bytes(json(GOOD), 9);
        int readable = 0;
        for (int round = 0; round < 6_000; round++) {
            final byte[] damaged = good.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            }
            final Path path = Files.write(folder.resolve("damaged"), damaged);
            try (WeightsFile file = WeightsFiles.open(path)) {
                for (final String name : file.tensors().keySet()) {
                    assertEquals(file.tensors().get(name).bytes(), file.tensor(name).data().byteSize(), name + " in round " + round);
                }
                readable++;
            } catch (WeightFormatException e) {
                assertTrue(e.getMessage().contains(path.toString()), "round " + round + ": " + e.getMessage());
            }
        }
        assertTrue(readable > 0 && readable < 6_000, readable + " of 6000 damaged files can be read");
    }
}
