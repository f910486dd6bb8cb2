/** Images as they enter the network (SPEC 1.2). */
package io.samcp.kernels.image;
