package io.samcp.weights.pytorch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All tensors anywhere inside an unpickled object; without recursion, as the object may be nested deeply or contain itself. */
final class TensorTree {

    private TensorTree() {}

    static List<TensorView> views(Object root) {
        final List<TensorView> found = new ArrayList<>();
        final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        final List<Object> open = new ArrayList<>();
        open.add(root);
        while (!open.isEmpty()) {
            final Object next = open.removeLast();
            if (next == null || !seen.add(next)) {
                continue;
            }
            switch (next) {
                case TensorView view -> found.add(view);
                case Map<?, ?> map -> open.addAll(map.values());
                case Iterable<?> values -> values.forEach(open::add);
                case Object[] values -> Collections.addAll(open, values);
                default -> {
                    // numbers, texts and placeholders hold no tensors
                }
            }
        }
        return found;
    }
}
