package io.samcp.weights.pytorch;

import net.razorvine.pickle.IObjectConstructor;

/** Stands for an object of a class this reader does not know. Holds its class name and nothing else. */
record ForeignObject(String className) {

    /** Makes a placeholder whatever the arguments. */
    static IObjectConstructor constructor(String className) {
        return arguments -> new ForeignObject(className);
    }
}
