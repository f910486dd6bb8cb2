package io.samcp.simulator.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Views between ND4J and host tensors: the same memory, whatever the type. */
final class Nd4jViewsTest {

    private static INDArray counting() {
        return Nd4j.arange(24).castTo(DataType.FLOAT).reshape(2, 3, 4);
    }

    @Test
    void aTensorSeesAnArrayAndWhatIsWrittenToIt() {
        final INDArray array = counting();
        final HostTensor tensor = Nd4jViews.tensor(array);
        assertEquals(TensorShape.of(2, 3, 4), tensor.shape());
        assertEquals(23, tensor.floatAt(23));
        array.putScalar(new int[]{1, 2, 3}, -1);
        assertEquals(-1, tensor.floatAt(23));
        tensor.data().setAtIndex(ValueLayout.JAVA_FLOAT, 0, 7);
        assertEquals(7, array.getFloat(0, 0, 0));
    }

    @Test
    void aSliceKeepsItsPlace() {
        assertArrayEquals(new float[]{12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}, Nd4jViews.tensor(counting().slice(1)).toFloats());
        assertArrayEquals(new float[]{5}, Nd4jViews.tensor(Nd4j.scalar(5f)).toFloats());
    }

    @Test
    void theTensorKeepsTheMemoryOfAnArrayNobodyHoldsAnyMore() {
        final HostTensor tensor = Nd4jViews.tensor(counting());
        for (int i = 0; i < 5; i++) {
            System.gc();
            Nd4j.zeros(DataType.FLOAT, 1000);
        }
        assertEquals(23, tensor.floatAt(23));
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void anArraySeesATensorOfAnyType(ElementType type) {
        try (Arena arena = Arena.ofConfined()) {
            final HostTensor tensor = HostTensor.allocate(arena, type, TensorShape.of(2, 3));
            final INDArray array = Nd4jViews.array(tensor);
            assertEquals(2, array.rows());
            assertEquals(3, array.columns());
            array.putScalar(1, 2, 1);
            assertEquals(type, Nd4jViews.tensor(array).type());
            assertEquals(1, tensor.toFloats()[5]);
            assertEquals(tensor.data().address(), Nd4jViews.tensor(array).data().address());
        }
    }

    @Test
    void refusesWhatIsNotDense() {
        final INDArray array = counting();
        final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Nd4jViews.tensor(array.permute(2, 0, 1)));
        assertTrue(e.getMessage().contains("dup('c')"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Nd4jViews.tensor(array.dup('f')));
        assertThrows(IllegalArgumentException.class, () -> Nd4jViews.tensor(Nd4j.create("text")));
        assertThrows(IllegalArgumentException.class, () -> Nd4jViews.array(HostTensor.ofFloats(TensorShape.of(1), 1)));
    }
}
