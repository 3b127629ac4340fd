/** The comparison with other emulators and with Neutron: the same work for each, on the same machine, in turn. */
@NullMarked
package dev.twinstack.api.bench.peers;

import org.jspecify.annotations.NullMarked;
