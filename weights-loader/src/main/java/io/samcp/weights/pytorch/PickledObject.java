package io.samcp.weights.pytorch;

import java.util.List;
import java.util.Map;

/** Words for an unpickled object, for messages; a container is never spelled out, it may be endless. */
final class PickledObject {

    private static final int MOST_TEXT = 80;

    private PickledObject() {}

    static String describe(Object value) {
        return switch (value) {
            case null -> "nothing";
            case ForeignObject foreign -> "an object of class " + foreign.className();
            case TensorView view -> "a tensor of " + view.shape();
            case Map<?, ?> _ -> "a dictionary";
            case List<?> _ -> "a list";
            case Boolean flag -> flag.toString();
            case Integer number -> number.toString();
            case Long number -> number.toString();
            case String text -> text.length() <= MOST_TEXT ? "'" + text + "'" : "a text of " + text.length() + " characters";
            default -> "a " + value.getClass().getSimpleName();
        };
    }
}
