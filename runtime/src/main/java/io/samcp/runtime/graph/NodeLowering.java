package io.samcp.runtime.graph;

import io.samcp.kernels.Kernel;
import io.samcp.runtime.CopyWork;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.FillWork;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.LibraryWork;
import io.samcp.runtime.Work;
import java.util.List;
import java.util.function.BiPredicate;

/** The {@link Lowering} of one node. */
record NodeLowering(String label, Dimensions dims, List<Operand> operands, List<Operand> results, List<Operand> temporaries,
        List<Operand> states, DeviceBuffer unused, BiPredicate<LibraryWork, KernelWork<?>> libraryPreference,
        List<Work> target) implements Lowering {

    @Override
    public Operand input(int i) {
        return operands.get(i);
    }

    @Override
    public List<TensorType> inputTypes() {
        return operands.stream().map(Operand::type).toList();
    }

    @Override
    public Operand state(int i) {
        return states.get(i);
    }

    @Override
    public int inputs() {
        return operands.size();
    }

    @Override
    public Operand output(int i) {
        return results.get(i);
    }

    @Override
    public Operand scratch(int i) {
        return temporaries.get(i);
    }

    @Override
    public <S> void kernel(Kernel<S> kernel, S shape, DeviceBuffer... buffers) {
        target.add(new KernelWork<>(label, kernel, shape, List.of(buffers)));
    }

    @Override
    public <S> void libraryOr(LibraryWork library, Kernel<S> kernel, S shape, DeviceBuffer... buffers) {
        final KernelWork<S> ours = new KernelWork<>(label, kernel, shape, List.of(buffers));
        target.add(libraryPreference.test(library, ours) ? library : ours);
    }

    @Override
    public void copy(DeviceBuffer from, DeviceBuffer to) {
        target.add(new CopyWork(label, from, to));
    }

    @Override
    public void zero(DeviceBuffer buffer) {
        target.add(new FillWork(label, buffer));
    }
}
