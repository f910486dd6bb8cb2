package io.samcp.weights.pytorch;

import io.samcp.runtime.tensor.ElementType;
import java.util.Map;
import java.util.Optional;

/** Element types of PyTorch storages by class name. */
record StorageType(String className, ElementType element) {

    private static final Map<String, ElementType> KNOWN = Map.of("FloatStorage", ElementType.F32, "HalfStorage", ElementType.F16,
            "BFloat16Storage", ElementType.BF16, "DoubleStorage", ElementType.F64, "LongStorage", ElementType.S64, "IntStorage",
            ElementType.S32, "ByteStorage", ElementType.U8, "BoolStorage", ElementType.BOOL);

    static Optional<StorageType> named(String className) {
        return Optional.ofNullable(KNOWN.get(className)).map(element -> new StorageType(className, element));
    }
}
