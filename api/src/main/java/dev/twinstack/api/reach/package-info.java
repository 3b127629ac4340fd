/** Questions about sets of flows, asked over HTTP: {@code /_twinstack/reach}. {@code docs/reachability.md} describes them. */
@NullMarked
package dev.twinstack.api.reach;

import org.jspecify.annotations.NullMarked;
