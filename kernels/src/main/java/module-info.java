/** The PTX kernels and, for each, a typed descriptor: parameters, launch geometry, cost, contract. No device access. */
module io.samcp.kernels {
    exports io.samcp.kernels;
}
