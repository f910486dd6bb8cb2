package io.samcp.layers.operation;

import io.samcp.kernels.request.RequestRecordDescriptor;
import io.samcp.layers.model.Symbols;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.graph.Lowering;

/** How many rows of a bucket belong to somebody. */
final class AliveRows {

    private AliveRows() {}

    /** Where the request's record, the last operand, says it of so many rows: patches, or with the semantic queries before them queries. */
    static DeviceBuffer of(Lowering to, int rows) {
        final int word = rows == to.dims().get(Symbols.PATCHES) ? RequestRecordDescriptor.PATCHES : RequestRecordDescriptor.QUERIES;
        return to.input(to.inputTypes().size() - 1).buffer().slice((long) Integer.BYTES * word, Integer.BYTES, "alive");
    }
}
