package io.samcp.runtime.persistent;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kernel's entry turned into a function that does one block of a launch. The text stays but for what belongs to a launch: arguments come
 * from a record in global memory, the place in the grid from the caller, shared memory is a part of the caller's, the block's barrier
 * counts the threads of this kernel, and the end of a thread is the end of the function.
 *
 * @param name of the function
 * @param threads of a block
 * @param text the function
 * @param sharedBytes shared memory that the text declares
 * @param recipes functions it calls, by name
 */
record KernelBody(String name, int threads, String text, int sharedBytes, Map<String, String> recipes) {

    /** Where a tile's shared memory begins. */
    static final int SHARED_ALIGNMENT = 128;

    private static final int WARP = 32;
    private static final String PARAMETERS = ".reg .u64 %frame_args, .reg .u32 %frame_thread_x, .reg .u32 %frame_barrier, .reg .u32 %frame_shared, "
            + ".reg .u32 %frame_tile_x, .reg .u32 %frame_tile_y, .reg .u32 %frame_tile_z, .reg .u32 %frame_tiles_x, .reg .u32 %frame_tiles_y, .reg .u32 %frame_tiles_z";
    private static final Pattern COMMENT = Pattern.compile("[ \\t]*//.*");
    private static final Pattern FUNCTION = Pattern.compile("^\\.func .*?\\b(\\w+)\\(\\.reg[^)]*\\)\\s*\\{.*?^\\}\\n",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern ENTRY = Pattern.compile("^\\.visible \\.entry (\\w+)\\(.*?\\)[^{]*\\{(.*)^\\}",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern ARGUMENT = Pattern.compile("ld\\.param\\.(\\w+)(\\s+\\S+),\\s*\\[(\\w+)\\]");
    private static final Pattern ARRAY = Pattern
            .compile("[ \\t]*\\.shared\\s+\\.align\\s+(\\d+)\\s+\\.[a-z](\\d+)\\s+(\\w+)(?:\\[(\\d+)\\])?;\\n");
    private static final Pattern DYNAMIC = Pattern
            .compile("[ \\t]*\\.extern\\s+\\.shared\\s+\\.align\\s+\\d+\\s+\\.\\w+\\s+(\\w+)\\[\\];\\n");
    private static final Pattern EXIT = Pattern.compile("\\bexit;");
    private static final Pattern BARRIER = Pattern.compile("\\bbar\\.sync\\s+0;");
    private static final Pattern LEFT_OVER = Pattern.compile(
            "\\bbar\\.(sync|red|arrive)|\\bbarrier\\.|\\.shared\\s+\\.align|ld\\.param|%ctaid|%nctaid|%ntid|%tid\\.|%warpid|%nwarpid"
                    + "|\\.const\\b|%dynamic_smem_size|%total_smem_size|%gridid|%smid");

    /** Whether the blocks of a launch are of a form that can become tiles. */
    static boolean isOneDimensional(LaunchGeometry geometry) {
        return geometry.blockY() == 1 && geometry.blockZ() == 1 && geometry.blockX() % WARP == 0 && !geometry.cooperative();
    }

    /** The body of a kernel; none if there is something in its text that only a launch of its own can give it. */
    static Optional<KernelBody> of(Kernel<?> kernel, int threads) {
        final String text = COMMENT.matcher(kernel.source().text()).replaceAll("");
        final Matcher entry = ENTRY.matcher(text);
        if (!entry.find()) {
            return Optional.empty();
        }
        final Map<String, Integer> places = new LinkedHashMap<>();
        final int bytes = places(text, places);
        String body = entry.group(2);
        body = DYNAMIC.matcher(ARRAY.matcher(body).replaceAll("")).replaceAll("");
        for (final Map.Entry<String, Integer> place : places.entrySet()) {
            body = place(body, place.getKey(), place.getValue());
        }
        final String placed = body;
        if (places.keySet().stream().anyMatch(array -> Pattern.compile("(?<![\\w%.])" + array + "\\b").matcher(placed).find())) {
            return Optional.empty(); // used in a way that is not known here
        }
        body = arguments(body, kernel.parameters());
        body = EXIT.matcher(body).replaceAll("ret;").replace("%ctaid.", "%frame_tile_").replace("%nctaid.", "%frame_tiles_")
                .replace("%ntid.x", "" + threads)
                .replace("%tid.x", "%frame_thread_x");
        if (LEFT_OVER.matcher(BARRIER.matcher(body).replaceAll("")).find()) {
            return Optional.empty();
        }
        final String name = entry.group(1) + "_of_" + threads;
        final String function = ".func " + name + "(" + PARAMETERS + ")\n{"
                + BARRIER.matcher(Beginnings.in(body)).replaceAll("bar.sync %frame_barrier, " + threads + ";").replaceAll("\\n{2,}", "\n")
                + "}\n";
        final Map<String, String> recipes = new LinkedHashMap<>();
        FUNCTION.matcher(text).results().forEach(recipe -> recipes.put(recipe.group(1), recipe.group()));
        return Optional.of(new KernelBody(name, threads, function, bytes, recipes));
    }

    /** Lays out the shared arrays of a text and returns how many bytes they take; what is dynamic comes last and counts nothing. */
    private static int places(String text, Map<String, Integer> places) {
        int bytes = 0;
        for (final MatchResult array : ARRAY.matcher(text).results().toList()) {
            final int alignment = Integer.parseInt(array.group(1));
            bytes = Math.ceilDiv(bytes, alignment) * alignment;
            places.put(array.group(3), bytes);
            bytes += Integer.parseInt(array.group(2)) / Byte.SIZE * (array.group(4) == null ? 1 : Integer.parseInt(array.group(4)));
        }
        final Matcher dynamic = DYNAMIC.matcher(text);
        if (dynamic.find()) {
            bytes = Math.ceilDiv(bytes, SHARED_ALIGNMENT) * SHARED_ALIGNMENT;
            places.put(dynamic.group(1), bytes);
        }
        return bytes;
    }

    /** An array of shared memory by its place in the caller's: as the value of a move, and in an address. */
    private static String place(String body, String array, int at) {
        final String moved = Pattern.compile("\\bmov\\.[bu]32(\\s+\\S+,)\\s*" + array + "\\s*;").matcher(body)
                .replaceAll("add.u32$1 %frame_shared, " + at + ";");
        return Pattern.compile("\\[\\s*" + array + "\\b(?:\\s*\\+\\s*(\\d+))?").matcher(moved)
                .replaceAll(m -> "[%frame_shared+" + (at + (m.group(1) == null ? 0 : Integer.parseInt(m.group(1)))));
    }

    private static String arguments(String body, List<KernelParameter> parameters) {
        final List<String> names = parameters.stream().map(KernelParameter::name).toList();
        return ARGUMENT.matcher(body).replaceAll(m -> {
            final int number = names.indexOf(m.group(3));
            if (number < 0) {
                return Matcher.quoteReplacement(m.group()); // stays, and is found to be left over
            }
            final int at = PhaseTable.ARGUMENT_BYTES * number;
            return Matcher.quoteReplacement("ld.global." + m.group(1) + m.group(2) + ", [%frame_args" + (at == 0 ? "" : "+" + at) + "]");
        });
    }
}
