package io.samcp.app.verify;

/** What the error of each tensor of a case is measured with. */
@FunctionalInterface
interface Yardsticks {

    /** Of a tensor by its name in the golden file. */
    Yardstick ofCase(String tensor);
}
