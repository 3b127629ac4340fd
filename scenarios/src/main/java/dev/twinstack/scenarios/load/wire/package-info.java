/**
 * HTTP/1.1 as a load generator needs it: kept connections, blocking calls for virtual threads, the time each request
 * waited for a connection known.
 */
@NullMarked
package dev.twinstack.scenarios.load.wire;

import org.jspecify.annotations.NullMarked;
