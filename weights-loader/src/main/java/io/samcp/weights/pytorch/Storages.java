package io.samcp.weights.pytorch;

import java.lang.foreign.MemorySegment;

/** Where the bytes of storages come from. */
interface Storages extends AutoCloseable {

    /**
     * Looks at the place of a storage without reading it.
     *
     * @throws io.samcp.weights.WeightFormatException if it is missing or has another size
     */
    void require(StorageReference storage);

    /**
     * The bytes of a storage, exactly as many as it claims to have elements.
     *
     * @throws io.samcp.weights.WeightFormatException if it is missing or has another size
     */
    MemorySegment bytes(StorageReference storage);

    @Override
    void close();
}
