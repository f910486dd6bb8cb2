package io.samcp.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares a file with the table of its configuration and reports everything at once. */
public final class WeightCheck {

    private static final int MOST_LISTED = 20;

    private WeightCheck() {}

    /**
     * What does not fit.
     *
     * @param missing tensors inference reads that are not there
     * @param unexpected tensors no checkpoint of this configuration has
     * @param misshapen tensors of another shape, or that do not hold floats
     */
    public record Findings(List<String> missing, List<String> unexpected, List<String> misshapen) {

        public Findings {
            missing = List.copyOf(missing);
            unexpected = List.copyOf(unexpected);
            misshapen = List.copyOf(misshapen);
        }

        public boolean isEmpty() {
            return missing.isEmpty() && unexpected.isEmpty() && misshapen.isEmpty();
        }
    }

    /** All differences between a file and a configuration. */
    public static Findings compare(WeightsFile file, ModelConfiguration config) {
        final Map<String, Parameter> table = ParameterTable.of(config);
        final Map<String, TensorInfo> found = file.tensors();
        final List<String> missing = new ArrayList<>();
        final List<String> unexpected = new ArrayList<>();
        final List<String> misshapen = new ArrayList<>();
        table.values().forEach(parameter -> {
            final TensorInfo info = found.get(parameter.name());
            if (info == null) {
                if (parameter.use() == Parameter.Use.USED) {
                    missing.add(parameter.name() + " " + parameter.shape());
                }
            } else if (parameter.use() != Parameter.Use.UNUSED && !(info.shape().equals(parameter.shape()) && info.isFloat())) {
                misshapen.add(parameter.name() + ": expected floats " + parameter.shape() + ", found " + info.dtype() + " " + info.shape());
            }
        });
        new TreeMap<>(found).forEach((name, info) -> {
            if (!table.containsKey(name) && !name.startsWith("decoder.calculate_affinity.")) {
                unexpected.add(name + " " + info.shape());
            }
        });
        return new Findings(missing, unexpected, misshapen);
    }

    /**
     * Refuses a file that does not fit.
     *
     * @throws WeightFormatException with all missing, unexpected and misshapen tensors, and the file's digest
     */
    public static void require(WeightsFile file, ModelConfiguration config) {
        final Findings findings = compare(file, config);
        if (!findings.isEmpty()) {
            throw new WeightFormatException(report(file, findings));
        }
    }

    private static String report(WeightsFile file, Findings findings) {
        final StringBuilder text = new StringBuilder();
        text.append(file.path()).append(": not the weights of this configuration (sha256 ").append(file.digest()).append(')');
        append(text, "missing", findings.missing());
        append(text, "unexpected", findings.unexpected());
        append(text, "misshapen", findings.misshapen());
        return text.toString();
    }

    private static void append(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append("\n  ").append(title).append(" (").append(lines.size()).append("):");
            lines.stream().limit(MOST_LISTED).forEach(line -> text.append("\n    ").append(line));
            if (lines.size() > MOST_LISTED) {
                text.append("\n    ... and ").append(lines.size() - MOST_LISTED).append(" more");
            }
        }
    }
}
