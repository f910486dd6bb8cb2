package io.samcp.bench.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Puts the answers of all parts into one JSON and one Markdown file, failures first. */
final class Report {

    private Report() {}

    /**
     * Writes {@code report.json} and {@code report.md}.
     *
     * @param answers folder with one {@code PART.json} for each part
     * @param about what was run where: commit, date, clocks
     * @return whether every part passed, and there was one
     */
    static boolean write(Path answers, Map<String, String> about) throws IOException {
        final List<PartResult> parts = new ArrayList<>();
        try (Stream<Path> files = Files.list(answers.resolve("parts"))) {
            files.filter(f -> f.toString().endsWith(".json")).sorted().map(PartResult::read).forEach(parts::add);
        }
        parts.sort(Comparator.comparing(PartResult::passed).thenComparing(PartResult::part));
        final Map<String, Object> all = new LinkedHashMap<>(about);
        all.put("parts", parts);
        Files.writeString(answers.resolve("report.json"),
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(all));
        final StringBuilder text = new StringBuilder("# GPU suite\n\n");
        about.forEach((key, value) -> text.append("- ").append(key).append(": ").append(value).append('\n'));
        text.append("\n| part | result | seconds |\n| --- | --- | --- |\n");
        parts.forEach(p -> text.append(
                String.format(Locale.ROOT, "| %s | %s | %.1f |%n", p.part(), p.passed() ? "passed" : "**FAILED**", p.seconds())));
        for (final PartResult part : parts) {
            text.append("\n## ").append(part.part()).append(part.passed() ? "" : ": FAILED").append("\n\n```\n");
            part.lines().forEach(line -> text.append(line).append('\n'));
            text.append("```\n");
        }
        Files.writeString(answers.resolve("report.md"), text);
        return !parts.isEmpty() && parts.stream().allMatch(PartResult::passed);
    }
}
