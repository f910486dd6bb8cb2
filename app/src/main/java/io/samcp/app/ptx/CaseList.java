package io.samcp.app.ptx;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Check;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a list of cases; see {@code docs/ptx.md} for its form. Paths in it are relative to its folder. */
public final class CaseList {

    private static final Set<String> FIELDS = Set.of("name", "file", "kernel", "grid", "block", "shared", "check", "args", "outs", "tol",
            "expect");
    private static final List<String> ENDINGS = Stream.concat(Stream.of(LaunchOutcome.OK),
            Stream.concat(CheckNames.all().stream(), Stream.of("trap", "timeout", LaunchOutcome.UNSUPPORTED))).toList();
    private static final int DIMENSIONS = 3;
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final Path folder;
    private final String where;
    private final JsonNode entry;

    private CaseList(Path folder, String where, JsonNode entry) {
        this.folder = folder;
        this.where = where;
        this.entry = entry;
    }

    /**
     * Reads a list.
     *
     * @throws PtxInputException if the file is missing or not of this form
     */
    public static List<PtxCase> read(Path file) {
        final JsonNode root = parse(file);
        if (!root.isArray()) {
            throw new PtxInputException(file + ": expected a list of cases, found " + shown(root));
        }
        final List<PtxCase> cases = new ArrayList<>();
        for (int i = 0; i < root.size(); i++) {
            cases.add(new CaseList(file.toAbsolutePath().getParent(), file + ": case " + i, root.get(i)).read());
        }
        return cases;
    }

    private static JsonNode parse(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new PtxInputException(
                    file + ": expected a JSON file with cases, found " + (Files.exists(file) ? "something else" : "nothing"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new PtxInputException(file + ": cannot be read: " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new PtxInputException(file + ": expected JSON, found: " + e.getOriginalMessage() + (e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")"), e);
        }
    }

    private PtxCase read() {
        if (!entry.isObject()) {
            throw wrong("", "an object", entry);
        }
        entry.propertyNames().stream().filter(f -> !FIELDS.contains(f)).findFirst().ifPresent(f -> {
            throw new PtxInputException(
                    where + ": " + f + ": no such field; there are " + String.join(", ", FIELDS.stream().sorted().toList()));
        });
        final String file = string("file", null);
        final String kernel = string("kernel", null);
        final LaunchGeometry geometry = LaunchRequest.geometry(where, dimensions("grid"), dimensions("block"), wholeNumber("shared"));
        final Set<Check> checks = CheckNames.parse(where + ": check", string("check", "all"));
        final List<PtxCase.Argument> arguments = arguments();
        final String expect = string("expect", LaunchOutcome.OK);
        if (!ENDINGS.contains(expect)) {
            throw wrong(": expect", "one of " + String.join(", ", ENDINGS), entry.get("expect"));
        }
        return new PtxCase(string("name", kernel + " in " + file), folder.resolve(file), kernel, geometry, checks, arguments,
                results(arguments), tolerance(), expect);
    }

    private String string(String field, String otherwise) {
        final JsonNode node = entry.path(field);
        if (node.isMissingNode() && otherwise != null) {
            return otherwise;
        }
        if (!node.isString()) {
            throw wrong(": " + field, "a text", node);
        }
        return node.stringValue();
    }

    private List<Integer> dimensions(String field) {
        final JsonNode node = entry.path(field);
        if (!node.isArray() || node.isEmpty() || node.size() > DIMENSIONS || node.valueStream().anyMatch(n -> !n.isInt())) {
            throw wrong(": " + field, "[x, y, z] in whole numbers", node);
        }
        return node.valueStream().map(JsonNode::intValue).toList();
    }

    private int wholeNumber(String field) {
        final JsonNode node = entry.path(field);
        if (node.isMissingNode()) {
            return 0;
        }
        if (!node.isInt() || node.intValue() < 0) {
            throw wrong(": " + field, "a number of bytes", node);
        }
        return node.intValue();
    }

    private double tolerance() {
        final JsonNode node = entry.path("tol");
        if (node.isMissingNode()) {
            return 0;
        }
        if (!node.isNumber() || !(node.doubleValue() >= 0)) {
            throw wrong(": tol", "a number of at least 0", node);
        }
        return node.doubleValue();
    }

    private List<PtxCase.Argument> arguments() {
        final JsonNode list = list("args");
        final List<PtxCase.Argument> arguments = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            arguments.add(argument(where + ": args[" + i + "]", list.get(i)));
        }
        return arguments;
    }

    private PtxCase.Argument argument(String place, JsonNode node) {
        if (node.isArray() && node.size() >= 2 && node.get(0).isString()) {
            final String kind = node.get(0).stringValue();
            final JsonNode value = node.get(1);
            final boolean named = node.size() == 3 && node.get(2).isString();
            final String name = named ? node.get(2).stringValue() : null;
            if (kind.equals("out") && value.isIntegralNumber() && (named || node.size() == 2)) {
                return new PtxCase.Argument.Buffer(name, null, ArgumentText.size(place, value.asString()));
            }
            if ((kind.equals("in") || kind.equals("inout")) && value.isString() && (named || node.size() == 2)) {
                return new PtxCase.Argument.Buffer(name, folder.resolve(value.stringValue()), 0);
            }
            final ScalarType type = ScalarType.named(kind).orElse(null);
            if (type != null && node.size() == 2 && (value.isNumber() || value.isString())) {
                return new PtxCase.Argument.Value(new NamedArgument(type.value(place, value.asString()), false, null, null));
            }
        }
        throw new PtxInputException(
                place + ": expected [\"in\", PATH], [\"inout\", PATH, NAME], [\"out\", BYTES, NAME] or [TYPE, VALUE] with"
                        + " TYPE one of " + String.join(", ", ScalarType.labels()) + ", found " + shown(node));
    }

    private List<ExpectedResult> results(List<PtxCase.Argument> arguments) {
        final Set<String> names = new HashSet<>();
        for (final PtxCase.Argument argument : arguments) {
            if (argument instanceof PtxCase.Argument.Buffer(String name, Path _, long _) && name != null && !names.add(name)) {
                throw new PtxInputException(where + ": args: two buffers are called '" + name + "'");
            }
        }
        final JsonNode list = list("outs");
        final List<ExpectedResult> results = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            final JsonNode node = list.get(i);
            final String place = ": outs[" + i + "]";
            if (!node.isArray() || node.size() != 3 || node.valueStream().anyMatch(n -> !n.isString())) {
                throw wrong(place, "[NAME, EXPECTED_PATH, TYPE]", node);
            }
            final String name = node.get(0).stringValue();
            if (!names.contains(name)) {
                throw new PtxInputException(where + place + ": expected the name of a buffer (" + String.join(", ", names) + "), found '"
                        + name + "'");
            }
            final ScalarType type = ScalarType.named(node.get(2).stringValue()).orElseThrow(() -> new PtxInputException(where + place
                    + ": expected one of " + String.join(", ", ScalarType.labels()) + ", found '" + node.get(2).stringValue() + "'"));
            results.add(new ExpectedResult(name, folder.resolve(node.get(1).stringValue()), type));
        }
        return results;
    }

    private JsonNode list(String field) {
        final JsonNode list = entry.path(field);
        if (list.isMissingNode()) {
            return JSON.createArrayNode();
        }
        if (!list.isArray()) {
            throw wrong(": " + field, "a list", list);
        }
        return list;
    }

    private PtxInputException wrong(String field, String expected, JsonNode found) {
        return new PtxInputException(where + field + ": expected " + expected + ", found " + shown(found));
    }

    private static String shown(JsonNode node) {
        final String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
