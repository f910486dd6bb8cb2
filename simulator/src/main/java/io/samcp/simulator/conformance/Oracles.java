package io.samcp.simulator.conformance;

/** The oracles by the names that tables use. */
final class Oracles {

    private Oracles() {}

    static Oracle of(String name) {
        return switch (name) {
            case "integer" -> Oracle.first(IntegerOracle::result);
            case "carry" -> new CarryOracle();
            case "float" -> Oracle.first(FloatOracle::result);
            case "approximate" -> Oracle.first(ApproximateOracle::result);
            case "compare" -> CompareOracle::results;
            case "select" -> Oracle.first(CompareOracle::selected);
            case "convert" -> new ConversionOracle();
            case "memory" -> new MemoryOracle();
            case "warp" -> new WarpOracle();
            case "product" -> new ProductOracle();
            case "matrix" -> new MatrixOracle();
            case "block" -> BlockOracle::results;
            case "same" -> (program, block, thread) -> new Expected[]{Expected.bits(block[thread][0])};
            case "zero" -> all(0);
            case "truth" -> all(1);
            case "table" -> (program, block, thread) -> new Expected[]{Expected.bits(IntegerOracle.table(program.text(), block[thread]))};
            case "open" -> (program, block, thread) -> program.results().stream().map(r -> Expected.free()).toArray(Expected[]::new);
            default -> throw new IllegalArgumentException("no oracle '" + name + "'");
        };
    }

    private static Oracle all(long bits) {
        return (program, block, thread) -> program.results().stream().map(r -> Expected.bits(bits)).toArray(Expected[]::new);
    }
}
