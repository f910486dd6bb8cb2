package io.samcp.runtime.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

final class HostTensorTest {

    private static final TensorShape PAIR = TensorShape.of(2);

    @Test
    void aBufferAndItsTensorAreTheSameMemory() {
        final ByteBuffer buffer = ByteBuffer.allocateDirect(12).order(ByteOrder.LITTLE_ENDIAN).position(4);
        final HostTensor tensor = HostTensor.over(ElementType.F32, PAIR, buffer);
        assertTrue(tensor.data().isNative(), "a direct buffer stays where it is");
        buffer.putFloat(4, 1.5f).putFloat(8, -2);
        assertArrayEquals(new float[]{1.5f, -2}, tensor.toFloats());
        tensor.asByteBuffer().putFloat(0, 7);
        assertEquals(7, buffer.getFloat(4));
    }

    @Test
    void refusesBuffersOfAnotherSizeOrOrder() {
        assertThrows(IllegalArgumentException.class,
                () -> HostTensor.over(ElementType.F32, PAIR, ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN)));
        assertThrows(IllegalArgumentException.class, () -> HostTensor.over(ElementType.F32, PAIR, ByteBuffer.allocate(8)));
    }

    @Test
    void aCopyLivesOnItsOwn() {
        final HostTensor copy;
        try (Arena arena = Arena.ofConfined()) {
            final HostTensor tensor = HostTensor.allocate(arena, ElementType.S32, PAIR);
            tensor.asByteBuffer().putInt(4, 9);
            copy = tensor.copy();
            tensor.asByteBuffer().putInt(4, 1);
        }
        assertArrayEquals(new int[]{0, 9}, copy.toInts());
    }
}
