/** Pictures of what a twin answers, in formats that need nothing else: SVG and Mermaid. */
@NullMarked
package dev.twinstack.scenarios.picture;

import org.jspecify.annotations.NullMarked;
