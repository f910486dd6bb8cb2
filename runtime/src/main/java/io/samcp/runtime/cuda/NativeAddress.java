package io.samcp.runtime.cuda;

import java.lang.foreign.MemorySegment;
import jcuda.Pointer;

/** A host address as JCuda wants it. */
final class NativeAddress extends Pointer {

    /** To be filled by the driver. */
    NativeAddress() {}

    private NativeAddress(long address) {
        super(address);
    }

    /** The first byte of native memory, which must outlive its use. */
    static NativeAddress of(MemorySegment memory) {
        if (!memory.isNative()) {
            throw new IllegalArgumentException("the driver needs native memory, got " + memory);
        }
        return new NativeAddress(memory.address());
    }

    static NativeAddress ofAddress(long address) {
        return new NativeAddress(address);
    }

    long value() {
        return getNativePointer() + getByteOffset();
    }
}
