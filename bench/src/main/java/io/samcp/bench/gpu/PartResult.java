package io.samcp.bench.gpu;

import java.nio.file.Files;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a part of the suite found.
 *
 * @param part its name
 * @param passed whether all is as it should be
 * @param seconds how long it took
 * @param lines what a person should read, failures first
 * @param figures measured numbers by name; empty if the part measures nothing
 */
public record PartResult(String part, boolean passed, double seconds, List<String> lines, Map<String, Object> figures) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public PartResult {
        lines = List.copyOf(lines);
        figures = new LinkedHashMap<>(figures);
    }

    /** Reads what {@link #write} or the script wrote. */
    static PartResult read(Path file) {
        return JSON.readValue(file.toFile(), PartResult.class);
    }

    /** Writes it as {@code NAME.json}. */
    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(part + ".json"), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
    }
}
